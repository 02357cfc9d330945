"""Innovation cases, and the evidence that every fact of one rests on."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from dure.apps.cases.choices import CaseState, ClaimStatus, FieldRule


class Taxonomy(models.Model):
    """A list of fields as one maker gave it, in force from `year` to `year_to`; ``dure`` is our standard one."""

    key = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    maker = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["year", "key"]

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """A field of innovation in one taxonomy; those of others name the standard field they correspond to."""

    key = models.CharField(primary_key=True, max_length=120)
    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    definition = models.CharField(max_length=200, blank=True)
    aliases = models.JSONField(default=list)
    standard = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="equivalents")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["taxonomy_id", "order"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language of the screen; the Korean one where there is no English."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search", "updated_at"])
class Case(models.Model):
    """One innovation practice of one or more governments.

    `revision` counts the changes to the case and its rows, so that two editors cannot overwrite each other unseen.
    `added_by_merge` is what this case brought to the one it was merged into, to take it back.
    """

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    background = models.TextField(blank=True)
    content = models.TextField(blank=True)
    results = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, db_index=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    field_given = models.CharField(max_length=120, blank=True)
    field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+")
    standard_field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="cases")
    field_rule = models.CharField(max_length=10, choices=FieldRule.choices, blank=True)
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.PUBLISHED)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_cases")
    added_by_merge = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [
            GinIndex(fields=["search"], name="case_search"),
            GistIndex(fields=["title"], name="case_title_nearest", opclasses=["gist_trgm_ops"]),
            models.Index(  # counts of years and fields without reading the texts
                fields=["id"],
                include=["year", "standard_field"],
                name="case_counts",
                condition=Q(state="published"),
            ),
            models.Index(
                models.F("year").desc(nulls_last=True),
                models.F("id").desc(),
                name="case_recent",
                condition=Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CaseOwner(models.Model):
    """A government's share in a case; with `institution` the case is that body's and counts for its owner."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="owners")
    government = models.ForeignKey("governments.Government", on_delete=models.PROTECT, related_name="case_owners")
    institution = models.ForeignKey(
        "governments.Institution", null=True, on_delete=models.PROTECT, related_name="case_owners"
    )
    name_then = models.CharField(max_length=120, help_text="the official name at the time of the case")
    department = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["case_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "government", "institution"], name="case_owner_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name_then


class Source(models.Model):
    """A document that tells of a case, as it was when it was read."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sources")
    document_sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    published_date = models.DateField(null=True)

    class Meta:
        ordering = ["published_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "document_sha256"], condition=~Q(document_sha256=""), name="case_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Evidence(models.Model):
    """The characters of a source that a fact of the case was read from; `fact` is its path (``figures/3``)."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="evidence")
    fact = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    confidence = models.FloatField(null=True)

    class Meta:
        ordering = ["source_id", "start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="evidence_has_characters")]

    def __str__(self) -> str:
        return self.quote


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Figure(models.Model):
    """A number said of a case. Two figures of one label may conflict: both are kept and shown."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=120)
    number = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    unit = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=120)
    as_of_date = models.DateField(null=True)
    counted_by = models.CharField(max_length=120, blank=True)
    definition = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="figures")

    class Meta:
        ordering = ["case_id", "label", "as_of_date", "id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Claim(models.Model):
    """What a page claims of a case ("first in the nation"): a finding with its source, not our judgement."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="claims")
    text = models.CharField(max_length=200)
    rank = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=ClaimStatus.choices, default=ClaimStatus.CLAIMED)
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="claims")

    class Meta:
        ordering = ["case_id", "id"]

    def __str__(self) -> str:
        return self.text


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Award(models.Model):
    """A prize that a case won."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="awards")
    grade = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=200, blank=True)
    organiser = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    amount_won = models.BigIntegerField(null=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="awards")

    class Meta:
        ordering = ["case_id", "-year", "id"]
        indexes = [models.Index(fields=["grade"])]

    def __str__(self) -> str:
        return f"{self.event} {self.grade}".strip()
