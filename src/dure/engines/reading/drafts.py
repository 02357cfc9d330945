"""Where names may stand in a text: every surface whose word boundaries allow it, longest first.

Word boundaries are Korean ones: particles may follow (군산시가), other syllables may not (고성능, 이천시대, 창의성).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dure.engines.reading.compounds import Compound, compounds_after
from dure.engines.reading.lexicon import WordList
from dure.engines.reading.particles import HANGUL_RUN, is_office_tail, is_particle, is_tail
from dure.engines.reading.surfaces import Entity, EntityKind, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dure.engines.reading.squeeze import Squeezed

__all__ = ["Draft", "Lexicon", "MentionKind", "drafts_of"]

MentionKind = Literal[
    "government", "subunit", "organisation", "institution", "office", "hall", "council", "head", "anaphor"
]

Needs = Literal["nothing", "introduction", "support"]
"""``introduction``: the name must stand on the page unbroken too; ``support``: see ``support.py``."""

_LONGEST_COMPOUND: Final = 24  # characters of the view looked at behind a name
_SAFE_WHEN_SPLIT: Final = 4  # syllables from which a name with blanks inside is no chance meeting of two words
_WEAK_METROPOLITAN: Final = frozenset({"경기"})  # also "match" and "business cycle"
_PROVINCIAL: Final = ("시교육청", "도교육청", "소방본부", "농업기술원")  # only provinces have them
_PLACE_PARTICLES: Final = frozenset({"에", "에서", "에서는", "에는", "으로", "내"})


class _Known(NamedTuple):
    """The senses of a surface together: ``governmental`` are those that a compound may grow from."""

    forms: frozenset[str]
    kind: EntityKind
    candidates: tuple[Entity, ...]
    governmental: tuple[Sense, ...]
    governmental_forms: frozenset[str]


def _known(senses: tuple[Sense, ...]) -> _Known:
    governmental = tuple(sense for sense in senses if sense.entity.kind in {"government", "subunit"})
    return _Known(
        frozenset(sense.form for sense in senses),
        "government" if any(sense.entity.kind == "government" for sense in senses) else senses[0].entity.kind,
        tuple(dict.fromkeys(sense.entity for sense in senses)),
        governmental,
        frozenset(sense.form for sense in governmental),
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Surfaces with their senses, the list they are found by, and which governments were ever above which.

    ``everyday`` are the short names that are common words too; its values tell whether the province decides.
    """

    senses: Mapping[str, tuple[Sense, ...]]
    surfaces: WordList
    parents: Mapping[str, frozenset[str]]
    everyday: Mapping[str, bool]
    known: dict[str, _Known] = field(default_factory=dict, compare=False, repr=False)
    """What was made of the senses of the surfaces that were met so far."""

    def of(self, surface: str) -> _Known:
        """Return what a surface may stand for, whatever stands around it."""
        known = self.known.get(surface)
        if known is None:
            known = self.known[surface] = _known(self.senses[surface])
        return known

    @classmethod
    def build(
        cls,
        senses: Mapping[str, tuple[Sense, ...]],
        parents: Mapping[str, frozenset[str]],
        everyday: Mapping[str, bool],
    ) -> Lexicon:
        """Make the list of the surfaces of ``senses``."""
        return cls(senses, WordList(senses), parents, everyday)

    def is_part_of(self, entity: Entity, whole: Entity) -> bool:
        """Tell whether ``entity`` was ever a child or subunit of the government ``whole``."""
        if whole.kind != "government":
            return False
        if entity.kind == "government":
            return whole.key in self.parents.get(entity.key, frozenset())
        if entity.kind == "subunit":
            return entity.owner == whole.key
        lineage = entity.lineage
        return lineage is not None and whole.key in self.parents.get(lineage, frozenset())


@dataclass(frozen=True, slots=True)
class _Page:
    """A text, its view, and where in the view a known surface begins or blanks stood."""

    text: str
    view: Squeezed
    begins: frozenset[int]
    gaps: frozenset[int]

    def tail(self, end: int) -> str:
        """Return the Hangul that follows ``end`` of the view without a blank."""
        match = HANGUL_RUN.match(self.text, self.view.original(end - 1) + 1)
        return match.group() if match else ""

    def is_part_of_a_brand(self, end: int) -> bool:
        """Tell whether a Latin letter or digit follows directly: 대구FC, 영등포1번가."""
        after = self.text[(position := self.view.original(end - 1) + 1) : position + 1]
        return after.isascii() and after.isalnum()


class Draft(NamedTuple):
    """A name that its boundaries allow; offsets are those of the view."""

    start: int
    end: int
    core: str
    kind: MentionKind
    candidates: tuple[Entity, ...]
    tail: str
    needs: Needs
    forms: frozenset[str]
    with_parent: bool = False


