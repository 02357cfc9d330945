"""The event a page reports (contest, assessment, sharing, council, participation): its name, kind and day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dure.engines.reading.awardframes import ranks
from dure.engines.reading.dates import DateMention, day_of, mentions, resolve
from dure.engines.reading.events.acts import acted, assessed, called_for, promises_prizes, ranked, signed
from dure.engines.reading.events.days import day_before_it, end_of, last_day, row_of_event, time_rows, told_from
from dure.engines.reading.events.draft import EventDraft, head_at_end
from dure.engines.reading.events.kinds import weighed
from dure.engines.reading.events.marked import PRIZED_THERE, marked
from dure.engines.reading.events.names import named_in
from dure.engines.reading.events.plain import called, plain, this_one
from dure.engines.reading.events.told import told
from dure.engines.reading.events.weights import NO_EVENT, act_weight
from dure.engines.reading.pairs import bigrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Prose

_HELD = re.compile(
    r"(?:열|연다|여는|연\s|체결|맺|출범|개최|가졌|가진|진행|실시|마련|참석|참가|초청|모였|찾|방문|발표|운영|시행|모집|선정|수상|받|뽑|차지|선발|마무리|성료|펼|치러|추진|개막|폐막|막을\s|거행|나섰|나선|나서|수여|표창|시상|전달|결정|확정|골랐|가렸|둘러|다녀|견학|들려주|갖고|갖는|건넸|상을\s(?:줬|주)|있었다|[를을]\s한다)"
)
_LEADS, _FIRST = 3, 2  # paragraphs that stand at the head of a page
_KIND_WEIGHT = {"contest": 0.6, "assessment": 0.6, "sharing": 0.3, "council": 0.3, "participation": 0.3, "other": 0.0}


def candidates_of(prose: Prose, places: Sequence[Place], *, on_topic: bool) -> list[EventDraft]:
    """Return the events that rules find on a page, each once, with how far it may be the page's own."""
    drafts: list[EventDraft] = []
    title_words = bigrams(" ".join(prose.text[p.start : p.end] for p in prose.headings if p.title))
    order = 0
    floor = min((paragraph.start for paragraph in prose.body), default=0)
    for paragraph in prose.paragraphs:
        near = {"lead": order < _LEADS, "first": order < _FIRST}
        for draft in named_in(prose.text, paragraph, places, floor=floor, **near):
            weight = draft.score + _KIND_WEIGHT[draft.kind]
            words = bigrams(draft.name)
            if title_words and words:
                weight += 2.0 * len(words & title_words) / len(words)
            if paragraph.heading:
                weight += 1.2 if paragraph.title else 0.3
            else:
                act = act_weight(prose.text, paragraph, draft, first=not order)
                if act == NO_EVENT:
                    continue
                weight += max(0.0, 2.5 - 0.5 * order) + act
            drafts.append(replace(draft, score=weight, heading=paragraph.heading))
            order += 0 if paragraph.heading else 1
        order += 0 if paragraph.heading else 1
    drafts.extend(acted(prose, on_topic=on_topic))
    drafts.extend(signed(prose))
    if on_topic:
        drafts.extend(ranked(prose))
        drafts.extend(called_for(prose))
        drafts.extend(assessed(prose))
        drafts.extend(told(prose))
        drafts.extend(marked(prose))
    merged = _merged(drafts)
    unsure = not merged or max(one.score for one in merged) < _UNSURE
    only = this_one(prose) if on_topic and unsure else None
    # 이번 경진대회는 …: a text without its head begins so, and nothing it names later is surer
    if only is not None and (not merged or only.start - prose.body[0].start < _OPENS):
        merged = [only]
    if on_topic and merged:
        merged = called(prose, merged)
    if on_topic and not merged and (only := plain(prose)) is not None:
        merged = [only]
    return merged


def ruled_of(prose: Prose, candidates: Sequence[EventDraft]) -> EventDraft | None:
    """Return the likeliest candidate, of the kind that rules say."""
    if not candidates:
        return None
    best = max(candidates, key=lambda draft: (draft.score, -draft.start))
    return _as_contest(prose, _as_lecture(prose, best))


def events_of(
    prose: Prose, places: Sequence[Place], published: dt.date | None, latest: dt.date | None, *, on_topic: bool
) -> tuple[EventDraft, ...]:
    """Return the events of a page, its own first; empty for a page that reports none."""
    merged = candidates_of(prose, places, on_topic=on_topic)
    best = weighed(prose, ruled_of(prose, merged), on_topic=on_topic)
    if best is None:
        return ()
    rest = [
        draft
        for draft in merged
        if draft.start != best.start
        and draft.score > (2.5 if draft.rule == "event-quoted" or draft.kind in {"contest", "assessment"} else 3.6)
        and draft.kind != "other"
    ][:4]
    years = _years(best)
    dated = _with_date(prose, best, published, latest, years)
    return (dated, *sorted(rest, key=lambda draft: draft.start))


