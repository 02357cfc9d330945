"""The JSON lines of ``dure read``: one line a document, read or failed."""

from __future__ import annotations

import json
from typing import Any

from dure.engines.reading.document import Document, Reading, ReadingError

SCHEMA = "dure.reading/1"


def _source(document: Document) -> dict[str, Any]:
    fetched_at = next((value for name, value in document.meta if name == "fetched_at"), None)
    return {
        "path": document.path,
        "url": document.url,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "sha256": document.sha256,
        **({"fetched_at": fetched_at} if fetched_at else {}),
    }


def as_dict(reading: Reading) -> dict[str, Any]:
    """Return the plain values of a reading, with the keys of the JSON line."""
    article = reading.article
    return {
        "schema": SCHEMA,
        "source": _source(reading.document),
        "text": reading.document.text,
        "article": {
            "title": article.title,
            "published_at": article.published_at,
            "outlet": article.outlet,
            "byline": article.byline,
            "blocks": [{"start": b.start, "end": b.end, "kind": b.kind} for b in article.blocks],
        },
        "findings": [
            {
                "kind": finding.kind,
                "value": dict(finding.value),
                "spans": [list(span) for span in finding.spans],
                "rule": finding.rule,
                "confidence": round(finding.confidence, 3),
            }
            for finding in reading.findings
        ],
        "error": None,
    }


def to_json_line(reading: Reading) -> str:
    """Return a reading as one line of JSON without the line break."""
    return _line(as_dict(reading))


def failure_to_json_line(
    error: ReadingError, *, path: str | None = None, url: str | None = None, sha256: str | None = None
) -> str:
    """Return a failed document as one line of JSON: no article, no findings, and the error."""
    return _line(
        {
            "schema": SCHEMA,
            "source": {"path": path, "url": url, "media_type": None, "encoding": None, "sha256": sha256},
            "text": None,
            "article": None,
            "findings": [],
            "error": {"code": error.code, "message": error.message, "hint": error.hint},
        }
    )


def _line(value: dict[str, Any]) -> str:
    # Lone surrogates cannot be written as UTF-8; a text that has passed `decode` holds none, a path may.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
