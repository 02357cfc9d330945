"""Which contest, assessment, meeting or call a page tells of, its kind and its day: one module a way of naming it, all asked by `finding.py`."""
