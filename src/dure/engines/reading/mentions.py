"""Find every name of a government or institution in a text, in one pass, longest compound first.

Word boundaries are Korean ones: particles may follow (군산시가), other syllables may not (고성능, 이천만, 창의성).
A short name without its unit (하동, 이천, 부여) is a common word as often as a county, so it counts only with support:
its province before it, an office or title grown from it, a dateline (``하동=``), or the full name on the same page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import ahocorasick

from dure.engines.reading.compounds import Compound, compounds_after
from dure.engines.reading.particles import HANGUL_RUN, is_particle, is_tail
from dure.engines.reading.squeeze import Squeezed, squeeze
from dure.engines.reading.surfaces import Entity, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Lexicon", "Mention", "MentionKind", "find_mentions"]

MentionKind = Literal[
    "government", "subunit", "organisation", "institution", "office", "hall", "council", "head", "anaphor"
]

_Needs = Literal["nothing", "introduction", "support"]

_LONGEST_COMPOUND: Final = 24  # characters of the view looked at behind a name
_SAFE_WHEN_SPLIT: Final = 4  # syllables from which a name with blanks inside is no chance meeting of two words
_WEAK_METROPOLITAN: Final = frozenset({"경기"})  # also "match" and "business cycle"
# Stems that are everyday nouns: even the full name elsewhere on the page does not make them the government.
_EVERYDAY: Final = frozenset(
    {
        *(
            "강화",
            "고령",
            "공주",
            "광산",
            "구리",
            "금산",
            "기장",
            "남해",
            "대덕",
            "동작",
            "동해",
            "무안",
            "보은",
            "부여",
        ),
        *(
            "사상",
            "사천",
            "상주",
            "서산",
            "서초",
            "성북",
            "수성",
            "수영",
            "신안",
            "아산",
            "안성",
            "양산",
            "양주",
            "연수",
        ),
        *(
            "연제",
            "영광",
            "영동",
            "영양",
            "영주",
            "예산",
            "유성",
            "음성",
            "의성",
            "이천",
            "인제",
            "장성",
            "장수",
            "정선",
        ),
        *("진도", "청도", "태안", "함양", "화성", "화순", "고성", "중원", "강동", "강서", "강남", "강북", "남동"),
    },
)
# Of these, even the name of the province before them is no support: 충남 예산 is also the province's budget.
_EVERYDAY_AFTER_PROVINCE: Final = frozenset({"강화", "고령", "부여", "연수", "예산", "수영", "동작", "강남", "강북"})
_PLACE_PARTICLES: Final = frozenset({"에", "에서", "에서는", "에는", "으로", "내"})
_ANAPHOR: Final = re.compile(
    r"(?<![가-힣])(?:(?:우리|본)[ ]?[시군구도](?![가-힣])"
    r"|(?:(?:우리|본)[ ]?)?[시군구도](?=(?:은|는|가|이|의|에서|에서는|에|와|과|측은)(?![가-힣]))"
    r"|(?:우리[ ]?)?道)"
)
# 도 농업기술원, 시 시설관리공단: the body of the government that the page is about.
_NAMELESS: Final = re.compile(
    r"(?<![가-힣])[시군구도][ ]?(?:(?P<office>농업기술(?:원|센터)|보건소|보건환경연구원|소방본부|인재개발원|감사위원회)"
    r"|(?P<institution>시설관리공단|시설공단|도시공사|개발공사|문화재단|문화관광재단|복지재단|장학재단))(?P<tail>[가-힣]*)"
)
_SEPARATOR: Final = re.compile(
    r"""(?:와|과)?[\s"'‘’“”]*(?:[,·‧ㆍ・/、]|(?:및|그리고)(?=\s)|(?<=[와과])(?=\s))[\s"'‘’“”]*"""
)
_LONGEST_SEPARATOR: Final = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: ``text[start:end] == surface``, offsets in code points.

    ``candidates`` is everything that the name may stand for at any time (none for an anaphor such as 우리 군), ``tail``
    the Hangul stuck to it (a particle, 민, 내), ``forms`` how the name is written (see ``surfaces.Form``).
    ``in_list`` tells that only a comma, a dot or 와·및 parts it from the mention before; ``with_parent`` that the
    surface says its province or city too.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind
    candidates: tuple[Entity, ...]
    tail: str
    forms: frozenset[str] = frozenset()
    in_list: bool = False
    with_parent: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Surfaces with their senses, the automaton over them, and which governments were ever above which."""

    senses: Mapping[str, tuple[Sense, ...]]
    automaton: Any
    parents: Mapping[str, frozenset[str]]

    @classmethod
    def build(cls, senses: Mapping[str, tuple[Sense, ...]], parents: Mapping[str, frozenset[str]]) -> Lexicon:
        """Compile the automaton of ``senses``."""
        automaton = ahocorasick.Automaton()
        for surface in senses:
            automaton.add_word(surface, surface)
        automaton.make_automaton()
        return cls(senses, automaton, parents)

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
    """A text, its view, and where in the view a known surface begins."""

    text: str
    view: Squeezed
    begins: frozenset[int]

    def tail(self, end: int) -> str:
        """Return the Hangul that follows ``end`` of the view without a blank."""
        match = HANGUL_RUN.match(self.text, self.view.original(end - 1) + 1)
        return match.group() if match else ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A name that its boundaries allow; offsets are those of the view."""

    start: int
    end: int
    core: str
    kind: MentionKind
    candidates: tuple[Entity, ...]
    tail: str
    needs: _Needs
    forms: frozenset[str]
    with_parent: bool = False


