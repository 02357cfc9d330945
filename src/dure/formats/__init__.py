"""Bytes to values and back (tables, SVG, HWPX): pure, shared by the command line and the apps."""
