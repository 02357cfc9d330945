"""The reader: a document in, an article and findings with evidence out."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from dure.engines.reading import metadata, official, outlets, publication
from dure.engines.reading.awards import AwardDraft, awards_of
from dure.engines.reading.casedraft import Place, overlaps
from dure.engines.reading.cases.checks import without_people
from dure.engines.reading.cases.feature import feature_case
from dure.engines.reading.cases.finding import cases_of, earlier_mentions, is_company_page, topic_of
from dure.engines.reading.dates import DAY_IN_FIGURES, parse_stamp
from dure.engines.reading.document import Article, Block, BlockKind, Document, Finding, Reading
from dure.engines.reading.events.finding import events_of
from dure.engines.reading.events.plain import calls_people
from dure.engines.reading.facts import small_facts
from dure.engines.reading.institutions import Standing, organisers_of, signed_place, standings
from dure.engines.reading.lines import Line, lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.maintext import blocks_from, body_run, is_mostly_korean, kinds_of
from dure.engines.reading.prose import Paragraph, Prose, prose_of
from dure.engines.reading.publishers import pictured, publisher_of
from dure.engines.reading.subjectweights import weighed_standing
from dure.engines.reading.titles import same_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import CaseDraft
    from dure.engines.reading.events.draft import EventDraft
    from dure.engines.reading.gazetteer import Gazetteer

_STAMP_LINE = 40
_URL_DATE = re.compile(r"(?<!\d)(20\d{2})[/.-]?(0[1-9]|1[0-2])[/.-]?(0[1-9]|[12]\d|3[01])(?!\d{1,5}(?!\d))")


def read(document: Document, gazetteer: Gazetteer) -> Reading:
    """Read a document: find its article, then the facts of the article, never those of what surrounds it.

    ``gazetteer`` is made once by the caller. A page without an article (a list, a menu) gives an `Article` of nulls, its
    blocks and no findings.
    """
    lines = lines_of(document)
    article, blocks = article_of(document, lines)
    article = Article(article.title, article.published_at, article.outlet, article.byline, blocks)
    prose = prose_of(document, blocks)
    if not prose.body:
        return Reading(document, article, ())
    day = known_day(document, article)
    latest = _latest_of_rows(document, blocks)
    press = article.outlet is not None
    drafts = drafts_of(document, lines, prose, blocks, gazetteer, day, latest, press=press)
    drafts = drafts._replace(
        standing=weighed_standing(
            prose,
            drafts.places,
            drafts.standing,
            drafts.winners,
            drafts.organisers,
            off_topic=not (drafts.on_topic or drafts.events),
        )
    )
    return Reading(document, article, _findings(prose, drafts, day, latest))


def article_of(document: Document, lines: list[Line]) -> tuple[Article, tuple[Block, ...]]:
    """Return the article of a page without its blocks, and the blocks of the page (stages 4 and 5)."""
    frame = official.letter(lines)
    if frame is not None:
        return _letter(lines, frame)
    first, after, sure = body_run(lines, metadata.declared_title(document.meta))
    kinds: list[BlockKind] = kinds_of(lines, first, after, mostly_korean=is_mostly_korean(lines))
    head = metadata.headline(lines, first, after, kinds, document.meta)
    for position in head.subtitle_lines:
        kinds[position] = "subtitle"
    for position in head.title_lines:
        if first <= position < after:  # the frame above a letter's title is no part of its body
            kinds[first:position] = ["navigation"] * (position - first)
        kinds[position] = "title"
    published_at, date_line = publication.published_at(lines, first, after, head.title_lines, document.meta)
    own_line = date_line is not None and date_line == first < after - 1 and lines[date_line].length <= _STAMP_LINE
    if date_line is not None and (kinds[date_line] == "navigation" or own_line):
        kinds[date_line] = "date"
    blocks = blocks_from(lines, kinds, sure)
    if first >= after:
        return Article(None, published_at, None, None, ()), blocks
    outlet, _ = outlets.outlet(lines, first, after, document.meta)
    byline, _ = outlets.byline(lines, first, after, document.meta)
    return Article(metadata.without_outlet(head.title, outlet), published_at, outlet, byline, ()), blocks


def _letter(lines: list[Line], frame: official.Letter) -> tuple[Article, tuple[Block, ...]]:
    """Return an official letter as its frame has it: what the form prints around the letter is none of it."""
    kinds = kinds_of(lines, frame.first, frame.after, mostly_korean=True)
    kinds[: frame.first] = ["navigation"] * frame.first
    kinds[frame.after :] = ["navigation"] * (len(lines) - frame.after)
    for position, kind in ((frame.title_line, "title"), (frame.issued_line, "date"), (frame.sender_line, "byline")):
        if position is not None:
            kinds[position] = cast("BlockKind", kind)
    return Article(frame.title, frame.issued_date, None, frame.sender, ()), blocks_from(lines, kinds, sure=0.9)


def _day(stamp: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stamp[:10]) if stamp else None


def _latest_of_rows(document: Document, blocks: Sequence[Block]) -> dt.date | None:
    """Return the latest date of the board's rows: the page was there on that day, so its article is not much younger."""
    days = []
    for block in blocks:
        if block.kind == "list row":
            for match in DAY_IN_FIGURES.finditer(document.text, block.start, block.end):
                stamp = parse_stamp(match[0])
                if stamp:
                    days.append(dt.date.fromisoformat(stamp[:10]))
    return max(days, default=None)


