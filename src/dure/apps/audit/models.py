"""The table of entries. The database itself refuses to change or remove a row (see the first migration)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that happened: `kind` is app.verb (``cases.registered``), `subject` the row it happened to."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
