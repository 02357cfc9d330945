"""Screens of the registry: ``registry`` has search and cases, ``map`` has home and the national map,
``government`` a government's page.
"""

from dure.apps.cases.views.government import government
from dure.apps.cases.views.map import case_map, home, map_csv, map_picture, map_shapes
from dure.apps.cases.views.registry import case, search

__all__ = ["case", "case_map", "government", "home", "map_csv", "map_picture", "map_shapes", "search"]
