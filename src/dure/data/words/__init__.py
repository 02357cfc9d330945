"""Sentences shown to people, in Korean and English, as data."""
