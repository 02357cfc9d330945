"""Rulesets of real contests, one TOML file for each edition whose formula is known; what is not known is a named blank."""
