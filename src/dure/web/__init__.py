"""What every screen shares: base templates, KRDS components, static files, middleware; no domain words."""
