"""The log's tables. The database itself refuses to change or remove their rows (see the migrations)."""

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


class Waiting(models.Model):
    """An entry that has no place in the log yet; a trigger puts it here, the sequencer takes it away."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="waiting")

    def __str__(self) -> str:
        return str(self.pk)


class Leaf(models.Model):
    """An entry's place in the log and the very bytes that are hashed there."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    data = models.BinaryField()

    class Meta:
        ordering = ["-index"]

    def __str__(self) -> str:
        return str(self.index)


class Published(models.Model):
    """A checkpoint that was signed and shown."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return str(self.size)


class Cosignature(models.Model):
    """A witness's signature line over a checkpoint."""

    checkpoint = models.ForeignKey(Published, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=200)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-checkpoint_id", "witness"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "witness"], name="audit_one_cosignature")]

    def __str__(self) -> str:
        return f"{self.witness} {self.checkpoint_id}"