def known_day(document: Document, article: Article) -> dt.date | None:
    """Return the day of a page's stamp, else of its address: good enough for names, not for the article's field."""
    return _day(article.published_at) or _url_day(document.url)


def _url_day(url: str | None) -> dt.date | None:
    match = _URL_DATE.search(url or "")
    stamp = parse_stamp("-".join(match.groups())) if match else None
    return _day(stamp)


class Drafts(NamedTuple):
    """What rules found on a page, before it becomes findings: at most one institution of ``standing`` is the subject."""

    on_topic: bool
    places: tuple[Place, ...]
    events: Sequence[EventDraft]
    cases: Sequence[CaseDraft]
    awards: Sequence[AwardDraft]
    organisers: frozenset[str]
    winners: Counter[str]
    standing: tuple[Standing, ...]


def drafts_of(
    document: Document,
    lines: Sequence[Line],
    prose: Prose,
    blocks: Sequence[Block],
    gazetteer: Gazetteer,
    day: dt.date | None,
    latest: dt.date | None,
    *,
    press: bool,
) -> Drafts:
    """Return what rules find in the prose of a page (stage 6); ``day`` is that of its stamp or address, ``latest`` that of a board."""
    places = locate(prose, gazetteer, day)
    topic = topic_of(prose)
    on_topic = topic > 0 or calls_people(prose)
    events = events_of(prose, places, day, latest, on_topic=on_topic)
    if day is None and events:
        day = _day(events[0].date) or _end_of_year(events[0].name)
        places = locate(prose, gazetteer, day) if day else places
    cases = cases_of(prose, places, topic)
    awards = awards_of(prose, places, cases, on_topic=on_topic or bool(events and events[0].kind in _JUDGING))
    cases = without_people(prose.text, cases)
    awarded = {owner.name for owner in [*(c.owner for c in cases if c.grade), *(a.owner for a in awards)] if owner}
    winners = Counter(
        owner.name for owner in [*(c.owner for c in cases), *(a.owner for a in awards)] if owner and owner.name
    )
    organisers = organisers_of(prose, places)
    standing = standings(prose, places, organisers, winners, awarded, on_topic=on_topic)
    if not any(one.role == "subject" for one in standing):
        standing = _signed(document, prose, blocks, gazetteer, day, standing)
    standing = _published(document, lines, gazetteer, day, standing, press=press)
    if on_topic:
        standing = _shown(document, blocks, gazetteer, day, standing)
    return Drafts(on_topic, places, events, cases, awards, organisers, winners, standing)


def _findings(prose: Prose, drafts: Drafts, day: dt.date | None, latest: dt.date | None) -> tuple[Finding, ...]:
    _, places, events, cases, awards, *_, standing = drafts
    if not any(one.role == "subject" for one in standing) and is_company_page(prose):
        cases = ()  # what a firm makes is no case of an administration
    elif len(cases) <= _FEW and all(case.rule == "weighed" for case in cases):
        own = next((one for one in standing if one.role == "subject"), None)
        featured = tuple(feature_case(prose, places, events, own.places[0] if own else None))
        named = [prose.text[one.start : one.end] for one in featured]
        parts = [one for one in cases if not overlaps(one.start, one.end, featured)]
        others = [one for one in parts if not any(same_title(prose.text[one.start : one.end], name) for name in named)]
        cases = (*featured, *others)
    findings: list[Finding] = [_institution(one) for one in standing]
    index = {one.name: number for number, one in enumerate(standing)}
    subject = next((number for number, one in enumerate(standing) if one.role == "subject"), None)
    event_at = len(findings) if events else None
    findings += [_event(event) for event in events]
    award_at = len(findings)
    findings += [_award(award, index, subject, event_at) for award in awards]
    case_at = len(findings)
    event = events[0] if events else None
    owners = [_owner_of(prose, places, case, index, standing, subject, event) for case in cases]
    if subject is not None and _holds_for_itself(standing, subject, owners):
        owners = [subject] * len(owners)
    for case, earlier, owner in zip(cases, earlier_mentions(cases, prose.text), owners, strict=True):
        same = None if earlier is None else case_at + earlier
        findings.append(_case(prose, case, same, awards, award_at, owner))
    findings += _fields(cases)
    year = int(match[0]) if events and (match := re.search(r"(?:19|20)\d{2}", events[0].name)) else None
    findings += small_facts(prose, places, day, latest, year)
    return tuple(findings)