def _years(event: EventDraft) -> int | None:
    match = re.search(r"(?:19|20)\d{2}", event.name)
    return int(match[0]) if match else None


_LECTURE = re.compile(r"특강|강연|초청\s?강의")


def _as_lecture(prose: Prose, event: EventDraft) -> EventDraft:
    """A meeting that somebody was invited to speak at is a lecture: its kind is sharing."""
    if event.kind != "council":
        return event
    after = prose.text[event.end : event.end + 24]
    lecture = _LECTURE.search("".join(prose.text[p.start : p.end] for p in prose.paragraphs))
    if "초청" in after and lecture and lecture[0] not in event.name:
        return replace(event, name=f"{event.name} {lecture[0]}", kind="sharing", rule="event-lecture")
    return event


_JUDGED = re.compile(
    r"심사\s?결과|순위(?:를|가)\s?(?:결정|가린|가려|매긴|매겨|정)|최우수|우수상|장려상|대상(?:을|의|은|에는)\s|금상|은상|동상|1위|수상|시상|\d차(?:로|로는)?\s심사|심사해\s"
)
_PANEL = re.compile(r"(?:심사|선정|선발)\s?위원회$")
_CLOSING = frozenset("’”'\"」』")
_TOLD_BY_ACTS = frozenset({"event-held", "event-marked", "event-result"})
_RANKS = re.compile(r"최우수|우수상|(?<!최)우수(?=는\s|에는\s)|장려|대상(?=은|을|에는|의\s)|금상|은상|동상")
_MANY_RANKS = 2
_SHOWN = frozenset({"sharing", "other"})
_OPENS, _UNSURE = 24, 4.4
_TOLD_AGAIN = 2  # a body's name stands in every sentence; the event that it holds, once


def _as_contest(prose: Prose, event: EventDraft) -> EventDraft:
    """A meeting whose entries are ranked is a contest (아이디어 발표회 … 심사 결과 ‘…’이 대상), and so is a call with prizes."""
    if event.kind == "participation" and event.name.endswith("공모") and promises_prizes(prose):
        return replace(event, kind="contest")
    if (
        event.kind == "council"
        and _PANEL.search(event.name)
        and any(_RANKS.search(prose.text, p.start, p.end) for p in prose.body)
    ):
        return replace(event, kind="contest")  # 제안심사위원회를 열고 … 은상은: who decides, not what is reported
    if event.kind not in _SHOWN:
        return event
    behind = event.end + (prose.text[event.end : event.end + 1] in _CLOSING)
    if PRIZED_THERE.match(prose.text, behind):
        return replace(event, kind="contest")
    grades = {match[0] for p in prose.body for match in _RANKS.finditer(prose.text, p.start, p.end)}
    many = len(grades) >= _MANY_RANKS
    if event.rule in _TOLD_BY_ACTS and (many or ranks(prose)):
        return replace(event, kind="contest")
    if event.kind != "sharing" or event.rule == "event-visit":
        return event
    shown = event.name.endswith(("발표회", "마당")) and any(
        _JUDGED.search(prose.text, p.start, p.end) for p in prose.body
    )
    if many or (shown and (event.name.endswith("발표회") or ranks(prose))):
        return replace(event, kind="contest")
    return event


def _fullness(draft: EventDraft) -> tuple[bool, bool, int]:
    """Order the names of one event: quoted before told, the body's before the headline's, the longer before the shorter."""
    return draft.rule == "event-quoted", not draft.heading, len(draft.name)


def _another(one: EventDraft, other: EventDraft) -> bool:
    """Tell two quoted names of different contests apart: each has a word that the other's letters do not hold."""
    if not one.rule == other.rule == "event-quoted" or one.heading or other.heading:
        return False
    a, b = "".join(one.name.split()), "".join(other.name.split())
    return any(word not in b for word in one.name.split()) and any(word not in a for word in other.name.split())


