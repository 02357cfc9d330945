"""Fields of innovation: Dure's own ten, and the lists that makers gave year by year, each with its source.

``standard.toml`` has ours with the keywords that place a case, ``given.toml`` the others with their mapping to ours.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["STANDARD", "GivenField", "Taxonomy", "key_of", "standard_field_by_keywords", "taxonomies"]

STANDARD: Final = "dure"
"""The key of our own taxonomy."""


@dataclass(frozen=True, slots=True)
class GivenField:
    """A field in one list; `standard` is the key of ours that it corresponds to, None for ours and for the vague."""

    key: str
    name: str
    name_en: str = ""
    definition: str = ""
    aliases: tuple[str, ...] = ()
    standard: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A list of fields by one maker, in force from `year` to `year_to` (both None for ours)."""

    key: str
    name: str
    maker: str
    source: str
    fields: tuple[GivenField, ...]
    year: int | None = None
    year_to: int | None = None


def key_of(taxonomy: str, field: str) -> str:
    """Return the key of a field among all lists; ours stand without a prefix, since addresses carry them.

    >>> key_of("dure", "service"), key_of("kr-plan-2024", "digital")
    ('service', 'kr-plan-2024/digital')
    """
    return field if taxonomy == STANDARD else f"{taxonomy}/{field}"


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """Return ours first, then the given ones by year."""
    ours = _taxonomy(_read("standard.toml"))
    given = [_taxonomy(raw) for raw in _read("given.toml")["taxonomies"]]
    return (ours, *sorted(given, key=lambda taxonomy: (taxonomy.year or 0, taxonomy.key)))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _taxonomy(raw: dict[str, Any]) -> Taxonomy:
    return Taxonomy(
        key=raw["key"],
        name=raw["name"],
        maker=raw["maker"],
        source=raw["source"],
        year=raw.get("year"),
        year_to=raw.get("year_to", raw.get("year")),
        fields=tuple(
            GivenField(
                key=key_of(raw["key"], field["key"]),
                name=field["name"],
                name_en=field.get("name_en", ""),
                definition=field.get("definition", ""),
                aliases=tuple(field.get("aliases", ())),
                standard=field.get("standard"),
                keywords=tuple(field.get("keywords", ())),
            )
            for field in raw["fields"]
        ),
    )


@cache
def _keywords() -> tuple[tuple[str, str], ...]:
    """Return (keyword, field), the longest first, so that 주민참여 is not counted again as 참여."""
    pairs = [(word, field.key) for field in taxonomies()[0].fields for word in field.keywords]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def standard_field_by_keywords(text: str) -> str | None:
    """Return the standard field with the most keywords in a text; None where none or two lead.

    >>> standard_field_by_keywords("야간 주차장 안심 귀가 서비스")
    'living'
    >>> standard_field_by_keywords("무엇이든 좋습니다") is None
    True
    """
    left = "".join(text.lower().split())
    counts: dict[str, int] = {}
    for word, key in _keywords():
        if word in left:
            counts[key] = counts.get(key, 0) + 1
            left = left.replace(word, "\0")
    best = sorted(counts.items(), key=lambda item: -item[1])
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