def _end_of_year(name: str) -> dt.date | None:
    """Return the last day of the year in an event's name: good enough for the names of an undated page (2014년 … 경진대회)."""
    match = re.search(r"(?:19|20)\d{2}", name)
    return dt.date(int(match[0]), 12, 31) if match else None


_FEW = 2  # titles that no rule found: a feature of one programme names its parts, too
_JUDGING = frozenset({"contest", "assessment"})  # what makes up grades of its own


def _signed(
    document: Document,
    prose: Prose,
    blocks: Sequence[Block],
    gazetteer: Gazetteer,
    day: dt.date | None,
    standing: tuple[Standing, ...],
) -> tuple[Standing, ...]:
    """Make the government of the signature the subject of a body that only says 시 or 군, and a letter's sender its subject."""
    for block in blocks:
        office = official.sender_of(document.text[block.start : block.end]) if block.kind == "byline" else None
        sender = gazetteer.resolve(office, day).only if office else None
        if office is None or sender is None:
            continue
        seal = Place(block.start, block.end, office, sender.full_name, sender.code, sender.entity.kind, "")
        before = next((one for one in standing if one.name == sender.full_name), None)
        places = (seal, *before.places) if before else (seal,)
        own = Standing(sender.full_name, sender.code, "letter", places, "subject", 0.85)
        return (own, *(one for one in standing if one is not before))
    signatures = [(block.start, block.end) for block in blocks if block.kind == "byline"]
    signatures += [(p.start, min(p.end, p.start + 60)) for p in prose.body[:1]]
    for start, end in signatures:
        words = document.text[start:end]
        name = signed_place(prose, [words], gazetteer, day)
        if name is None:
            continue
        known = next((one for one in standing if one.name == name), None)
        if known is not None:
            return tuple(replace(one, role="subject", confidence=0.6) if one is known else one for one in standing)
        named = gazetteer.resolve(name, day).only
        at = start + max(0, words.find(re.split(r"[=/]", words)[0].strip(" [(")))
        place = Place(at, min(end, at + 2), words[:2], name, named.code if named else None, "government", "")
        return (Standing(name, place.code, "signature", (place,), "subject", 0.6), *standing)
    return standing


def _published(
    document: Document,
    lines: Sequence[Line],
    gazetteer: Gazetteer,
    day: dt.date | None,
    standing: tuple[Standing, ...],
    *,
    press: bool,
) -> tuple[Standing, ...]:
    """Make the owner of a site the subject of a page whose body names no other."""
    if any(one.role == "subject" for one in standing):
        return standing
    place = publisher_of(document, lines, gazetteer, day, press=press)
    if place is None or place.name is None:
        return standing
    known = next((one for one in standing if one.name == place.name), None)
    if known is not None:
        return tuple(replace(one, role="subject", confidence=0.7) if one is known else one for one in standing)
    return (Standing(place.name, place.code, "publisher", (place,), "subject", 0.6), *standing)


def _shown(
    document: Document,
    blocks: Sequence[Block],
    gazetteer: Gazetteer,
    day: dt.date | None,
    standing: tuple[Standing, ...],
) -> tuple[Standing, ...]:
    """Make whom the pictures belong to the subject of a page whose body names it nowhere."""
    if any(one.role == "subject" for one in standing):
        return standing
    place = pictured(document, blocks, gazetteer, day)
    if place is None or place.name is None or any(one.name == place.name for one in standing):
        return standing
    return (Standing(place.name, place.code, "caption", (place,), "subject", 0.5), *standing)


def _institution(one: Standing) -> Finding:
    spans = tuple((place.start, place.end) for place in one.places[:5])
    return Finding(
        "institution", {"code": one.code, "name": one.name, "role": one.role}, spans, f"name-{one.kind}", one.confidence
    )