def _merged(drafts: list[EventDraft]) -> list[EventDraft]:
    """Join mentions of one event: the fullest name stands, and each further mention adds a little."""
    kept: list[EventDraft] = []
    told: list[int] = []  # how often each is named again
    for draft in drafts:
        words = bigrams(draft.name)
        for position, other in enumerate(kept):
            known = bigrams(other.name)
            if (
                words
                and known
                and len(words & known) >= 0.75 * min(len(words), len(known))
                and not _another(draft, other)
                and (draft.kind == other.kind or draft.name in other.name)
            ):
                fuller = max(draft, other, key=_fullness)
                told[position] += 1
                again = 0.3 if told[position] <= _TOLD_AGAIN else 0.0
                kind = max(draft, other, key=lambda one: one.score).kind
                kept[position] = replace(fuller, kind=kind, score=max(draft.score, other.score) + again)
                break
        else:
            kept.append(draft)
            told.append(0)
    return kept


# 지난 4일부터 17일까지 진행한 ‘…’ 결과를 27일 발표했다: the day stands with what was held.
_HELD_THEN = re.compile(
    r"(?:까지)?\s(?:[^.‘“'\"]{0,48}\s)?(?:진행한|진행된|실시한|열린|개최한|개최된|연|치른|물은|모은)\s?[‘“'\"「『]?"
)
_RESULTS = re.compile(r"결과를?\s?(?:[가-힣0-9\s]{0,12})?(?:발표|공개|내놓)")
# 20일 … ‘혁신 성과보고회’를 열고 한 해의 결과를 공개했다: the day of the meeting, whatever came out there
_OPENED_IT = re.compile(r"[’'”\"」』]?(?:를|을)\s(?:열고|열어|개최하고|개최해|진행하고|마련하고|갖고|가지고)\s")
_SET_TOLD = re.compile(
    r"[’'”\"」』]?(?:를|을)\s(?:발표|공개)(?:했|한|하)"
)  # ‘2022년 최초·최고 사례’를 발표했다: its day is not told
_ANNOUNCED = re.compile(
    r"^\s?(?:[가-힣]{0,8}\s)?(?:밝혔|전했|발표했|알렸|말했|설명했|보도했|밝힌|내놓|공개했|발표한|밝혀)"
)


# 1일 시에 따르면, 6일 서울 은평구는 … 한다고 밝혔다: the day it was told
_ACCORDING = re.compile(r"^\s?(?:[가-힣]{1,12}\s){0,2}?[가-힣]{1,14}에\s따르면")
_TELLS = re.compile(r"(?:고|라고)\s?(?:[^\s]{1,6}\s)?(?:밝혔|전했|발표했|알렸|말했|설명했|밝혀|전해)")
_SPEAKER = re.compile(r"^\s(?:[가-힣]{1,10}\s)?[가-힣]{2,12}(?:\([^)]{1,20}\))?(?:은|는|이|가)\s")
_PLACED = re.compile(
    r"^[^.]{0,40}?(?:[청실관홀장터역]|청사|센터|호텔|강당|공원|카페|사옥|타워|대학교|코엑스|벡스코|광장|회의소|교육원|연수원|일원|일대|현지)(?:에서|에)\s|^\s?(?:\([월화수목금토일]\)\s?)?(?:오전|오후|낮|\d{1,2}시)"
)


def _announces(text: str, sentence: tuple[int, int], mention: DateMention, event: EventDraft) -> bool:
    """Tell a day on which something was told, not done: 14일 밝혔다, 1일 시에 따르면, 6일 은평구는 … 연다고 밝혔다."""
    after = text[mention.end : sentence[1]]
    if _ANNOUNCED.match(after[:20]) or _ACCORDING.match(after[:40]):
        return True
    before = text[max(sentence[0], mention.start - 8) : mention.start]
    marked = mention.month is not None or mention.until is not None or _DIRECTED.search(before) is not None
    if marked or mention.direction or not _TELLS.search(after) or _PLACED.match(after):
        return False
    if mention.start < event.start < sentence[1] and any(
        _ANNOUNCED.match(text[other.end : other.end + 20]) for other in mentions(text, event.end, sentence[1])
    ):
        return False  # 25일 둑방에서 ‘…’를 열었다고 26일 밝혔다
    # 행정자치부는 30일 … 31일 첫 회의를 연다고 밝혔다: of two bare days the first is that of the telling
    return _SPEAKER.match(after[:50]) is not None or (
        mention.start < event.start < sentence[1]
        and any(
            other.month is None and other.start > mention.start for other in mentions(text, mention.end, event.start)
        )
    )


# 31일 첫 회의를 개최한다고 밝혔다: a bare day of what is to come lies ahead, of what was done behind
_COMING = re.compile(
    r"(?:개최|실시|진행|운영|모집|공모|시행|체결|개막|시작)(?:한다고?(?:\s|[.])|할\s(?:예정|계획|방침))|(?:연|열린|나선|갖는|펼친)다고?(?:\s|[.])|열\s(?:예정|계획|방침)|[를을]\s한다[\s고.]"
)


