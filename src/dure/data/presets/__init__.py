"""Rulesets of real contests, a TOML file for each edition whose formula is known; what is unknown is a named blank."""
