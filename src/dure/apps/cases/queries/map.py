"""Counts of cases by government, for the map and the home page."""