def _event(event: EventDraft) -> Finding:
    spans = [(event.start, event.end)]
    if event.date_span:
        spans.append(event.date_span)
    sure = max(0.3, min(0.95, 0.3 + event.score / 10))
    return Finding(
        "event", {"name": event.name, "kind": event.kind, "date": event.date}, tuple(spans), event.rule, sure
    )


def _award(award: AwardDraft, index: dict[str, int], subject: int | None, event: int | None) -> Finding:
    owner = index.get(award.owner.name, subject) if award.owner and award.owner.name else subject
    spans = ((award.start, award.end), award.amount_span) if award.amount_span else ((award.start, award.end),)
    value = {"grade": award.grade, "name": award.name, "amount": award.amount, "institution": owner, "event": event}
    return Finding("award", value, spans, award.rule, award.confidence, award.polarity)


def _holds_for_itself(standing: Sequence[Standing], subject: int, owners: Sequence[int | None]) -> bool:
    """Tell a corporation or ministry that judges its own people's cases: nobody owns any, and no other body is named for one."""
    others = (one for number, one in enumerate(standing) if number != subject)
    return not any(owner is not None for owner in owners) and all(one.role in _NO_OWNERS for one in others)


_NO_OWNERS = frozenset({"organiser", "other"})


def _case(
    prose: Prose, case: CaseDraft, earlier: int | None, awards: Sequence[AwardDraft], award_at: int, owner: int | None
) -> Finding:
    award = _award_of(case, awards)
    value: dict[str, Any] = {
        "title": re.sub(r"\s+", " ", prose.text[case.start : case.end]),
        "field": case.field,
        "institution": owner,
        "award": None if award is None else award_at + award,
        "same_as": earlier,
    }
    spans = [(case.start, case.end)]
    spans += [span for span in (case.field_span, case.grade_span, *case.again) if span]
    return Finding("case", value, tuple(spans), case.rule, case.confidence)


_OWNING = frozenset({"government", "institution", "office", "hall"})
# 옥천군 안전총괄과 김가온 주무관이 ‘…’로 최우수상을
_ITS_OFFICIAL = re.compile(
    r"^\s(?:[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|관|소|센터|본부)\s)?(?:소속\s)?(?:[가-힣]{2,4}\s)?(?:[가-힣]{0,6}(?:팀장|과장|담당관)|주무관|사무관|직원|공무원)(?:이|가|은|는|의|들이)\s"
    # 조달청 소속 김가온씨의, 장성군 이바다씨가
    r"|^\s(?:소속\s)?[가-힣]{2,4}\s?씨(?:이|가|은|는|의|\s외)\s?"
)
_TOPIC_TAIL = re.compile(r"^(?:은|는|이|가|도|측은|에서는)(?![가-힣])")
# A corporation that runs a contest runs it among its own branches; a ministry among others.
_CORPORATION = re.compile(r"(?:공사|공단|재단|진흥원)$")


def _owner_of(
    prose: Prose,
    places: Sequence[Place],
    case: CaseDraft,
    index: dict[str, int],
    standing: Sequence[Standing],
    subject: int | None,
    event: EventDraft | None,
) -> int | None:
    """Return the case's owner: the name beside its title, else the topic of its sentence, else the page's subject.

    A ministry that announces is no owner: its own cases are named as its own.
    """
    entered = _ENTERED.match(prose.text, case.end)
    if entered:
        entrant = next((p.name for p in places if p.start == entered.end() and p.name), None)
        if entrant in index:
            return index[entrant or ""]
    if case.owner and case.owner.name and not (case.owner.name not in index and case.owner.kind == "anaphor"):
        own = subject is not None and standing[subject].kind == "government" and _ITS_OWN.fullmatch(case.owner.name)
        return subject if own else index.get(case.owner.name)
    noted = _noted(prose.text, places, case)
    if noted is not None and noted in index:
        return index[noted]
    for paragraph in prose.body:
        if paragraph.start <= case.start < paragraph.end:
            start, _ = paragraph.sentence_at(case.start)
            announcer = None if subject is None else standing[subject].name
            kinds = _OWNING | {"organisation"}
            topics = [
                p
                for p in places
                if start <= p.start < case.start
                and p.name
                and p.kind in kinds
                and _TOPIC_TAIL.match(p.tail)
                and (case.grade or p.kind != "organisation" or p.name != announcer)
            ]
            people = [p for p in places if start <= p.start < case.start and p.name and p.kind in kinds and _ITS_OFFICIAL.match(prose.text[p.end : p.end + 40])]  # fmt: skip
            topics = sorted([*topics, *people], key=lambda place: place.start)
            topics = [p for p in topics if not any(q.start < p.start < q.end for q in paragraph.quotes)]
            topics = [p for p in topics if not _ITS_OWN.fullmatch(p.name or "")]
            topics = topics or _introduced(prose.text, paragraph, places, start)
            topics = topics or _told_before(paragraph, places, start, case.start, announcer)
            if topics and topics[-1].name in index:
                return index[topics[-1].name or ""]
    announces = event is not None and event.kind in {"contest", "assessment"}
    if subject is None or (standing[subject].kind == "organisation" and announces):
        near = _nearest(prose, places, case, index)
        inside = subject is not None and near is None and _CORPORATION.search(standing[subject].name) is not None
        return subject if inside else near
    return subject


