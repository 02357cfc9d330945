"""Find and resolve the names of governments and institutions in Korean text.

``Gazetteer.build`` is made once by the caller and frozen. ``mentions`` finds every name in one pass; ``settle``
decides what they stand for on a page, ``resolve`` what one name stands for. Ambiguity is data: a name that date and
context do not decide keeps all its candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dure.data import governments as tables
from dure.engines.reading.drafts import Lexicon, MentionKind
from dure.engines.reading.mentions import Mention, find_mentions
from dure.engines.reading.surfaces import Entity, EntityKind, senses_by_surface

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dure.data.governments import Government, LocalInstitution, Organisation, Subunit

__all__ = ["NOWHERE", "Context", "Gazetteer", "Mention", "MentionKind", "Named", "Resolution", "default"]

_UNDATED: Final = tables.LATEST_REFORM_DATE - timedelta(days=1)
"""An undated page is read as one of the last day before the reform of 2026-07-01."""

_WRITTEN_SINCE: Final = date(2010, 1, 1)
"""On an undated page a province keeps the name that the page writes if it was in law after this day: 강원도, but not
제주도, which was a name until 2006 and is the everyday short form since."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a page says besides the name itself.

    ``lineages`` are the governments that it names beyond doubt, ``written`` the full names of provinces as it writes
    them, which an undated page keeps.
    """

    lineages: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    def __or__(self, other: Context) -> Context:
        return Context(self.lineages | other.lineages, self.written | other.written)


_OF_GOVERNMENTS: Final = frozenset({"government", "subunit", "hall", "council", "head"})

_AS_PLACE: Final = re.compile(
    r"(?:의|에|에서|에는|에서는|까지|부터|형)(?![가-힣])|\s(?:지역|관내|일대|일원|주민|사람|시민|군민|구민|만들기)"
)
"""What stands behind a short name that is a place's and no common noun (완주 기념품, 거창 한 상)."""

_HEADS: Final = tuple(
    (unit, head, re.compile(rf"(?<![가-힣])[가-힣]{{2,4}}\s부?{head}(?:은|는|이|가)\s"))
    for unit, head in (("시", "시장"), ("군", "군수"), ("구", "구청장"))
)

_OF_PROVINCES: Final = ("교육청", "농업기술원", "감사위원회")
"""Offices that are called by the full name of their province: 전라남도교육청, never 전남교육청."""

_TOWN: Final = re.compile(
    r"(?<![가-힣])[가-힣]{2,4}(?:읍|면|동|리|\d가)(?=[^가-힣0-9]|(?:은|는|이|가|을|를|의|에|와|과|도|에서|부터|주민|마을|일대|일원)(?![가-힣]))"
)
"""A town by its name in law; shorter names (명동, 교동) are words of other places too."""
_METROPOLITAN: Final = re.compile(
    r"광역\s?(?:지자체|자치단체|단체|지방정부|시·도)|특·광역시|시·도\s(?:가운데|중)|5개\s?(?:자치)?구"
)

NOWHERE: Final = Context()
"""No context at all."""


class Named(NamedTuple):
    """An entity with its full official name on the day of the page and the code of its lineage, where it has one."""

    entity: Entity
    full_name: str
    code: str | None


