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
    ItemOutcome,
    LinkState,
    LinkVerdict,
    OfferState,
    PauseReason,
    ProposalState,
    RejectionReason,
    Schedule,
    SourceKind,
    VisitOutcome,
    Weekday,
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


class Source(models.Model):
    """A place that is visited again and again: a feed, a sitemap, a board, one page.

    `fingerprint` and `entries_usual` say how the list was built and how much it held when it was last found good: a
    visit that finds it otherwise says so.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=SourceKind.choices)
    address = models.URLField(max_length=1000)
    government = models.ForeignKey(
        "governments.Government", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    only_containing = models.CharField(
        max_length=120, blank=True, help_text="only entries whose address holds this are read"
    )
    schedule = models.CharField(max_length=8, choices=Schedule.choices, default=Schedule.DAILY)
    hour = models.PositiveSmallIntegerField(default=7, help_text="of the day in Seoul")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.MONDAY)
    max_pages = models.PositiveSmallIntegerField(default=3, help_text="pages of the list that one visit may open")
    with_attachments = models.BooleanField(default=True)
    pause_seconds = models.PositiveSmallIntegerField(
        null=True, help_text="between two requests; null is the site's own"
    )
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)
    entries_usual = models.PositiveIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="visits in a row that could not read the list")
    last_success_at = models.DateTimeField(null=True)
    next_visit_at = models.DateTimeField(null=True, help_text="null: only when somebody asks")
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=8, choices=PauseReason.choices, blank=True)
    deleted_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(deleted_at__isnull=True), name="source_address_once"
            ),
            models.CheckConstraint(condition=Q(hour__lte=23), name="source_hour_of_day"),
        ]
        indexes = [models.Index(fields=["next_visit_at"], name="source_due")]

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    """One visit to a source: its list, page by page, and then what is new in it.

    `left` holds the pages of the list that are still to be opened, so that a visit goes on where it was broken off.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="visits")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="visits")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=VisitOutcome.choices, default=VisitOutcome.RUNNING)
    left = models.JSONField(default=list)
    is_listed = models.BooleanField(default=False, help_text="nothing of the list is left to open")
    pages = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    postponed = models.PositiveIntegerField(default=0, help_text="new entries that the next visit reads")
    proposals = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=16, blank=True)
    first_page_entries = models.PositiveIntegerField(null=True)
    entries_before = models.PositiveIntegerField(null=True)
    is_layout_changed = models.BooleanField(default=False)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    next_obstacle = models.CharField(max_length=100, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField(max_length=300, blank=True)
    error_hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(ended_at__isnull=True), name="visit_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class SourceItem(models.Model):
    """A page or an attachment that a source led to, and the document that it is now; earlier ones stay documents."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="attachments")
    address = models.CharField(max_length=1000)
    title = models.CharField(max_length=300, blank=True)
    listed_date = models.DateField(null=True)
    stamp = models.CharField(max_length=80, blank=True, help_text="what the list says of its last change")
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True, help_text="of the main text: counters do not count")
    failures = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="source_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "address"], name="source_item_once")]

    def __str__(self) -> str:
        return self.title or self.address


class VisitItem(models.Model):
    """One page in one visit: what came of it. Entries that were known and not asked again have no row."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(SourceItem, null=True, on_delete=models.CASCADE, related_name="visits")
    title = models.CharField(max_length=300, blank=True)
    listed_date = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=ItemOutcome.choices, default=ItemOutcome.WAITING)
    intake = models.ForeignKey(Intake, null=True, on_delete=models.SET_NULL, related_name="+")
    proposals_made = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField(max_length=300, blank=True)
    error_hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["visit_id", "id"]

    def __str__(self) -> str:
        return self.title


class HostTurn(models.Model):
    """When a host may be asked next, for all processes of the installation."""

    host = models.CharField(max_length=255, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
