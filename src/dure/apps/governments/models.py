"""Governments as lineages with dated names, and the institutions that pages name.

A lineage goes on through a new name, code or province and ends with a merger, a split or its abolition
(docs/decisions/0003). The tables are loaded from ``dure.data.governments``, the files that the reader uses too.
"""

from __future__ import annotations

from django.db import models

from dure.apps.governments.choices import PeerGroup, Relation, Tier


class Government(models.Model):
    """One local government through all its names; the facts here are those of its latest period."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=40)
    full_name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    peer_group = models.CharField(max_length=4, choices=PeerGroup.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    population = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    population_source = models.CharField(max_length=120, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name


class Period(models.Model):
    """A span of time in which a government had one name, one code and one province; `valid_to` is its last day."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="periods")
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=40)
    full_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey(Government, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["government_id", models.F("valid_from").asc(nulls_first=True)]

    def __str__(self) -> str:
        return self.full_name


class Succession(models.Model):
    """A step in the history: what `old` became on `effective_date`."""

    old = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="predecessions")
    old_name = models.CharField(max_length=80)
    new_name = models.CharField(max_length=80)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    effective_date = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["effective_date", "old_id"]

    def __str__(self) -> str:
        return f"{self.old_name} → {self.new_name}"


class Institution(models.Model):
    """A public body that is not a local government: a ministry, or an institution that a government owns."""

    key = models.CharField(primary_key=True, max_length=80)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(Government, null=True, on_delete=models.PROTECT, related_name="institutions")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list)
    is_listed = models.BooleanField(default=True, help_text="False: named by a page only, not in our tables")

    class Meta:
        ordering = ["name", "key"]

    def __str__(self) -> str:
        return self.name


class Subunit(models.Model):
    """An ordinary district or an administrative city: named in pages, part of a government, none itself."""

    code = models.CharField(primary_key=True, max_length=10)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="subunits")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.government.name} {self.name}"
