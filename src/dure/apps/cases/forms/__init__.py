"""Forms of the registry: ``map`` has the map's filters."""
