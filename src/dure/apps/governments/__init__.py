"""Local governments and public institutions: their history since 2001, names, codes, boundaries."""
