"""Reads of the registry: ``registry`` has cases, ``search`` finds them, ``map`` counts them by place."""
