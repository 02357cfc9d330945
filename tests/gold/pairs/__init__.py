"""Releases and their rewritings of our own invention, and levels of change made by rule; `measured` counts on both."""
