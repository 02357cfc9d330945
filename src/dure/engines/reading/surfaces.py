"""The forms in which a page writes the name of a government or institution: rules of the language, not a list.

경상남도 is also 경남 and 경남도; 서울특별시 is 서울 and 서울시; 하동군 is 하동, with support (see ``gazetteer``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dure.data.governments import Government, LocalInstitution, Organisation, Subunit

__all__ = ["Entity", "EntityKind", "Form", "Sense", "senses_by_surface"]

EntityKind = Literal["government", "subunit", "organisation", "institution", "office"]
Form = Literal["official", "unit", "metropolitan", "stem", "name"]
"""``official`` 하동군; ``unit`` 경남도, 서울시; ``metropolitan`` 경남; ``stem`` 하동; ``name`` any other body."""

_METROPOLITAN_ENDINGS: Final = ("특별자치시", "통합특별시", "특별시", "광역시", "특별자치도", "도")
_SPLIT_PROVINCE_LENGTH: Final = 4  # 경상남도 → 경남: first and third syllable


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name may stand for.

    ``key`` is the lineage of a government, the code of a subunit, the full name of anything else; ``owner`` the
    lineage of the government that a subunit, institution or office belongs to, None where it belongs to none or it is
    not known; ``seat`` the lineage that the name of an office or unlisted institution begins with.
    """

    kind: EntityKind
    key: str
    owner: str | None = None
    seat: str | None = None

    @property
    def lineage(self) -> str | None:
        """The government that the name points to: itself, its owner, or the place in its name."""
        return self.key if self.kind == "government" else self.owner or self.seat


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a surface: the entity, the form of the name, and the name in full that it shortens."""

    entity: Entity
    form: Form
    name: str


def metropolitan_stem(name: str) -> str:
    """Return the short name of a metropolitan government.

    >>> [metropolitan_stem(name) for name in ("경상남도", "전북특별자치도", "광주광역시", "경기도")]
    ['경남', '전북', '광주', '경기']
    """
    if name.endswith("도") and len(name) == _SPLIT_PROVINCE_LENGTH:
        return name[0] + name[2]
    ending = next(ending for ending in _METROPOLITAN_ENDINGS if name.endswith(ending))
    return name.removesuffix(ending)


def _government_surfaces(government: Government) -> Iterator[tuple[str, Form]]:
    name = government.name
    yield name, "official"
    if government.tier == "metropolitan":
        stem = metropolitan_stem(name)
        yield stem, "metropolitan"
        yield stem + name[-1], "unit"
        if name.endswith("특별자치도"):
            yield f"{stem}자치도", "unit"
            yield f"{stem}특자도", "unit"
    elif len(name) > 2:  # noqa: PLR2004  중구, 동구 have no stem that could stand alone
        yield name[:-1], "stem"


def senses_by_surface(
    governments: Iterable[Government],
    subunits: Iterable[Subunit],
    organisations: Iterable[Organisation],
    institutions: Iterable[LocalInstitution],
    aliases: Iterable[tuple[str, str]],
) -> dict[str, tuple[Sense, ...]]:
    """Return every surface with its senses, in the order of the rows, each sense once."""
    found: dict[str, dict[Sense, None]] = {}

    def add(surface: str, sense: Sense) -> None:
        found.setdefault(surface, {})[sense] = None

    for government in governments:
        entity = Entity("government", government.lineage)
        for surface, form in _government_surfaces(government):
            add(surface, Sense(entity, form, government.name))
    for alias, lineage in aliases:
        add(alias, Sense(Entity("government", lineage), "unit", ""))
    for subunit in subunits:
        add(subunit.name, Sense(Entity("subunit", subunit.code, subunit.lineage), "official", subunit.name))
    for organisation in organisations:
        for surface in (organisation.name, *organisation.aliases):
            add(surface, Sense(Entity("organisation", organisation.name), "name", organisation.name))
    for institution in institutions:
        for surface in (institution.name, *institution.aliases):
            sense = Sense(Entity("institution", institution.name, institution.lineage), "name", institution.name)
            add(surface, sense)
    return {surface: tuple(senses) for surface, senses in found.items()}
