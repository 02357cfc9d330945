"""The registry of innovation cases: register, revise, search, map."""
