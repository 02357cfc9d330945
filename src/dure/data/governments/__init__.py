"""Korea's local governments since 2001, what they own, what they are part of, and the national bodies beside them.

One row of ``governments()`` is one government during one period in which its name, parent and code stayed the
same. A *lineage* is one government through all its periods: it goes on when the government is renamed, recoded or
moved, and ends when it is merged, split or abolished (docs/decisions/0003-lineages-and-codes.md). Every table is a
CSV beside this file; ``SOURCES.md`` says where each comes from and what was changed.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LATEST_REFORM_DATE",
    "Boundaries",
    "Government",
    "LocalInstitution",
    "Organisation",
    "Shape",
    "Subunit",
    "Succession",
    "Tile",
    "UnknownVintage",
    "alias_rows",
    "boundaries",
    "everyday_names",
    "governments",
    "governments_on",
    "lineage_code",
    "local_institutions",
    "organisations",
    "subunits",
    "successions",
    "tiles",
    "townships",
]

Tier = Literal["metropolitan", "basic"]
PeerGroup = Literal["광역", "시", "군", "구"]
Relation = Literal["renamed", "recoded", "moved", "merged", "split", "abolished"]

LATEST_REFORM_DATE: Final = date(2026, 7, 1)
"""The day since which ``governments.csv`` is the law; until the eve it was ``governments_2026-06-30.csv``."""

_SHORT_PROVINCES: Final[Mapping[str, str]] = {
    "경상남도": "경남", "경상북도": "경북", "전라남도": "전남",
    "전라북도": "전북", "충청남도": "충남", "충청북도": "충북",
}  # fmt: skip
_PROVINCE_ENDING: Final = re.compile("(?:통합특별시|특별자치시|특별자치도|특별시|광역시|도)$")

_VINTAGES: Final = ("governments.csv", "governments_2026-06-30.csv")

_KIND_TO_PEER_GROUP: Final[Mapping[str, PeerGroup]] = {"시": "시", "군": "군", "자치구": "구"}


class UnknownVintage(ValueError):
    """Boundaries and tiles exist for 2026-06-30 and for days since; an earlier day has none."""

    def __init__(self, on: date) -> None:
        super().__init__(f"no boundaries for {on.isoformat()}: the earliest are those of 2026-06-30")


@dataclass(frozen=True, slots=True)
class Government:
    """One local government during one period of constant name, parent and code.

    ``valid_from`` is None where the period began before 2001 (or the day is not known), ``valid_to`` is the last day
    and None while it lasts. ``code`` is the code borne in the period, None where we do not know it. Population and
    label point (degrees WGS84) are those of the 2026 tables, so None for what had gone before them.
    """

    lineage: str
    code: str | None
    name: str
    full_name: str
    name_en: str
    kind: str
    tier: Tier
    peer_group: PeerGroup
    parent_lineage: str | None
    valid_from: date | None
    valid_to: date | None
    population: int | None
    population_year: int | None
    population_source: str | None
    longitude: float | None
    latitude: float | None
    note: str

    @property
    def short_name(self) -> str:
        """The name without what it is, as maps and lists write it: 하동, 경남, but 강남구.

        A district keeps its 구: 중 and 동 are no names, 강남 and 강서 also banks of a river.
        """
        if self.tier == "metropolitan":
            return _SHORT_PROVINCES.get(self.name) or _PROVINCE_ENDING.sub("", self.name)
        return self.name if self.peer_group == "구" else self.name[:-1]

    def in_law_on(self, day: date) -> bool:
        """Tell whether the period contains ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """What happened to a lineage on a day: ``old`` became, joined or gave part of itself to ``new``.

    ``old == new`` where the lineage goes on (renamed, recoded, moved).
    """

    effective_date: date
    relation: Relation
    old: str
    new: str
    note: str