def drafts_of(text: str, view: Squeezed, lexicon: Lexicon) -> Iterator[Draft]:
    """Yield what the boundaries allow, by start; where the longest name fails, a shorter one gets its chance."""
    hits = lexicon.surfaces.every(view.text)
    taken = 0
    ends: set[int] = set()
    page = _Page(text, view, frozenset(start for start, _ in hits), frozenset(view.gaps))
    for start, end in hits:
        if start < taken:
            continue
        begins_word = start == 0 or start in page.gaps or not view.text[start - 1].isalpha()  # TV서울 is an outlet
        if not begins_word and start not in ends and not _is_glued(view.text, start, end - start):
            continue
        draft = _draft(page, start, end, lexicon)
        if draft is None:
            continue
        yield draft
        ends.add(draft.end)
        if draft.needs == "nothing":
            taken = draft.end


_BEFORE_TEXT: Final = ("제공", "기자")


def _is_glued(text: str, start: int, length: int) -> bool:
    """Tell a name that the end of a caption or signature is stuck to: (사진) 진천군 제공충청북도가."""
    return (
        length >= _SAFE_WHEN_SPLIT - 1
        and text[max(0, start - 2) : start] in _BEFORE_TEXT
        and text[start + length - 1] in _UNITS
    )


_UNITS: Final = frozenset("시군구도부처청")


def _draft(page: _Page, start: int, end: int, lexicon: Lexicon) -> Draft | None:
    draft = _compound_draft(page, start, end, lexicon)
    if draft is not None:
        return draft
    core = page.view.text[start:end]
    known = lexicon.of(core)
    forms = known.forms
    needs: Needs = "support" if forms == {"stem"} or core in _WEAK_METROPOLITAN else "nothing"
    tail = page.tail(end)
    if not is_tail(tail) and not (forms == {"name"} and is_office_tail(tail)):
        if end not in page.begins:
            return None
        needs = "support"  # stuck to another name: 경남하동군, 성남시분당구
    if forms <= {"metropolitan", "stem"} and page.is_part_of_a_brand(end):
        return None
    gaps = page.view.gaps_between(start, end)
    if gaps and ("metropolitan" in forms or (forms == {"unit"} and len(core) > _SAFE_WHEN_SPLIT)):
        return None  # 전남 광주, 전남 광주시 are two names
    wholeness = _wholeness(core, gaps, end, tail)
    if wholeness == "apart" or (wholeness == "doubtful" and needs == "support"):
        return None
    if wholeness == "doubtful":
        needs = "introduction"
    return Draft(start, end, core, known.kind, known.candidates, tail, needs, forms)


def _wholeness(core: str, gaps: tuple[int, ...], end: int, tail: str) -> Literal["whole", "doubtful", "apart"]:
    """Tell whether blanks inside a name leave it one: long names yes, 하동 군은 by its particle, 순천 시민 not."""
    if not gaps:
        return "whole"
    if gaps == (end - 1,) and core[-1] in "시군구도" and tail:
        return "whole" if is_particle(tail) else "apart"
    if len(core) >= _SAFE_WHEN_SPLIT:
        return "whole"
    return "doubtful" if len(core) == _SAFE_WHEN_SPLIT - 1 else "apart"


def _compound_draft(page: _Page, start: int, end: int, lexicon: Lexicon) -> Draft | None:
    """Return the longest hall, council, head, institution or office that the name grows into."""
    view = page.view
    core = view.text[start:end]
    governmental = lexicon.of(core).governmental
    if not governmental:
        return None
    gaps = view.gaps_between(start, end)
    if gaps and len(core) < _SAFE_WHEN_SPLIT and gaps != (end - 1,):
        return None
    for compound in compounds_after(core, view.text[end : end + _LONGEST_COMPOUND], spaced=view.gap_at(end)):
        stop = end + compound.length
        tail = page.tail(stop)
        if view.gaps_between(end, stop) or not is_tail(tail):
            continue
        if gaps and compound.kind == "head" and tail in _PLACE_PARTICLES:
            continue  # 군산 시장에서 is a market place
        kind, candidates = _compound_candidates(view.text[start:stop], compound, governmental, lexicon)
        if candidates:
            forms = lexicon.of(core).governmental_forms
            return Draft(start, stop, core, kind, candidates, tail, "nothing", forms)
    return None


def _compound_candidates(
    name: str, compound: Compound, senses: tuple[Sense, ...], lexicon: Lexicon
) -> tuple[MentionKind, tuple[Entity, ...]]:
    if compound.kind in {"hall", "council", "head"}:
        # The head of a government that is only named by its stem would be read off the wrong unit: 하동 + 시장.
        governments = [sense.entity for sense in senses if sense.form != "stem"]
        return compound.kind, tuple(dict.fromkeys(governments))
    owners = dict.fromkeys(sense.entity.key for sense in senses if sense.entity.kind == "government")
    if compound.provincial or name.endswith(_PROVINCIAL):
        owners = {owner: None for owner in owners if owner not in lexicon.parents}
    kind: Literal["institution", "office"] = "institution" if compound.kind == "institution" else "office"
    return kind, tuple(Entity(kind, name, owner if compound.owned else None, owner) for owner in owners)
