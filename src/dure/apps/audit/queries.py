"""Reading the record and the published log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from dure import verify
from dure.apps.audit.models import Cosignature, Entry, Leaf, Published, Waiting
from dure.apps.audit.outside.folder import LogFolder, NotPublished
from dure.apps.audit.rules import has_personal_data


def entries_of(subject: str) -> QuerySet[Entry]:
    """Return what happened to one row, newest first."""
    return Entry.objects.filter(subject=subject).select_related("actor")


def entries() -> QuerySet[Entry]:
    """Return everything that happened, newest first."""
    return Entry.objects.select_related("actor")


def may_be_recorded(text: str) -> bool:
    """Whether a text may stand in the public log: without e-mail address, resident number and mobile telephone."""
    return not has_personal_data(text.encode("utf-8", "replace"))


def newest_number() -> int:
    """Return the number of the newest entry: as long as it stays, no action has changed anything."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class LogState:
    """The log as everybody may see it; ``checkpoint`` and ``note`` are None before the first is published."""

    origin: str
    checkpoint: verify.Checkpoint | None
    note: str
    published_at: datetime | None
    keys: tuple[str, ...]
    witnesses: tuple[WitnessState, ...]
    quorum: int
    waiting: int


@dataclass(frozen=True, slots=True)
class WitnessState:
    """A witness of the policy and what it cosigned last."""

    name: str
    vkey: str
    size: int | None
    at: datetime | None


def log_state() -> LogState:
    """Return the log's size, checkpoint, keys and witnesses."""
    log = LogFolder(settings.LOG_FOLDER)
    policy, note = log.policy(), log.note()
    checkpoint = log.checkpoint()
    published = Published.objects.filter(size=checkpoint.size).first() if checkpoint else None
    latest: dict[str, Cosignature] = {}
    if policy and policy.witnesses:
        names = [key.name for key in policy.witnesses.values()]
        rows = Cosignature.objects.filter(witness__in=names).order_by("witness", "-checkpoint_id").distinct("witness")
        latest = {row.witness: row for row in rows}
    witnesses = []
    for key in policy.witnesses.values() if policy else ():
        row = latest.get(key.name)
        witnesses.append(WitnessState(key.name, str(key), row.checkpoint_id if row else None, row.at if row else None))
    return LogState(
        origin=settings.LOG_ORIGIN,
        checkpoint=checkpoint,
        note=note.decode() if note else "",
        published_at=published.at if published else None,
        keys=tuple(str(key) for key in policy.logs) if policy else (),
        witnesses=tuple(witnesses),
        quorum=policy.quorum[0] if policy else 0,
        waiting=Waiting.objects.count(),
    )


def leaves(*, subject: str = "") -> QuerySet[Leaf]:
    """Return the log's entries, newest first; of one row where ``subject`` (``case:12``) names it."""
    found = Leaf.objects.select_related("entry").defer("data", "entry__payload").order_by("-index")
    return found.filter(entry__subject=subject) if subject else found


@dataclass(frozen=True, slots=True)
class LeafView:
    """One entry of the log, taken apart for its page."""

    index: int
    at: datetime
    kind: str
    subject: str
    actor: str | None
    payload: str
    data: bytes
    hash: str
    is_published: bool


def leaf(index: int) -> LeafView:
    """Return one entry as it stands in the log.

    Raises:
        Leaf.DoesNotExist: the log has fewer entries.
    """
    row = Leaf.objects.select_related("entry").get(index=index)
    data = bytes(row.data)
    value: dict[str, Any] = json.loads(data)
    checkpoint = LogFolder(settings.LOG_FOLDER).checkpoint()
    return LeafView(
        index=row.index,
        at=row.entry.at,
        kind=value["kind"],
        subject=value["subject"],
        actor=value["actor"],
        payload=json.dumps(value["payload"], ensure_ascii=False, indent=2),
        data=data,
        hash=verify.leaf_hash(data).hex(),
        is_published=checkpoint is not None and index < checkpoint.size,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a published result stands in the log, for ``<c-verify :standing="…" />``; index None: not numbered yet."""

    index: int | None
    at: datetime
    key: str


def standing_of(shown: LeafView) -> Standing:
    """Return where an entry stands that is looked at already."""
    return Standing(shown.index if shown.is_published else None, shown.at, _log_key())


def _log_key() -> str:
    policy = LogFolder(settings.LOG_FOLDER).policy()
    return str(policy.logs[-1]) if policy else ""


def standing(*, subject: str, kind: str | None = None) -> Standing | None:
    """Return where the newest entry about a row stands, None where nothing was recorded.

    Args:
        subject: the row, ``case:12``.
        kind: only entries of this kind, ``contests.result_published``.
    """
    found = Entry.objects.filter(subject=subject).select_related("leaf").order_by("-id")
    row = (found.filter(kind=kind) if kind else found).first()
    if row is None:
        return None
    place = getattr(row, "leaf", None)
    return Standing(place.index if place else None, row.at, _log_key())


def receipt(index: int) -> bytes:
    """Return the receipt of an entry.

    Raises:
        NotPublished: the entry is not published yet, or there is none.
    """
    return LogFolder(settings.LOG_FOLDER).receipt(index)


def published_file(name: str) -> Path:
    """Return where a file of the published log stands.

    Raises:
        NotPublished: the log has no such file.
    """
    path: Path = settings.LOG_FOLDER / name
    if not (verify.TILE_PATH.fullmatch(name) or name in {"checkpoint", "policy"}) or not path.is_file():
        raise NotPublished(name)
    return path


def exported() -> Path:
    """Return the whole log as one ZIP at its newest checkpoint; made once for each size.

    Raises:
        NotPublished: there is no checkpoint.
    """
    return LogFolder(settings.LOG_FOLDER).exported(settings.LOG_EXPORTS)