@dataclass(frozen=True, slots=True)
class Subunit:
    """An ordinary district (일반구) or administrative city (행정시): part of a government, not one itself."""

    code: str
    name: str
    kind: str
    lineage: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A ministry, agency, committee or other body that no local government owns, under one of its names."""

    name: str
    name_en: str | None
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    aliases: tuple[str, ...]

    def in_law_on(self, day: date) -> bool:
        """Tell whether the body bore this name on ``day``, as far as known."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class LocalInstitution:
    """A public institution of a local government (공사, 공단, 출자·출연기관); ``lineage`` is its owner's."""

    name: str
    kind: str | None
    lineage: str | None
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One cell of the equal-size tile map: column to the east, row to the south, both from 0."""

    code: str
    name: str
    parent_code: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline as SVG path data and the point where its label stands (none for the metropolitan layer)."""

    path: str
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Outlines of one vintage in one coordinate system; keys are the codes of that vintage.

    ``inset_box`` (x, y, width, height) frames the unit that is drawn apart, ``inset_code``.
    """

    view_box: str
    inset_code: str
    inset_box: tuple[float, float, float, float]
    inset_label: str
    basic: Mapping[str, Shape]
    single_tier: Mapping[str, Shape]
    metropolitan: Mapping[str, Shape]
    mesh_basic: str
    mesh_metropolitan: str


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(";") if name)


@cache
def governments() -> tuple[Government, ...]:
    """Return every period of every lineage: metropolitan first, then by lineage and time."""
    rows = _rows("periods.csv")
    facts = {(row["code"], vintage): row for vintage in _VINTAGES for row in _rows(vintage)}
    parents: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if not row["parent_lineage"]:
            parents.setdefault(row["lineage"], []).append(row)
    return tuple(_government(row, parents, facts) for row in rows)


def _government(
    row: Mapping[str, str],
    parents: Mapping[str, list[dict[str, str]]],
    facts: Mapping[tuple[str, str], Mapping[str, str]],
) -> Government:
    parent_lineage = row["parent_lineage"] or None
    full_name = row["name"]
    if parent_lineage is not None:
        # A period never spans two names of its parent, so the parent's name on its last day is its name throughout.
        last_day = row["valid_to"] or "9999-12-31"
        parent = next(p for p in parents[parent_lineage] if (p["valid_to"] or "9999-12-31") >= last_day)
        full_name = f"{parent['name']} {full_name}"
    fact: Mapping[str, str] = {}
    if not row["valid_to"]:
        fact = facts[row["code"], _VINTAGES[0]]
    elif date.fromisoformat(row["valid_to"]).replace(day=1) == date(2026, 6, 1):
        fact = facts[row["code"], _VINTAGES[1]]
    return Government(
        lineage=row["lineage"],
        code=row["code"] or None,
        name=row["name"],
        full_name=full_name,
        name_en=row["name_en"],
        kind=row["kind"],
        tier="basic" if parent_lineage else "metropolitan",
        peer_group=_KIND_TO_PEER_GROUP[row["kind"]] if parent_lineage else "광역",
        parent_lineage=parent_lineage,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        population=int(fact["population"]) if fact else None,
        population_year=int(fact["pop_year"]) if fact else None,
        population_source=fact["pop_source"] if fact else None,
        longitude=float(fact["lon"]) if fact else None,
        latitude=float(fact["lat"]) if fact else None,
        note=row["note"],
    )


def governments_on(day: date) -> tuple[Government, ...]:
    """Return the governments in law on ``day``, in the order of ``governments()``.

    >>> from datetime import date
    >>> [len([g for g in governments_on(day) if g.tier == "basic"]) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    [226, 227]
    """
    return tuple(government for government in governments() if government.in_law_on(day))


def lineage_code(lineage: str) -> str | None:
    """Return the code of a lineage, the last it bore, or None where none is known (``x-masan``)."""
    return None if lineage.startswith("x-") else lineage


@cache
def successions() -> tuple[Succession, ...]:
    """Return what happened to lineages since 2001, oldest first."""
    relations: dict[str, Relation] = {
        "renamed": "renamed",
        "recoded": "recoded",
        "moved": "moved",
        "merged": "merged",
        "split": "split",
        "abolished": "abolished",
    }
    return tuple(
        Succession(
            effective_date=date.fromisoformat(row["effective_date"]),
            relation=relations[row["relation"]],
            old=row["old_lineage"],
            new=row["new_lineage"],
            note=row["note"],
        )
        for row in _rows("succession.csv")
    )


@cache
def subunits() -> tuple[Subunit, ...]:
    """Return the ordinary districts and administrative cities of 2026-07-01."""
    return tuple(
        Subunit(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            lineage=row["lineage"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in _rows("subunits.csv")
    )


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return the national and other bodies, one row per name and period."""
    return tuple(
        Organisation(
            name=row["name"],
            name_en=row["name_en"] or None,
            kind=row["kind"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=row["successor"] or None,
            aliases=_names(row["aliases"]),
        )
        for row in _rows("organisations.csv")
    )


@cache
def local_institutions() -> tuple[LocalInstitution, ...]:
    """Return the known public institutions of local governments; far from all of them."""
    return tuple(
        LocalInstitution(
            name=row["name"],
            kind=row["kind"] or None,
            lineage=row["lineage"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=row["successor"] or None,
            aliases=_names(row["aliases"]),
        )
        for row in _rows("institutions.csv")
    )


@cache
def alias_rows() -> tuple[tuple[str, str], ...]:
    """Return (name as written, lineage) for the names that no rule produces."""
    return tuple((row["alias"], row["lineage"]) for row in _rows("aliases.csv"))


@cache
def everyday_names() -> dict[str, bool]:
    """Return the short names that are common words too, with whether their province before them decides."""
    return {row["name"]: row["province_decides"] == "yes" for row in _rows("everyday_names.csv")}


@cache
def townships() -> dict[str, frozenset[str]]:
    """Return whose town, dong or village a name is (lineages by name), of governments that share their name."""
    owners: dict[str, set[str]] = {}
    for row in _rows("townships.csv"):
        owners.setdefault(row["name"], set()).add(row["lineage"])
    return {name: frozenset(lineages) for name, lineages in owners.items()}


def _vintage_suffix(on: date) -> str:
    if on >= LATEST_REFORM_DATE:
        return ""
    if on >= date(2024, 1, 18):  # from 전북's change of code until 2026-06-30 neither codes nor outlines changed
        return "_2026-06-30"
    raise UnknownVintage(on)


@cache
def tiles(on: date) -> tuple[Tile, ...]:
    """Return the tile map of ``on``: every basic government and the two of a single tier.

    Raises:
        UnknownVintage: ``on`` is before 2024-01-18.
    """
    return tuple(
        Tile(
            code=row["code"],
            name=row["name_ko"],
            parent_code=row["parent_code"],
            column=int(row["col"]),
            row=int(row["row"]),
        )
        for row in _rows(f"tilegrid{_vintage_suffix(on)}.csv")
    )


@cache
def boundaries(on: date) -> Boundaries:
    """Return the outlines of ``on``, about 0.3 MB of path data.

    Raises:
        UnknownVintage: ``on`` is before 2024-01-18.
    """
    raw = json.loads(files(__name__).joinpath(f"svg_paths{_vintage_suffix(on)}.json").read_text(encoding="utf-8"))

    def shapes(layer: str) -> dict[str, Shape]:
        return {
            code: Shape(path=shape["d"], label=(shape["c"][0], shape["c"][1]) if "c" in shape else None)
            for code, shape in raw[layer].items()
        }

    x, y, width, height = raw["inset"]["box"]
    return Boundaries(
        view_box=raw["viewBox"],
        inset_code=raw["inset"]["code"],
        inset_box=(x, y, width, height),
        inset_label=raw["inset"]["label_ko"],
        basic=shapes("basic"),
        single_tier=shapes("single_tier"),
        metropolitan=shapes("metro"),
        mesh_basic=raw["mesh_basic"],
        mesh_metropolitan=raw["mesh_metro"],
    )
