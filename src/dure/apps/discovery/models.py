"""Documents as they were read, groups of the same release, and what is proposed from them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from dure.apps.discovery.choices import (
    BatchKind,
    DocumentState,
    LinkState,
    LinkVerdict,
    OfferState,
    ProposalState,
    RejectionReason,
)


class Batch(models.Model):
    """One run of reading: a command, an upload, an address."""

    kind = models.CharField(max_length=12, choices=BatchKind.choices)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Group(models.Model):
    """One release in its many outlets: near-duplicate documents that are proposed once.

    What the engine makes of them one by one (`dure.engines.reading.groups`), save where an editor took one out.
    """

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"group {self.pk}"


class Document(models.Model):
    """A page or file by its content: the same bytes are one document, wherever they came from.

    `text` is frozen; every offset in `blocks` and `findings` counts code points into it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    url = models.URLField(max_length=1000, blank=True)
    name = models.CharField(max_length=300, help_text="the file's name or the address, as it was given")
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=DocumentState.choices, default=DocumentState.WAITING)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField(max_length=300, blank=True)
    error_hint = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    title = models.CharField(max_length=300, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    byline = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    published_date = models.DateField(null=True)
    blocks = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    reader = models.CharField(max_length=40, blank=True, help_text="the version of the reader that read it")
    signature = models.BinaryField(null=True)
    bands = ArrayField(
        models.BigIntegerField(), default=list, help_text="keys that documents of one release have in common"
    )
    occasion_keys = ArrayField(
        models.CharField(max_length=160), default=list, help_text="keys that documents of one event have in common"
    )
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="documents")
    containment = models.FloatField(
        null=True, help_text="how much of the shorter text the group's first document shares"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["bands"], name="document_bands", fastupdate=False),
            GinIndex(fields=["occasion_keys"], name="document_occasion_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class Separation(models.Model):
    """An editor's word that a document is not of a group's release: it never joins that group again."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="separations")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="separations")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["document", "group"], name="separation_once")]

    def __str__(self) -> str:
        return f"{self.document_id} not in {self.group_id}"


class EventLink(models.Model):
    """Two documents of different releases that may tell of one event; `one` came in first.

    `reasons` is what the engine gives: ``[{"code": "institution", "weight": 2.0, "value": …, "shared": 0, "of": 0}]``.
    """

    one = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_on")
    other = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_back")
    verdict = models.CharField(max_length=6, choices=LinkVerdict.choices)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.FOUND)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="event_link_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="event_link_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"


class Intake(models.Model):
    """A document in a batch: the same bytes given twice are two intakes of one document."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="intakes")
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="intakes")
    name = models.CharField(max_length=1000)
    is_address = models.BooleanField(default=False)
    upload = models.FileField(
        upload_to="uploads/%Y/%m",
        null=True,
        help_text="kept until the document is read; afterwards only its text stays",
    )
    is_new = models.BooleanField(default=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often reading was begun")
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField(max_length=300, blank=True)
    error_hint = models.CharField(max_length=300, blank=True)
    proposals_made = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["batch_id", "id"]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A case that was found in a group of documents, waiting for an editor's decision.

    `filled` is the form as the reader filled it (`dure.apps.discovery.actions.filling` names its keys); `evidence`
    lists the characters each fact was read from, as offsets into the text of `document`:
    ``[{"fact": "title", "start": 0, "end": 9, "rule": …, "confidence": …}]``.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="proposals")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proposals")
    finding = models.PositiveIntegerField(help_text="index of the case in the document's findings")
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=300, help_text="the title without spaces and punctuation")
    owner = models.ForeignKey("governments.Government", null=True, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("governments.Institution", null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True, help_text="the name as found")
    candidates = models.JSONField(default=list, help_text="codes of the governments an ambiguous name may mean")
    filled = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    confidence = models.FloatField(default=0)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=RejectionReason.choices, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict, help_text="what taking the decision back needs to know")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-confidence", "-id"], name="proposal_queue"),
            models.Index(fields=["title_key"], name="proposal_title_key"),
        ]
        constraints = [
            models.UniqueConstraint(  # two groups that turn out to be one may have been decided apart
                fields=["group", "title_key"],
                name="proposal_once_a_group",
                condition=Q(state=ProposalState.OPEN),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN) | Q(decided_at__isnull=False), name="proposal_decision_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SourceOffer(models.Model):
    """A document of a release whose case is registered already, offered as a further source of that case."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="offers")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="offers")
    state = models.CharField(max_length=8, choices=OfferState.choices, default=OfferState.OPEN)
    undo = models.JSONField(default=dict, help_text="what taking the source out again needs to know")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "document"], name="offer_once")]
        indexes = [
            models.Index(fields=["proposal"], name="offer_open", condition=Q(state=OfferState.OPEN)),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} for {self.proposal_id}"