def _in_tense(text: str, mention: DateMention, end: int) -> DateMention:
    if mention.direction or mention.month is not None or not _COMING.search(text, mention.end, end):
        return mention
    return replace(mention, direction=1)


def _told_today(text: str, mention: DateMention, end: int) -> bool:
    after = text[mention.end : end]
    bare = mention.month is None and not mention.direction and mention.clock is None
    return bare and _TELLS.search(after) is not None and not _PLACED.match(after)


_DIRECTED = re.compile(r"(?:지난|오는|내달|지난달|다음\s?달)\s?$")


def _with_date(
    prose: Prose, event: EventDraft, published: dt.date | None, latest: dt.date | None, year: int | None
) -> EventDraft:
    """Give the event its day: the first day of its sentence, or of the page's first sentence, that is not the announcement's."""
    home = next((p for p in prose.paragraphs if p.start <= event.start < p.end), None)
    sentences = []
    if home is not None and not home.heading:
        sentences.append(home.sentence_at(event.start))
    sentences += [sentence for paragraph in prose.body[:2] for sentence in paragraph.sentences[:3]]
    sentences += [
        sentence
        for paragraph in prose.body[2:_TOLD_LATER]
        for sentence in paragraph.sentences[:2]
        if _THIS_EVENT.match(prose.text, *sentence)
    ]
    doubtful = None
    for start, end in dict.fromkeys(sentences):
        referred = home is not None and _THAT_DAY.match(prose.text[sentences[0][0] : sentences[0][1]])
        if (start, end) != sentences[0] and not referred and not _speaks_of(prose.text[start:end], event):
            continue
        for mention in mentions(prose.text, start, end):
            if _announces(prose.text, (start, end), mention, event) or any(
                q.start < mention.start < q.end and q.speech for p in prose.body for q in p.quotes
            ):
                continue
            if event.kind not in _CALLS and mention.until is None and prose.text.startswith("까지", mention.end):
                continue  # 7월 31일까지 …: how long it works, not when it began
            if mention.end <= event.start and _SET_TOLD.match(prose.text, event.end):
                continue
            held_then = _HELD_THEN.match(prose.text[mention.end : end]) or (
                (event.kind in _CALLS and _CALL_TIME.match(prose.text, start, end))
                or (mention.until is not None and _RUNS.match(prose.text, mention.end))
            )
            held = event.start < end and _OPENED_IT.match(prose.text, event.end) is not None
            results = not held and _RESULTS.search(prose.text[mention.end : end])
            if not held_then and (results or not _HELD.search(prose.text[mention.end : end])):
                continue
            hint = year if year or published else _year_said(prose.text[start:end])
            iso = iso_of(mention, published, latest, hint) if mention.until is not None else None
            if iso is None or published is None or iso[-len("2024-03-05") :] < published.isoformat():
                # 11일부터 15일까지 운영한다, on the 13th: goes on; else what is to come lies ahead
                iso = iso_of(_in_tense(prose.text, mention, end), published, latest, hint)
            iso = _lasting(prose.text, mention, iso)
            if iso and published is not None and iso == published.isoformat() and _told_today(prose.text, mention, end):
                # … 10일 우수사례를 선정했다고 밝혔다, on the 10th: done or told that day; a day told later is surer
                doubtful = doubtful or replace(event, date=iso, date_span=(mention.start, mention.end))
                continue
            if iso:
                return replace(event, date=iso, date_span=(mention.start, mention.end))
    if doubtful is not None:
        return doubtful
    if sentences and (before := _DAY_BEFORE.search(prose.text, *sentences[0])):
        told = [one for p in prose.body[:2] if p.start < before.start() for one in mentions(prose.text, p.start, min(p.end, before.start()))]  # fmt: skip
        base = (
            resolve(told[-1], published, year_hint=year, latest=latest) if told and before[0] == "전날" else published
        )
        if base is not None:
            return replace(event, date=(base - dt.timedelta(days=1)).isoformat(), date_span=before.span())
    if sentences and published is not None and _HELD.search(prose.text, *sentences[0]):
        told_day = told_from(prose.text, sentences[0], published)
        if told_day is not None:
            return replace(event, date=told_day[0].isoformat(), date_span=told_day[1])
    earlier = day_before_it(prose, event.start) if home is not None and not home.heading else None
    iso = iso_of(earlier, published, latest, year) if earlier else None
    if earlier and iso:
        return replace(event, date=iso, date_span=(earlier.start, earlier.end))
    # A notice gives its time in a row of its own: ○ 공모기간: 2025. 3. 4.(화) ~ 4. 11.(금)
    decided = any(_RESULT_PAGE.search(prose.text, p.start, p.end) for p in prose.headings)
    row = row_of_event(time_rows(prose), decided=decided)
    iso = iso_of(row.mention, published, latest, year) if row else None
    if row and iso:
        return replace(event, date=iso, date_span=(row.mention.start, row.mention.end))
    return event