def find_mentions(text: str, lexicon: Lexicon, *, trusting: bool = False) -> tuple[Mention, ...]:
    """Return the mentions of ``text`` in order, none overlapping.

    ``trusting`` takes short names without support: for a text that is known to be a name.
    """
    view = squeeze(text)
    drafts = list(_drafts(text, view, lexicon))
    if not trusting:
        drafts = _supported(view, drafts, lexicon)
    found = [_mention(text, view, draft) for draft in _joined(_disjoint(drafts), lexicon)]
    found.extend(
        Mention(match.start(), match.end(), match.group(), "anaphor", (), "") for match in _ANAPHOR.finditer(text)
    )
    for match in _NAMELESS.finditer(text):
        if is_tail(match["tail"]):
            kind: MentionKind = "office" if match["office"] else "institution"
            end = match.start("tail")
            found.append(Mention(match.start(), end, text[match.start() : end], kind, (), match["tail"]))
    return tuple(_in_order(text, found))


def _mention(text: str, view: Squeezed, draft: _Draft) -> Mention:
    start, end = view.span(draft.start, draft.end)
    return Mention(
        start,
        end,
        text[start:end],
        draft.kind,
        draft.candidates,
        draft.tail,
        draft.forms,
        with_parent=draft.with_parent,
    )


