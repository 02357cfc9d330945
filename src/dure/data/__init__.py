"""Package resources, read with importlib.resources: government tables, lexicons, presets."""
