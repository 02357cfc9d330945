"""``dure manage index_cases``."""
