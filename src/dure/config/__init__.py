"""How one installation is set up: where its files are, its database, Django's settings, the root addresses."""
