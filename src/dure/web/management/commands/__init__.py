"""Commands of ``dure manage``."""