def _in_order(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Drop what overlaps an earlier mention and mark the members of lists."""
    taken = 0
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.start < taken:
            continue
        between = text[taken : mention.start]
        is_listed = taken > 0 and len(between) <= _LONGEST_SEPARATOR and _SEPARATOR.fullmatch(between) is not None
        yield replace(mention, in_list=True) if is_listed else mention
        taken = mention.end


def _drafts(text: str, view: Squeezed, lexicon: Lexicon) -> Iterator[_Draft]:
    """Yield what the boundaries allow, by start; where the longest name fails, a shorter one gets its chance."""
    hits = sorted(
        (last + 1 - len(surface), -len(surface), surface) for last, surface in lexicon.automaton.iter(view.text)
    )
    taken = 0
    ends: set[int] = set()
    page = _Page(text, view, frozenset(start for start, _, _ in hits))
    for start, minus_length, surface in hits:
        if start < taken:
            continue
        begins_word = start == 0 or view.gap_at(start) or not view.text[start - 1].isalpha()  # TV서울 is an outlet
        if not begins_word and start not in ends:
            continue
        draft = _draft(page, start, start - minus_length, lexicon.senses[surface])
        if draft is None:
            continue
        yield draft
        ends.add(draft.end)
        if draft.needs == "nothing":
            taken = draft.end


def _draft(page: _Page, start: int, end: int, senses: tuple[Sense, ...]) -> _Draft | None:
    draft = _compound_draft(page, start, end, senses)
    if draft is not None:
        return draft
    core = page.view.text[start:end]
    forms = frozenset(sense.form for sense in senses)
    needs: _Needs = "support" if forms == {"stem"} or core in _WEAK_METROPOLITAN else "nothing"
    tail = page.tail(end)
    if not is_tail(tail):
        if end not in page.begins:
            return None
        needs = "support"  # stuck to another name: 경남하동군, 성남시분당구
    wholeness = _wholeness(core, page.view.gaps_between(start, end), end, tail)
    if wholeness == "apart" or (wholeness == "doubtful" and needs == "support"):
        return None
    if wholeness == "doubtful":
        needs = "introduction"
    kinds = {sense.entity.kind for sense in senses}
    kind = "government" if "government" in kinds else senses[0].entity.kind
    candidates = tuple(dict.fromkeys(sense.entity for sense in senses))
    return _Draft(start, end, core, kind, candidates, tail, needs, forms)


def _wholeness(core: str, gaps: tuple[int, ...], end: int, tail: str) -> Literal["whole", "doubtful", "apart"]:
    """Tell whether blanks inside a name leave it one: long names yes, 하동 군은 by its particle, 순천 시민 not."""
    if not gaps:
        return "whole"
    if gaps == (end - 1,) and core[-1] in "시군구도" and tail:
        return "whole" if is_particle(tail) else "apart"
    if len(core) >= _SAFE_WHEN_SPLIT:
        return "whole"
    return "doubtful" if len(core) == _SAFE_WHEN_SPLIT - 1 else "apart"


def _compound_draft(page: _Page, start: int, end: int, senses: tuple[Sense, ...]) -> _Draft | None:
    """Return the longest hall, council, head, institution or office that the name grows into."""
    view = page.view
    governmental = tuple(sense for sense in senses if sense.entity.kind in {"government", "subunit"})
    if not governmental:
        return None
    core = view.text[start:end]
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
        kind, candidates = _compound_candidates(view.text[start:stop], compound, governmental)
        if candidates:
            forms = frozenset(sense.form for sense in governmental)
            return _Draft(start, stop, core, kind, candidates, tail, "nothing", forms)
    return None


def _compound_candidates(
    name: str, compound: Compound, senses: tuple[Sense, ...]
) -> tuple[MentionKind, tuple[Entity, ...]]:
    if compound.kind in {"hall", "council", "head"}:
        # The head of a government that is only named by its stem would be read off the wrong unit: 하동 + 시장.
        governments = [sense.entity for sense in senses if sense.form != "stem"]
        return compound.kind, tuple(dict.fromkeys(governments))
    owners = dict.fromkeys(sense.entity.lineage for sense in senses if sense.entity.kind == "government")
    kind: Literal["institution", "office"] = "institution" if compound.kind == "institution" else "office"
    return kind, tuple(Entity(kind, name, owner if compound.owned else None, owner) for owner in owners)


def _supported(view: Squeezed, drafts: Sequence[_Draft], lexicon: Lexicon) -> list[_Draft]:
    """Keep the drafts that need no support or have it."""
    introduced = {
        entity.lineage
        for draft in drafts
        if draft.needs == "nothing" and draft.kind not in {"office", "organisation"}
        for entity in draft.candidates
    }
    kept: list[_Draft] = []
    for position, draft in enumerate(drafts):
        if draft.needs == "nothing":
            kept.append(draft)
            continue
        is_introduced = any(entity.lineage in introduced for entity in draft.candidates)
        if draft.needs == "introduction":
            if is_introduced:
                kept.append(draft)
            continue
        following = drafts[position + 1 : position + 3]
        if (
            _in_dateline(view, draft)
            or (is_introduced and draft.core not in _EVERYDAY)
            or any(_adjoin(draft, after, lexicon) for after in following if after.start == draft.end)
            or (
                draft.core not in _EVERYDAY_AFTER_PROVINCE
                and any(_adjoin(before, draft, lexicon) for before in kept[-2:] if before.end == draft.start)
            )
        ):
            kept.append(draft)
    return kept


def _in_dateline(view: Squeezed, draft: _Draft) -> bool:
    """하동=배병일 기자, (옥천=연합뉴스), [단양=뉴스핌]."""
    return view.text[draft.end : draft.end + 1] == "="


def _adjoin(whole: _Draft, part: _Draft, lexicon: Lexicon) -> bool:
    return any(lexicon.is_part_of(entity, above) for entity in part.candidates for above in whole.candidates)


def _disjoint(drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    taken = 0
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.start >= taken:
            yield draft
            taken = draft.end


def _joined(drafts: Iterator[_Draft], lexicon: Lexicon) -> Iterator[_Draft]:
    """Join a government with the part of it named directly behind: 경남 하동군, 성남시 분당구."""
    pending: _Draft | None = None
    for draft in drafts:
        if pending is None:
            pending = draft
            continue
        if pending.end == draft.start and pending.kind == "government":
            pairs = [
                (above, entity)
                for entity in draft.candidates
                for above in pending.candidates
                if lexicon.is_part_of(entity, above)
            ]
            if pairs:
                candidates = tuple(dict.fromkeys(entity for _, entity in pairs))
                pending = replace(draft, start=pending.start, candidates=candidates, with_parent=True)
                continue
        yield pending
        pending = draft
    if pending is not None:
        yield pending
