"""``dure manage sign_documents``."""
