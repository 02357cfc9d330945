"""Which documents are one release: a new one joins its group, a changed one moves, an editor takes one out or back.

The engine decides (`dure.engines.reading.choose_groups`), so that documents that came in one by one stand in the groups
that all of them at once would make. Candidates are found by an index of their keys; nothing else is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.models import Count

from dure.apps.discovery.actions.filling import same_title
from dure.apps.discovery.choices import DocumentState, ProposalState
from dure.apps.discovery.models import Document, Group, Proposal, Separation
from dure.engines import reading
from dure.engines.reading import body_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_GROUP = reading.MAX_GROUP

_GROUPING_LOCK = 0x64757265  # "dure": one writer decides on groups at a time
_KEY_SHARED = """
SELECT id, group_id, signature FROM discovery_document
WHERE bands && %s::bigint[] AND id IS DISTINCT FROM %s AND group_id IS NOT NULL ORDER BY id
"""


def lock_groups() -> None:
    """Let one writer at a time decide which documents are one release, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GROUPING_LOCK])


def group_document(document: Document, *, was_signed: bytes | None = None) -> list[Group]:
    """Give a document that was just read its group, and save it; where it connects several, they become one.

    Args:
        document: with its text and keys filled in; new, or read again.
        was_signed: the signature it had when it got its group; while that stays, the group does.

    Returns:
        The groups in which documents were moved, for their cases to be proposed anew; none where none was.
    """
    old = document.group
    if old is not None and was_signed == document.signature:
        document.save()
        return []
    document.group = None
    document.save()
    wanted = _wanted(document)
    left = old if old is not None and old.documents.exists() else None
    if old is not None and left is None:  # it stood alone: its proposals come along
        wanted.append(old.pk)
    first, *others = (Group.objects.get(pk=pk) for pk in sorted(set(wanted))) if wanted else (Group.objects.create(),)
    document.group = first
    document.save(update_fields=["group"])
    for other in others:
        unite(first, other)
    measure(first, None if others else document)
    if left is None or left.pk == first.pk:
        return [first] if others else []
    Proposal.objects.filter(document=document).update(group=first)
    return [first, *(regroup(left) or [left])]


def _wanted(document: Document) -> list[int]:
    """Return the groups that a document joins by what it says, without those that an editor keeps it out of."""
    near = _candidates(document)
    if not near:
        return []
    barred = set(Separation.objects.filter(document=document).values_list("group", flat=True))
    near = [(pk, group) for pk, group in near if group not in barred]
    counted = Document.objects.filter(group__in={group for _, group in near}).order_by().values_list("group")
    sizes = dict(counted.annotate(number=Count("pk")))
    (mine,) = reading.profiles([body_of(document.text, document.blocks)])

    def is_same(pk: int) -> bool:
        other = Document.objects.only("text", "blocks").get(pk=pk)
        (theirs,) = reading.profiles([body_of(other.text, other.blocks)])
        return reading.likeness(mine, theirs).is_same

    kept: list[int] = []
    for group in reading.choose_groups(near, sizes=sizes, is_same=is_same, max_group=MAX_GROUP):
        if not _kept_apart(group, kept):
            kept.append(group)
    return kept


def _kept_apart(group: int, others: Iterable[int]) -> bool:
    """Whether an editor took a document of one of the groups out of the other."""
    others = list(others)
    return (
        Separation.objects.filter(group=group, document__group__in=others).exists()
        or Separation.objects.filter(group__in=others, document__group=group).exists()
    )


def _candidates(document: Document) -> list[tuple[int, int]]:
    """Return (document, group) of those that share a key and enough of the signature, the likest first."""
    if not document.bands or document.signature is None:
        return []
    with connection.cursor() as cursor:
        # The planner takes every array for common and would read the whole table: 300 ms of 20,000 documents, not 1.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(_KEY_SHARED, [document.bands, document.pk])
        rows = [row for row in cursor.fetchall() if row[2] is not None]
        cursor.execute("SET LOCAL enable_seqscan = on")
    if not rows:
        return []
    signed = np.frombuffer(b"".join(bytes(row[2]) for row in rows), ">u4").reshape(len(rows), -1)
    alike = reading.agreeing(np.frombuffer(bytes(document.signature), ">u4"), signed).tolist()
    near = sorted((-agreed, pk, group) for agreed, (pk, group, _) in zip(alike, rows, strict=True))
    return [(pk, group) for agreed, pk, group in near if -agreed >= reading.LEAST_AGREEING]


def unite(one: Group, other: Group) -> Group:
    """Make two groups one and return it: the older stays, with all documents, proposals and separations.

    Of open proposals of one case the earlier stays, and none beside one that was decided.
    """
    stays, goes = sorted((one, other), key=lambda group: group.pk)
    Document.objects.filter(group=goes).update(group=stays)
    standing = list(Proposal.objects.filter(group__in=[stays, goes]).order_by("pk"))
    for proposal in standing:
        if proposal.state == ProposalState.OPEN and any(_supersedes(twin, proposal) for twin in standing):
            proposal.delete()
    Proposal.objects.filter(group=goes).update(group=stays)
    known = set(Separation.objects.filter(group=stays).values_list("document", flat=True))
    Separation.objects.filter(group=goes).exclude(document__in=known).update(group=stays)
    goes.delete()
    return stays


def _supersedes(twin: Proposal, proposal: Proposal) -> bool:
    """Whether another proposal of one release makes this open one unnecessary."""
    if twin.pk is None or twin is proposal or not same_title(twin.title_key, proposal.title_key):
        return False
    return twin.state != ProposalState.OPEN or twin.pk < proposal.pk


def regroup(group: Group) -> list[Group]:
    """Look at a group again after a document left it: what that one alone connected falls apart.

    Returns:
        All groups that its documents stand in now, if they are more than one.
    """
    documents = list(Document.objects.filter(group=group, state=DocumentState.READ).order_by("pk"))
    if not documents:
        return []
    bodies = [body_of(document.text, document.blocks) if document.bands else "" for document in documents]
    _, *others = reading.groups(bodies, max_group=MAX_GROUP)
    made = [group]
    for positions in others:
        apart = Group.objects.create()
        members = [documents[place].pk for place in positions]
        Document.objects.filter(pk__in=members).update(group=apart)
        Proposal.objects.filter(document__in=members).update(group=apart)
        measure(apart)
        made.append(apart)
    measure(group)
    return made if others else []


def measure(group: Group, document: Document | None = None) -> None:
    """Note for one document of a group, or for all, how much it shares with the group's first."""
    first, *others = Document.objects.filter(group=group).order_by("pk").only("text", "blocks", "containment")
    if document is not None and document.pk != first.pk:
        others = [document]
    profiles = reading.profiles([body_of(each.text, each.blocks) for each in (first, *others)])
    first.containment = None
    for other, profile in zip(others, profiles[1:], strict=True):
        other.containment = round(reading.likeness(profiles[0], profile).containment, 3)
    Document.objects.bulk_update([first, *others], ["containment"])