# ‘빈집 열쇠 은행’을 낸 전남 강진군이: who entered it stands behind its title
_ENTERED = re.compile(
    r"[’'”\"」』]?\s?(?:사업|사례|시책|과제)?(?:을|를)\s(?:낸|내놓은|발표한|제안한|제출한|출품한|추진한|운영한|운영하는|만든|선보인)\s"
)


def _noted(text: str, places: Sequence[Place], case: CaseDraft) -> str | None:
    """Return the first body in the bracket behind a title, or at its end: 소각시설 세척장치 특허 개발(창녕군시설관리공단)."""
    bracket = text.rfind("(", case.start, min(case.end + _BLANKS, len(text)))
    if bracket < 0:
        return None
    return next(
        (p.name for p in places if p.start == bracket + 1 and text[p.end : p.end + 1] in {")", "·", ",", "ㆍ"}), None
    )


# 시립도서관, 보건의료원: a body without a place in its name is the page's own government.
_ITS_OWN = re.compile(r"(?:[시군구]립\S+|보건의료원|농업기술센터|보건소)")
_INTRODUCED = re.compile(r"\s?(?:발표|차례|팀|순서|사례)?(?:이었|였|이다|입니다|예요|이에요|다\.)")


def _introduced(text: str, paragraph: Paragraph, places: Sequence[Place], start: int) -> list[Place]:
    """Return the body that the sentence before says is next: 첫 무대는 강원 인제군이었다. ‘…’라는 사례였다."""
    before = next(((a, b) for a, b in paragraph.sentences if start - _BLANKS <= b <= start), None)
    if before is None:
        return []
    return [p for p in places if before[0] <= p.start and p.end <= before[1] and p.name and p.kind in _OWNING and _INTRODUCED.match(text, p.end)]  # fmt: skip


def _told_before(
    paragraph: Paragraph, places: Sequence[Place], start: int, title: int, announcer: str | None
) -> list[Place]:
    """Return the topic of the sentence before, where no body stands in the title's own: 포천시는 처음 나섰다. ‘…’이 뽑혔다."""
    before = next(((a, b) for a, b in paragraph.sentences if start - _BLANKS <= b <= start), None)
    if before is None or any(start <= p.start < title and p.name and p.kind in _OWNING for p in places):
        return []
    found = [p for p in places if before[0] <= p.start < before[1] and p.name and p.kind in _OWNING and p.tail in {"은", "는"}]  # fmt: skip
    found = [p for p in found if not any(q.start < p.start < q.end for q in paragraph.quotes)]
    return found[-1:] if found and found[-1].name != announcer else []


_BLANKS = 2


def _nearest(prose: Prose, places: Sequence[Place], case: CaseDraft, index: dict[str, int]) -> int | None:
    """Return the last body named before a title in its sentence, where nobody else can own it: 평창군에서 운영하는 ‘…’."""
    for paragraph in prose.body:
        if paragraph.start <= case.start < paragraph.end:
            start, _ = paragraph.sentence_at(case.start)
            before = [p for p in places if start <= p.start and p.end <= case.start and p.name and p.kind in _OWNING]
            before = [p for p in before if not any(q.start < p.start < q.end for q in paragraph.quotes)]
            if before and before[-1].name in index:
                return index[before[-1].name or ""]
    return None


def _award_of(case: CaseDraft, awards: Sequence[AwardDraft]) -> int | None:
    if case.grade is None or case.grade_span is None:
        return None
    for number, award in enumerate(awards):
        if award.start <= case.grade_span[0] < award.end:
            return number
    base = case.grade.removesuffix("상")
    return next((number for number, award in enumerate(awards) if award.grade.removesuffix("상") == base), None)


def _fields(cases: Sequence[CaseDraft]) -> list[Finding]:
    seen: dict[str, tuple[int, int]] = {}
    for case in cases:
        if case.field and case.field_span:
            seen.setdefault(case.field, case.field_span)
    return [Finding("field", {"name": name}, (span,), "field-of-case", 0.8) for name, span in seen.items()]