def _year_said(sentence: str) -> int | None:
    """Return the one year that a sentence says: 9월 12일 … 2025년 강원특별자치도 경진대회를 열었다."""
    years = set(re.findall(r"(?:19|20)\d{2}(?=년도?\s[가-힣])", sentence))
    return int(years.pop()) if len(years) == 1 else None


_RESULT_PAGE = re.compile(r"결과|선정|발표")


def _lasting(text: str, mention: DateMention, iso: str | None) -> str | None:
    """Return a day with the last one, where the words behind say how long it lasts: 18일부터 이틀간."""
    if iso is None or mention.until is not None:
        return iso
    last = last_day(text, mention, dt.date.fromisoformat(iso[:10]))
    return f"{iso[:10]}/{last.isoformat()}" if last else iso


# 제1차 시민토론마당은 2월 10일 …, 응모는 20일부터 6월 30일까지며: later paragraphs that still tell when
_TOLD_LATER = 5
_THIS_EVENT = re.compile(
    r"\W{0,4}(?:(?:이번|이날|올해|본)\s|제\d{1,2}(?:회|차)\s|(?:공모|응모|접수|신청|모집|투표|행사|대회|교육)(?:\s?기간)?(?:는|은)\s)"
)
_CALLS = frozenset({"contest", "participation"})
_RUNS = re.compile(r"까지(?:이?며|이?다[.]|입니다|이고|예요|였)")
_CALL_TIME = re.compile(r"\W{0,4}(?:공모|응모|접수|신청|모집|투표)(?:\s?기간)?(?:는|은)\s")
_DAY_BEFORE = re.compile(r"(?<![가-힣])(?:전날|어제)(?=[\s(])")  # of the day told before, of the publication
# 이날 행사는 …: what it is called stands behind when it was.
_THAT_DAY = re.compile(r"(?:이날|이번)\s?(?:행사|방문|자리|모임|교육|견학|강연|회의|대회|발표)?")
_LONG_HEAD = 4
_ITS_DAY = re.compile(r"\W{0,3}(?:이날\s|이번\s)?(?:행사|시상식|대회)는\s")
_VISITS = frozenset({"견학", "방문", "벤치마킹", "탐방", "시찰"})
_CAME_TO_SEE = re.compile(r"(?:을|를)\s(?:[가-힣]{1,6}\s)?(?:찾아|방문)|둘러[봤보]|살펴[봤보]|견학[했하]|다녀[갔간]")
_STAGE = re.compile(r"순위|본선|결선|시상식|대회|발표회|열린|개최")


def _speaks_of(sentence: str, event: EventDraft) -> bool:
    head = head_at_end(event.name)
    if head is not None and (
        head["head"] in sentence or (len(head["head"]) > _LONG_HEAD and head["head"][-_LONG_HEAD:] in sentence)
    ):
        return True
    if event.kind in _CALLS and _CALL_TIME.match(sentence):
        return True
    if event.rule == "event-this" or _ITS_DAY.match(sentence):
        return True
    if head is not None and head["head"] in _VISITS:
        return _CAME_TO_SEE.search(sentence) is not None
    return event.kind in {"contest", "sharing"} and _STAGE.search(sentence) is not None


def _next_year(day: dt.date) -> dt.date | None:
    return day_of(day.year + 1, day.month, day.day)


def iso_of(mention: DateMention, published: dt.date | None, latest: dt.date | None, year: int | None) -> str | None:
    """Return a mention as ISO 8601: a day, a minute, or a range ``first/last``; None when the page does not fix it."""
    day = resolve(mention, published, year_hint=year, latest=latest)
    if day is None:
        return None
    if mention.until is not None:
        last = (
            mention.until
            if mention.until.month or mention.month is None
            else replace(mention.until, month=mention.month)
        )
        end = resolve(replace(last, year=last.year or day.year), published, year_hint=day.year, latest=latest)
        if end is not None and end < day:
            # 28일부터 3일까지, 12월 20일부터 1월 5일까지: past the end of the month, of the year
            end = end_of(day, last.day or 1) if last.month is None or mention.until.month is None else _next_year(end)
        return f"{day.isoformat()}/{end.isoformat()}" if end else day.isoformat()
    return f"{day.isoformat()}T{mention.clock}" if mention.clock else day.isoformat()