class Resolution(NamedTuple):
    """What a name stands for: one candidate, several (ambiguous) or none (unknown)."""

    surface: str
    kind: MentionKind | None
    candidates: tuple[Named, ...]

    @property
    def only(self) -> Named | None:
        """The one candidate; None when unknown or ambiguous."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of the land; build it once, share it, pass it to the reader."""

    lexicon: Lexicon
    periods: Mapping[str, tuple[Government, ...]]
    subunits: Mapping[str, Subunit]
    organisations: Mapping[str, tuple[Organisation, ...]]
    reformed: frozenset[str]  # names of the provinces that exist only since the latest reform
    towns: Mapping[str, frozenset[str]]  # lineages by the names of their towns, of those that share their own name

    @classmethod
    def build(
        cls,
        governments: Iterable[Government],
        subunits: Iterable[Subunit],
        organisations: Iterable[Organisation],
        institutions: Iterable[LocalInstitution],
        aliases: Iterable[tuple[str, str]],
        everyday: Mapping[str, bool],
        towns: Mapping[str, frozenset[str]],
    ) -> Gazetteer:
        """Build from the tables of ``dure.data.governments``; the order of rows does not matter."""
        periods: dict[str, list[Government]] = {}
        parents: dict[str, set[str]] = {}
        for government in sorted(governments, key=lambda row: (row.lineage, row.valid_from or date.min)):
            periods.setdefault(government.lineage, []).append(government)
            if government.parent_lineage:
                parents.setdefault(government.lineage, set()).add(government.parent_lineage)
        ordered = sorted(organisations, key=lambda row: (row.name, row.valid_from or date.min))
        names: dict[str, list[Organisation]] = {}
        for organisation in ordered:
            names.setdefault(organisation.name, []).append(organisation)
        districts = sorted(subunits, key=lambda row: row.code)
        senses = senses_by_surface(
            [period for history in periods.values() for period in history],
            districts,
            ordered,
            sorted(institutions, key=lambda row: row.name),
            sorted(aliases),
        )
        return cls(
            lexicon=Lexicon.build(senses, {child: frozenset(above) for child, above in parents.items()}, everyday),
            periods={lineage: tuple(history) for lineage, history in periods.items()},
            subunits={district.code: district for district in districts},
            organisations={name: tuple(rows) for name, rows in names.items()},
            reformed=frozenset(
                history[0].name
                for history in periods.values()
                if history[0].tier == "metropolitan" and history[0].valid_from == tables.LATEST_REFORM_DATE
            ),
            towns=towns,
        )

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return every mention of ``text`` in order, none overlapping, undecided as to what they stand for."""
        return find_mentions(text, self.lexicon)

    def mentions_of_page(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions of a page, also the short names of the one town that it calls 구 or 군 and never by its full name.

        Such a name must once stand as a place does: 영등포의, 영등포에서, 영등포 만들기, 영등포형. The head of such a government that
        speaks (임다온 시장은) says of which kind it is, too.
        """
        found = self.mentions(text)
        if any(one.kind in _OF_GOVERNMENTS for one in found):
            return found
        units = {one.surface[-1] for one in found if one.kind == "anaphor"}
        units.update(unit for unit, head, speaks in _HEADS if head in text and speaks.search(text))
        if not units:
            return found
        bare = [
            one
            for one in find_mentions(text, self.lexicon, trusting=True)
            if one.forms == {"stem"}
            and one.surface not in self.lexicon.everyday
            and not any(one.start < other.end and other.start < one.end for other in found)
        ]
        if not any(_AS_PLACE.match(text, one.end) for one in bare):
            return found
        meant = {entity for one in bare for entity in one.candidates}
        if len(meant) != 1 or self.full_name(next(iter(meant)).key)[-1] not in units:
            return found
        return tuple(sorted([*found, *bare]))

    def resolve(self, name: str, on: date | None = None, context: Context = NOWHERE) -> Resolution:
        """Return what ``name``, as a page of day ``on`` writes it, stands for.

        ``name`` may carry a title or a person (강기정 광주시장): its longest mention is resolved.
        """
        found = find_mentions(name, self.lexicon, trusting=True)
        if not found:
            return Resolution(name, None, ())
        mention = max(found, key=lambda mention: mention.end - mention.start)
        return self._resolution(mention, on, context | self._written(found))

    def settle(
        self, mentions: Sequence[Mention], on: date | None = None, around: Context = NOWHERE
    ) -> tuple[Resolution, ...]:
        """Resolve the mentions of one page with each other as context; one resolution a mention, in order.

        What a list says (서울 구로구·동대문구·중구) goes before what the rest of the page says, and that with ``around``, what is
        known from elsewhere.
        """
        written = self._written(mentions)
        alone = [self._resolution(mention, on, written) for mention in mentions]
        listed = [
            resolution
            if resolution.only
            else self._resolution(mention, on, written | self._listed(mentions, alone, position, on))
            for position, (mention, resolution) in enumerate(zip(mentions, alone, strict=True))
        ]
        context = written | self._context(listed, on) | around
        return tuple(
            resolution if resolution.only else self._resolution(mention, on, self._for(mention, context))
            for mention, resolution in zip(mentions, listed, strict=True)
        )

    def by_towns(self, resolutions: Iterable[Resolution], text: str) -> Context:
        """Return which of the governments that an undecided name may mean has the towns that the text names: 거류면 is 경남 고성군's.

        Where it names none, but speaks of provinces and their like (광역지자체), 광주시 is 광주광역시.
        """
        undecided = {
            frozenset(named.entity.key for named in one.candidates if named.entity.kind == "government")
            for one in resolutions
            if len(one.candidates) > 1
        }
        if not any(undecided):
            return NOWHERE
        named = [self.towns[word] for word in set(_TOWN.findall(text)) if word in self.towns]
        meant = [{key for key in keys if any(key in owners for owners in named)} for keys in undecided]
        if _METROPOLITAN.search(text):
            large = [{key for key in keys if self.periods[key][0].tier == "metropolitan"} for keys in undecided]
            meant = [one or other for one, other in zip(meant, large, strict=True)]
        return Context(frozenset().union(*(one for one in meant if len(one) == 1)))

    def _for(self, mention: Mention, context: Context) -> Context:
        """Leave out provinces where a name may be a province itself: 수원시 nearby does not make 광주시 경기 광주시."""
        parents = [self.lexicon.parents.get(entity.key) for entity in mention.candidates if entity.kind == "government"]
        if None not in parents:
            return context
        above = frozenset[str]().union(*(parent for parent in parents if parent))
        return Context(context.lineages - above, context.written)

    def _listed(
        self, mentions: Sequence[Mention], alone: Sequence[Resolution], position: int, on: date | None
    ) -> Context:
        """Return what the rest of the list around ``position`` says: its province, or that it lists provinces."""
        first = last = position
        while first > 0 and mentions[first].in_list:
            first -= 1
        while last + 1 < len(mentions) and mentions[last + 1].in_list:
            last += 1
        around = [*range(position - 1, first - 1, -1), *range(position + 1, last + 1)]
        known = [
            (index, named.entity.key)
            for index in around
            if (named := alone[index].only) and named.entity.kind == "government"
        ]
        basic = [(index, lineage) for index, lineage in known if self.periods[lineage][0].tier == "basic"]
        candidates = mentions[position].candidates
        provinces = [
            lineage for entity in candidates if (lineage := entity.lineage) and lineage not in self.lexicon.parents
        ]
        if known and not basic and len(provinces) == 1:
            return Context(lineages=frozenset(provinces))
        above = frozenset(
            parent for _, lineage in basic if (parent := self._period(lineage, on, NOWHERE).parent_lineage)
        )
        # The list names several provinces: the one written last before the name carries on.
        carried = next((lineage for index, lineage in basic if index < position and mentions[index].with_parent), None)
        if len(above) > 1 and carried is not None:
            above = frozenset(filter(None, [self._period(carried, on, NOWHERE).parent_lineage]))
        return Context(lineages=above)

    def context(self, mentions: Sequence[Mention], on: date | None = None) -> Context:
        """Return what ``mentions`` say for other names on their page."""
        return self._written(mentions) | self._context(self.settle(mentions, on), on)

    def full_name(self, lineage: str, on: date | None = None, context: Context = NOWHERE) -> str:
        """Return the full official name of a lineage on a day: its first before it began, its last after it ended.

        Without a day: the name whose province ``context`` writes, else the latest before 2026-07-01.
        """
        return self._period(lineage, on, context).full_name

    def _period(self, lineage: str, on: date | None, context: Context) -> Government:
        history = self.periods[lineage]
        if on is None:
            for period in reversed(history):
                province = period.full_name.partition(" ")[0]
                if province in context.written:
                    return period
        day = on or _UNDATED
        for period in history:
            if period.valid_to is None or day <= period.valid_to:
                return period
        return history[-1]

    def _written(self, mentions: Iterable[Mention]) -> Context:
        provinces = {
            period.name
            for mention in mentions
            for entity in mention.candidates
            if entity.lineage is not None
            for period in self._provinces(entity.lineage)
            if (period.valid_to or date.max) >= _WRITTEN_SINCE and mention.surface.startswith(period.name)
        }
        return Context(written=frozenset(provinces))

    def _provinces(self, lineage: str) -> Iterable[Government]:
        history = self.periods[lineage]
        if history[0].tier == "metropolitan":
            return history
        return [period for parent in self.lexicon.parents[lineage] for period in self.periods[parent]]

    def _context(self, resolutions: Iterable[Resolution], on: date | None) -> Context:
        lineages: set[str] = set()
        for resolution in resolutions:
            named = resolution.only
            if named is None or named.entity.lineage is None or named.entity.kind == "office":
                continue
            lineages.add(named.entity.lineage)
            parent = self._period(named.entity.lineage, on, NOWHERE).parent_lineage
            if parent is not None:
                lineages.add(parent)
        return Context(lineages=frozenset(lineages))

    def _resolution(self, mention: Mention, on: date | None, context: Context) -> Resolution:
        if mention.candidates:
            candidates = self._narrowed(self._alive(mention, on, context), context)
        elif mention.kind == "anaphor":
            candidates = self._referred(mention.surface[-1], context)
        else:
            kind: EntityKind = "office" if mention.kind == "office" else "institution"
            candidates = tuple(
                Entity(
                    kind, self._period(owner.key, on, context).name + mention.surface[1:].strip(), owner.key, owner.key
                )
                for owner in self._referred(mention.surface[0], context)
            )
        named = tuple(self._named(entity, on, context) for entity in candidates)
        if len(named) > 1 and len({one.full_name for one in named}) == 1:
            # One name, several possible owners: 중구시설관리공단 is called that whichever 중구 owns it.
            named = (Named(Entity(named[0].entity.kind, named[0].entity.key), named[0].full_name, None),)
        return Resolution(mention.surface, mention.kind, named)

    def _referred(self, unit: str, context: Context) -> tuple[Entity, ...]:
        """우리 군, 道: the governments of that unit in the context."""
        unit = "도" if unit == "道" else unit
        return tuple(
            Entity("government", lineage)
            for lineage in sorted(context.lineages)
            if self.periods[lineage][-1].name[-1] == unit
        )

    def _alive(self, mention: Mention, on: date | None, context: Context) -> tuple[Entity, ...]:
        """Keep the candidates that bear the name on the day; failing those, that exist; failing those, all.

        The bare name of a province (광주) goes on meaning it when the province has become part of another.
        """
        if len(mention.candidates) < 2:  # noqa: PLR2004
            return mention.candidates
        day = on or (tables.LATEST_REFORM_DATE if self._after_reform(context) else _UNDATED)
        ranks = {entity: self._rank(entity, mention, day) for entity in mention.candidates}
        best = max(ranks.values())
        return tuple(
            entity
            for entity, rank in ranks.items()
            # a corporation (제주에너지공사) has no periods
            if rank == best
            or (mention.unitless and entity.key in self.periods and self.periods[entity.key][0].tier == "metropolitan")
        )

    def _after_reform(self, context: Context) -> bool:
        """Tell whether the page writes a province that exists only since the reform."""
        return not self.reformed.isdisjoint(context.written)

    def _rank(self, entity: Entity, mention: Mention, day: date) -> int:
        if entity.kind == "organisation":
            return 2 if any(row.in_law_on(day) for row in self.organisations[entity.key]) else 0
        if entity.kind == "subunit":
            district = self.subunits[entity.key]
            started = district.valid_from is None or district.valid_from <= day
            return 2 if started and (district.valid_to is None or day <= district.valid_to) else 0
        if entity.lineage is None:
            return 2
        period = next((period for period in self.periods[entity.lineage] if period.in_law_on(day)), None)
        if period is None:
            return 0
        squeezed = "".join(mention.surface.split())
        former = period.tier == "basic" and period.name not in squeezed and "official" in mention.forms
        return 1 if former else 2

    def _narrowed(self, entities: tuple[Entity, ...], context: Context) -> tuple[Entity, ...]:
        """Let the context decide between several: the one it names itself, else the one whose province it names."""
        if len(entities) < 2:  # noqa: PLR2004
            return entities
        direct = [entity for entity in entities if entity.kind != "subunit" and entity.lineage in context.lineages]
        if len(direct) == 1:
            return tuple(direct)
        if direct:
            return entities
        parents = self.lexicon.parents
        within = [
            entity
            for entity in entities
            if entity.lineage is not None
            and (
                entity.lineage in context.lineages
                if entity.kind == "subunit"
                else parents.get(entity.lineage, frozenset()) & context.lineages
            )
        ]
        return tuple(within) if len(within) == 1 else entities

    def _named(self, entity: Entity, on: date | None, context: Context) -> Named:
        if entity.kind == "government":
            name = self.full_name(entity.key, on, context)
            return Named(entity, name, tables.lineage_code(entity.key))
        if entity.kind == "subunit" and entity.owner is not None:
            owner = self.full_name(entity.owner, on, context)
            return Named(entity, f"{owner} {self.subunits[entity.key].name}", None)
        if entity.kind == "office" and entity.seat is not None:
            return Named(entity, self._office_name(entity, entity.seat, on, context), None)
        if entity.kind == "institution" and entity.seat is not None and entity.key.endswith("시시설관리공단"):
            full_name = self.full_name(entity.seat, on, context)
            if self.periods[entity.seat][0].tier == "metropolitan" and not entity.key.startswith(full_name):
                return Named(entity, full_name + "시설관리공단", None)  # 대전시시설관리공단
        return Named(entity, entity.key, None)

    def _office_name(self, office: Entity, seat: str, on: date | None, context: Context) -> str:
        """Schools are run by the province: 경상북도 영양교육지원청, 서울특별시교육청; other offices keep their name."""
        province = self.full_name(seat, on, context).partition(" ")[0]
        if office.key.endswith("교육지원청") and self.periods[seat][0].tier == "basic":
            return f"{province} {office.key}"
        if self.periods[seat][0].tier == "metropolitan":
            kind = next((kind for kind in _OF_PROVINCES if office.key.endswith(kind)), "")
            return province + kind if kind else office.key
        return office.key


@cache
def default() -> Gazetteer:
    """Return the gazetteer of the tables in ``dure.data.governments``, built at the first call (about 0.05 s)."""
    return Gazetteer.build(
        tables.governments(),
        tables.subunits(),
        tables.organisations(),
        tables.local_institutions(),
        tables.alias_rows(),
        tables.everyday_names(),
        tables.townships(),
    )
