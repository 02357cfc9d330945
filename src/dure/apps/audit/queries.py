"""Reading the record."""

from __future__ import annotations

from django.db.models import QuerySet

from dure.apps.audit.models import Entry


def entries_of(subject: str) -> QuerySet[Entry]:
    """Return what happened to one row, newest first."""
    return Entry.objects.filter(subject=subject).select_related("actor")


def entries() -> QuerySet[Entry]:
    """Return everything that happened, newest first."""
    return Entry.objects.select_related("actor")


def newest_number() -> int:
    """Return the number of the newest entry: as long as it stays, no action has changed anything."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
