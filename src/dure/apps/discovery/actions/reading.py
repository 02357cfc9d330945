"""Bytes to a reading that can be stored: pure, so that it runs in any process, and a bad document fails alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from dure.apps.discovery.actions.filling import Draft, drafts
from dure.engines import reading
from dure.isolation import Isolated, ProcessDied, TookTooLong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

READER = "8"
"""The version of what is stored of a document; raise it when the reader or `filling` changes what it finds, and the
next ``dure ingest`` of a known document reads it again."""

READING_SECONDS = 60
"""For one document; the limits of the reader keep every format within two."""

_APART = Isolated(f"{__name__}:read_document", prepare="django:setup", seconds=READING_SECONDS)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, in plain columns."""

    sha256: str
    size: int
    media_type: str
    encoding: str
    text: str
    title: str
    outlet: str
    byline: str
    published_at: str | None
    blocks: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    signature: bytes | None
    bands: tuple[int, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be had or read: a stable code, what is wrong, and how to mend it (in English)."""

    code: str
    message: str
    hint: str
    sha256: str = ""
    size: int = 0


def warm_up() -> None:
    """Build what the first reading of a process would wait for."""
    reading.default_gazetteer()


def read_document(content: bytes, *, name: str, url: str = "") -> ReadDocument | Failure:
    """Read one document; whatever is wrong with it is the result, never an exception.

    Args:
        content: the bytes of the file or page.
        name: the file's name or the address, for messages only.
        url: the address it was fetched from.
    """
    too_big = _too_big(content)
    if too_big is not None:
        return too_big
    sha256 = hashlib.sha256(content).hexdigest()
    outcome = reading.attempt(content, reading.default_gazetteer(), path=name, url=url or None)
    if isinstance(outcome, reading.ReadingError):
        return Failure(outcome.code, outcome.message, outcome.hint, sha256, len(content))
    return _stored(reading.as_dict(outcome), sha256, len(content))


def read_document_apart(content: bytes, *, name: str, url: str = "") -> ReadDocument | Failure:
    """Read one document in a process of its own, which is kept: a library that crashes or hangs fails it alone."""
    too_big = _too_big(content)
    if too_big is not None:
        return too_big
    try:
        outcome: ReadDocument | Failure = _APART.call(content, name=name, url=url)
    except ProcessDied as error:
        code, message = "crashed", f"the reader did not survive this document: {error}"
    except TookTooLong as error:
        code, message = "timeout", f"reading it was given up: {error}"
    else:
        return outcome
    return Failure(code, message, "give it as plain text", hashlib.sha256(content).hexdigest(), len(content))


def _too_big(content: bytes) -> Failure | None:
    if len(content) <= settings.MAX_DOCUMENT_BYTES:
        return None
    message = f"larger than {settings.MAX_DOCUMENT_BYTES // (1024 * 1024)} MB"
    hint = "raise DURE_MAX_DOCUMENT_MB, or give a part"
    return Failure("too-big", message, hint, hashlib.sha256(content).hexdigest(), len(content))


def _stored(found: Mapping[str, Any], sha256: str, size: int) -> ReadDocument:
    # PostgreSQL stores no NUL; one character takes its place, so that no offset moves.
    text = found["text"].replace("\x00", "\N{REPLACEMENT CHARACTER}")
    article = found["article"]
    signature, keys = signed(reading.body_of(text, article["blocks"]))
    return ReadDocument(
        sha256=sha256,
        size=size,
        media_type=found["source"]["media_type"] or "",
        encoding=found["source"]["encoding"] or "",
        text=text,
        title=(article["title"] or "")[:300],
        outlet=(article["outlet"] or "")[:120],
        byline=(article["byline"] or "")[:120],
        published_at=article["published_at"],
        blocks=tuple(article["blocks"]),
        findings=tuple(found["findings"]),
        signature=signature,
        bands=tuple(keys),
        drafts=_with_owners(drafts(text, article, found["findings"]), text, article),
    )


def signed(body: str) -> tuple[bytes | None, list[int]]:
    """Return the signature of a main text and its keys, as they are stored; neither where it is too short."""
    if len(body) < reading.MIN_SIGNED:
        return None, []
    found = reading.sign([body])
    return found.minhash[0].astype(">u4").tobytes(), reading.keys(found)[0].tolist()


def drafts_again(
    text: str, blocks: Sequence[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]], published_at: str | None
) -> tuple[Draft, ...]:
    """Return the cases of a document that is stored, as they came out of its reading.

    Args:
        text: as stored.
        blocks: as stored.
        findings: as stored.
        published_at: the article's day, or day and time, ISO 8601.
    """
    article = {"blocks": blocks, "published_at": published_at}
    return _with_owners(drafts(text, article, findings), text, article)


def _with_owners(found: tuple[Draft, ...], text: str, article: Mapping[str, Any]) -> tuple[Draft, ...]:
    """Find the government behind each owner that is none itself.

    An institution's case counts for the government that owns it. An office of the state's or a province's (a fire
    headquarters, an office of education) gives a candidate only. Where the page names nobody beyond doubt, the
    candidates are what its most frequent ambiguous name may mean: the reader abstains where neither date nor context
    decides between 강원 고성군 and 경남 고성군, and the editor can.
    """
    if all(draft.filled["owner"]["code"] for draft in found):
        return found
    on = date.fromisoformat(article["published_at"][:10]) if article["published_at"] else None
    ambiguous = None
    settled = []
    for draft in found:
        owner = draft.filled["owner"]
        if owner["code"]:
            settled.append(draft)
        elif owner["name"]:
            settled.append(draft.with_owner(_behind(owner["name"], on)))
        else:
            ambiguous = _ambiguous(text, article, on) if ambiguous is None else ambiguous
            settled.append(draft.with_owner(ambiguous))
    return tuple(settled)


def _behind(name: str, on: date | None) -> dict[str, Any]:
    """Return the part of an owner that a name which is no government's decides."""
    named = reading.default_gazetteer().resolve(name, on).only
    if named is None or named.entity.lineage is None:
        return {}
    if named.entity.kind == "institution":
        return {"code": named.entity.lineage, "institution": name}
    if named.entity.kind == "subunit":
        return {"code": named.entity.lineage}
    return {"candidates": [named.entity.lineage]}


def _ambiguous(text: str, article: Mapping[str, Any], on: date | None) -> dict[str, Any]:
    """Return the most frequent ambiguous name of an article with the codes that it may mean."""
    parts = [block for block in article["blocks"] if block["kind"] in {"title", "subtitle", "body"}]
    joined = "\n\n".join(text[block["start"] : block["end"]] for block in parts)
    gazetteer = reading.default_gazetteer()
    names: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for resolution in gazetteer.settle(gazetteer.mentions(joined), on):
        codes = tuple(one.entity.lineage for one in resolution.candidates if one.entity.lineage)
        if len(codes) > 1 and len(codes) == len(resolution.candidates):
            names[resolution.surface, codes] += 1
    if not names:
        return {}
    (surface, codes), _ = names.most_common(1)[0]
    return {"name": surface, "candidates": list(codes)}
