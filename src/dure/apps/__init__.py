"""Django apps; each owns its tables. The order between them is in ARCHITECTURE.md."""
