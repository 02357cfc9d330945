"""Forms of the registry: ``search`` reads an address, ``case`` changes a case, ``map`` has the map's filters."""

from dure.apps.cases.forms.case import CaseEdit, ClaimStatusForm, MergeForm, ReasonForm, refuse
from dure.apps.cases.forms.search import SearchForm

__all__ = ["CaseEdit", "ClaimStatusForm", "MergeForm", "ReasonForm", "SearchForm", "refuse"]
