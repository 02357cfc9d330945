"""Screens of the registry.

``registry`` has search and cases, ``editing`` their forms, ``exports`` tables to take away, ``map`` home and the
national map, ``government`` a government's page.
"""

from dure.apps.cases.views.editing import claim, edit, merge, new, reinstate, withdraw
from dure.apps.cases.views.exports import as_csv, as_xlsx
from dure.apps.cases.views.government import government
from dure.apps.cases.views.map import case_map, home, map_csv, map_picture, map_shapes
from dure.apps.cases.views.registry import as_published, case, revisions, search

__all__ = [
    "as_csv",
    "as_published",
    "as_xlsx",
    "case",
    "case_map",
    "claim",
    "edit",
    "government",
    "home",
    "map_csv",
    "map_picture",
    "map_shapes",
    "merge",
    "new",
    "reinstate",
    "revisions",
    "search",
    "withdraw",
]
