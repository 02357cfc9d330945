"""The event a page reports (contest, assessment, sharing, council, participation): its name, kind and day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dure.engines.reading.dates import DateMention, mentions, resolve
from dure.engines.reading.lexicon import lexicon
from dure.engines.reading.maintext import bigrams

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Paragraph, Prose, Quote

_HEADS: dict[str, str] = {
    head: kind for kind, heads in lexicon("facts")["event_heads"].items() for head in heads
}  # fmt: skip
_HEAD = re.compile("|".join(re.escape(head) for head in sorted(_HEADS, key=len, reverse=True)))
_HEAD_AT_END = re.compile(rf"(?P<head>{_HEAD.pattern})(?:\s?(?:시상식|본선|결선|예선|개최|결과|선정))?$")
_HELD = re.compile(
    r"(?:열|개최|가졌|가진|진행|실시|마련|참석|참가|초청|모였|찾|방문|발표|선정|수상|받|뽑|차지|선발|마무리|성료|펼|치러|추진)"
)
_AFTER_HEAD = re.compile(
    r"(?:에서는|에서|에|을|를|이|가|은|는|의|으로|로|와|과|도|으로는|에는|라는|결과|시상식|본선|대상|\s|$|[,.’'”\"」』)(·])"
)
# A token that cannot stand inside an event's name: it carries a particle or a verb's ending.
_BREAK = re.compile(
    r"(?:은|는|을|를|에서|에게|으로|에는|에서는|이라는|라는|위한|위해|통해|하는|되는|했던|하고|하며|되고|이번|올해|지난|지난해|최근|오는|매년|해당|각종|주관|주최|주관한|개최한|주관하는|개최하는|주최한|실시한|실시하는|열린|밝힌|선정한|추진한|있는|맞아|따라|따른|관한|대한|함께|모두|처음|첫|다시|또|역시|이어|특히|또한|한편|등|개최|가장|전체|다양한|마련한|열고|열린|전|후|이날|당일|비롯한|인해|내놓은|내린|발표한|꾸려|열어|모여|나서|거쳐|[가-힣]+(?:하여|려|해서|하면서|에서의|까지|부터|마다|보다))$|^\\d{1,2}일$|\\d시$"
)
_PARTICLE_END = re.compile(r"(?:[가-힣]{2,}(?:이|가|의|로|와|과|도|에)|[가-힣]+(?:은|는|을|를|에서|으로))$")
_NOUNS_LIKE_PARTICLE = re.compile(
    r"(?:평가|국가|증가|성과|효과|결과|제고|사고|신고|광고|보고|참고|창의|회의|협의|논의|심의|문의|동의|제의|건의|강의|정의|주의|합의|제도|정도|속도|지도|도도|경로|도로|진로|선로|의로|자로|교과|학과|과|분야|참여|기여|부여|대로|시도|수도|태도|각도|만족도|접근도|인지도|청렴도|기초|경제|도의|년도|상반기|하반기|온라인|우리|나라|지이|놀이|나이|길이|차이|아이|어린이|이|가이|도|로|의|과|가|전문가|활동가|물가|원가|여가|휴가)$"
)
_LEADING_NOISE = re.compile(
    r"^(?:(?:지난|오는|이번|올해|지난해|매년|최근|제?\s?[‘’'“”\"]|전국|주관|주최|주관하는|주최하는|및|또는|\d{1,2}월(?:\s?\d{1,2}일)?|\d{1,2}일|에서|의|가|이|은|는|한|등|첫)\s*)+"
)
_STRONG_YEAR = re.compile(r"(?:19|20)\d{2}|['’‘]\d{2}년|제\s?\d{1,3}\s?(?:회|차|기)|상반기|하반기")
_GENERIC = re.compile(
    r"^(?:이번|해당|같은|각|본|이|그|동|온라인|현장|서면|발표|최종|종합|자체|전문가|1차|2차|3차|최고|높은|좋은|주민|국민|시민|대국민|외부|내부|대외|공모|혁신|정부|기관|전국|우수|업무|정책)?\s?(?:평가|대회|회의|심사|투표|교육|방문|행사|모집|선발|협약|대상|진단|측정|인증|강의|컨설팅|공모|축제|협의회|위원회|대전|발표회|청원)$"
)
_WRONG_HEAD = re.compile(
    r"(?:을|를)?\s?대상(?:으로|자|지|은|이|과제|사업|기관|에 대한|의 )|평가(?:받|했|하|한다|된|됐|되|를 받|다\.|라는|도 받)|교육(?:청|감|부|원|생|장|과정|지원)|방문(?:했|해|한|객|하)|모집(?:했|해|한|하)|협의회장|위원회장|측정(?:해|한|하)|진단(?:해|한|하)|인증(?:해|한|하|기관|마크|서|패)|투표(?:로|한|해|하|율|권)|대전(?:시|광역|의|에서|지역|·|,|과|지)|선발(?:해|했|한|하)|공모(?:해|했|한|하|에\s)|회의실|강의실|상황실"
)
_MAX_NAME = 60
_KIND_WEIGHT = {"contest": 0.6, "assessment": 0.6, "sharing": 0.3, "council": 0.3, "participation": 0.3, "other": 0.0}


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as named; ``date`` is ISO 8601 (a day, a minute, or ``first/last``), ``date_span`` its evidence."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    score: float
    date: str | None = None
    date_span: Span | None = None


def events_of(
    prose: Prose, places: Sequence[Place], published: dt.date | None, latest: dt.date | None, *, on_topic: bool
) -> tuple[EventDraft, ...]:
    """Return the events of a page, its own first; empty for a page that reports none."""
    drafts: list[EventDraft] = []
    title_words = bigrams(" ".join(prose.text[p.start : p.end] for p in prose.headings if p.title))
    order = 0
    for paragraph in prose.paragraphs:
        for draft in _named(prose.text, paragraph, places):
            weight = draft.score + _KIND_WEIGHT[draft.kind]
            words = bigrams(draft.name)
            if title_words and words:
                weight += 2.0 * len(words & title_words) / len(words)
            weight += (2.0 if paragraph.title else 0.3) if paragraph.heading else max(0.0, 2.5 - 0.5 * order)
            drafts.append(replace(draft, score=weight))
            order += 0 if paragraph.heading else 1
        order += 0 if paragraph.heading else 1
    drafts.extend(_acts(prose, on_topic=on_topic))
    merged = _merged(drafts)
    if not merged:
        return ()
    best = _as_lecture(prose, max(merged, key=lambda draft: (draft.score, -draft.start)))
    rest = [draft for draft in merged if draft.start != best.start and draft.score > 2.5][:4]  # noqa: PLR2004  named in passing
    years = _years(prose, best)
    dated = _with_date(prose, best, published, latest, years)
    return (dated, *sorted(rest, key=lambda draft: draft.start))


def _years(prose: Prose, event: EventDraft) -> int | None:
    match = re.search(r"(?:19|20)\d{2}", event.name)
    return int(match[0]) if match else None


def _named(text: str, paragraph: Paragraph, places: Sequence[Place]) -> Iterator[EventDraft]:
    taken: list[tuple[int, int]] = []
    for quote in paragraph.quotes:
        if quote.speech:
            continue
        inner = text[quote.inner_start : quote.inner_end]
        match = _HEAD_AT_END.search(inner)
        if match and len(inner) <= _MAX_NAME and len(inner) > len(match["head"]):
            taken.append((quote.start, quote.end))
            start, end = _with_followers(text, quote)
            kind = _HEADS[match["head"]]
            yield EventDraft(start, end, _clean(text[start:end]), kind, "event-quoted", 2.2 + _specific(inner))
    for match in _HEAD.finditer(text, paragraph.start, paragraph.end):
        if any(a <= match.start() < b for a, b in taken) or any(
            q.speech and q.start < match.start() < q.end for q in paragraph.quotes
        ):
            continue
        if not _AFTER_HEAD.match(text, match.end()) and match.end() < paragraph.end:
            continue
        if _WRONG_HEAD.match(text, match.start()):
            continue
        start = _name_start(text, paragraph.start, match.start(), places)
        end = match.end()
        name = text[start:end]
        if len(name.split()) < 2 and not _STRONG_YEAR.search(name) and len(name) - len(match[0]) < 2:  # noqa: PLR2004  a bare head names nothing
            continue
        if len(name) > _MAX_NAME or _GENERIC.match(name.strip()):
            continue
        yield EventDraft(start, end, _clean(name), _HEADS[match[0]], "event-phrase", 1.0 + _specific(name))


def _with_followers(text: str, quote: Quote) -> tuple[int, int]:
    """Keep a straight name; ``‘2021 대한민국 혁신박람회’ 서포터즈 발대식`` takes its followers."""
    follow = re.match(
        r"\s(?:[가-힣]{2,8}\s){0,2}?(?:발대식|왕중왕전|성과공유회|결과보고회|시상식)", text[quote.end : quote.end + 24]
    )
    if follow:
        return quote.start, quote.end + follow.end()
    return quote.inner_start, quote.inner_end


def _specific(name: str) -> float:
    return (0.8 if _STRONG_YEAR.search(name) else 0.0) + min(0.6, 0.15 * len(name.split()))


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" ,.·‘’'“”\"「」『』")
    name = re.sub(r"(?<=[가-힣])\s?시상식$", "", name) if _HEAD_AT_END.search(re.sub(r"\s?시상식$", "", name)) else name
    return re.sub(r"[’'”\"」]\s", " ", name)


def _name_start(text: str, floor: int, head: int, places: Sequence[Place]) -> int:
    """Walk left from a head over words that can belong to its name."""
    start = head
    while start > floor and not text[start - 1].isspace():
        if text[start - 1] in "‘“「『'\"△▲▸(,·…[]=)":
            if text[start - 1] == ")" and "(" in text[max(floor, start - 10) : start]:
                start -= 1
                continue
            if text[start - 1] == "·" or text[start - 1] == "(":
                start -= 1
                continue
            return start
        start -= 1
    for _ in range(8):
        end = start
        while end > floor and text[end - 1].isspace():
            end -= 1
        begin = end
        while begin > floor and not text[begin - 1].isspace():
            begin -= 1
        token = text[begin:end]
        if not token or token[-1] in ".,’”'\"」』)▲△:;…·]" and not token.endswith("·"):
            if token.endswith(")") and re.search(r"[가-힣]\([^)]{1,6}\)$", token):
                start = begin
                continue
            break
        if _breaks(token) or _is_place_token(places, begin, end, token):
            break
        mark = max(token.rfind(char) for char in "‘“「『'\"△▲▸([")
        if mark >= 0 and not re.search(r"\(.*\)", token):
            start = begin + mark + 1
            break
        start = begin
    noise = _LEADING_NOISE.match(text[start:head])
    return start + noise.end() if noise else start


def _breaks(token: str) -> bool:
    if _BREAK.search(token):
        return True
    return _PARTICLE_END.search(token) is not None and not _NOUNS_LIKE_PARTICLE.search(token)


def _is_place_token(places: Sequence[Place], begin: int, end: int, token: str) -> bool:
    """Tell the organiser before a name (행정안전부 주소정책 업무평가); 충청남도 정부혁신 경진대회 keeps its province in quotes only."""
    return any(place.start <= begin < place.end for place in places) and not _STRONG_YEAR.search(token)


_SELECTING = re.compile(
    r"(?P<name>(?:(?:올해|올|지난해|작년|(?:19|20)\d{2}년도?)?\s?(?:상반기|하반기|[1-4]분기)?\s?)?(?:[가-힣·]{2,12}\s){0,2}?(?:적극\s?행정|혁신|우수|제도개선|규제혁신|정부혁신|시정혁신|협업)\s?(?:[가-힣]{2,6}\s)?(?:우수\s?)?(?P<what>사례|공무원|부서|직원|우수사례))(?:로|으로)?\s?(?:[^.]{0,40}?)(?:을|를|명을|건을)?\s?[^.]{0,24}?(?P<verb>선정|선발|뽑|골랐)"
)
_PROGRAM = re.compile(
    r"(?:을|를|이|가)?\s(?:[^.]{0,30}?)(?:운영에 들어갔|운영을 시작|시범\s?운영|운영된다|운영한다|운영하고|문을 열|서비스를 시작|본격 운영|개설|오픈|시행에 들어|도입)"
)
_PARTICIPATION = re.compile(r"투표|제안|참여|공감|신문고|청원|공론|의견\s?수렴|온라인 플랫폼|주민총회")
_VISITING = re.compile(r"(?P<name>(?:우수사례|우수 사례|혁신사례|지자체|행정혁신 사례|선진지)?[을를의]?\s?벤치마킹)")


def _acts(prose: Prose, *, on_topic: bool) -> Iterator[EventDraft]:
    """Yield events that are told by what is done, not by a name: a selection, a new channel, a benchmarking visit."""
    if not on_topic:
        return
    for number, paragraph in enumerate(prose.body[:3]):
        stretch = prose.text[paragraph.start : paragraph.end]
        near = 2.5 - 0.5 * number
        match = _SELECTING.search(stretch)
        if match:
            start = paragraph.start + match.start("name")
            verb = "선발" if "공무원" in match["what"] or "직원" in match["what"] else "선정"
            span = (start, paragraph.start + match.end("name"))
            name = re.sub(r"\s+", " ", match["name"]).strip()
            yield EventDraft(span[0], span[1], f"{name} {verb}", "contest", "event-selection", 1.6 + near)
        for quote in paragraph.quotes:
            after = prose.text[quote.end : quote.end + 60]
            program = _PROGRAM.match(after)
            inside = prose.text[paragraph.start : paragraph.end]
            if (
                program
                and not quote.speech
                and _PARTICIPATION.search(inside)
                and quote.inner_end - quote.inner_start <= 30
            ):  # noqa: PLR2004
                name = prose.text[quote.inner_start : quote.inner_end]
                if not _HEAD_AT_END.search(name):
                    yield EventDraft(
                        quote.inner_start, quote.inner_end, name, "participation", "event-program", 2.4 + near
                    )
        visit = _VISITING.search(stretch)
        if visit:
            start = paragraph.start + visit.start("name")
            name = re.sub(r"[을를의]?\s?벤치마킹", " 벤치마킹", visit["name"]).strip()
            yield EventDraft(start, paragraph.start + visit.end("name"), name, "sharing", "event-visit", 0.8 + near)


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


def _merged(drafts: list[EventDraft]) -> list[EventDraft]:
    """Join mentions of one event: the fullest name stands, and each further mention adds a little."""
    kept: list[EventDraft] = []
    for draft in drafts:
        words = bigrams(draft.name)
        for position, other in enumerate(kept):
            known = bigrams(other.name)
            if (
                words
                and known
                and len(words & known) >= 0.75 * min(len(words), len(known))
                and (draft.kind == other.kind or draft.name in other.name)
            ):
                fuller = (
                    draft
                    if draft.rule == "event-quoted" and other.rule != "event-quoted"
                    else other
                    if other.rule == "event-quoted" and draft.rule != "event-quoted"
                    else max(draft, other, key=lambda one: len(one.name))
                )
                kept[position] = replace(fuller, score=max(draft.score, other.score) + 0.3)
                break
        else:
            kept.append(draft)
    return kept


_ANNOUNCED = re.compile(
    r"^\s?(?:[가-힣]{0,8}\s)?(?:밝혔|전했|발표했|알렸|말했|설명했|보도했|밝힌|내놓|공개했|발표한|밝혀)"
)


def _with_date(
    prose: Prose, event: EventDraft, published: dt.date | None, latest: dt.date | None, year: int | None
) -> EventDraft:
    """Give the event its day: the first day of its sentence, or of the page's first sentence, that is not the announcement's."""
    home = next((p for p in prose.paragraphs if p.start <= event.start < p.end), None)
    sentences = []
    if home is not None and not home.heading:
        sentences.append(home.sentence_at(event.start))
    sentences += [sentence for paragraph in prose.body[:2] for sentence in paragraph.sentences[:2]]
    for start, end in dict.fromkeys(sentences):
        if (start, end) != sentences[0] and not _speaks_of(prose.text[start:end], event):
            continue
        for mention in mentions(prose.text, start, end):
            if _ANNOUNCED.match(prose.text[mention.end : mention.end + 20]) or any(
                q.start < mention.start < q.end and q.speech for p in prose.body for q in p.quotes
            ):
                continue
            if not _HELD.search(prose.text[mention.end : end]):
                continue
            iso = iso_of(mention, published, latest, year)
            if iso:
                return replace(event, date=iso, date_span=(mention.start, mention.end))
    return event


def _speaks_of(sentence: str, event: EventDraft) -> bool:
    head = _HEAD_AT_END.search(event.name)
    return head is not None and head["head"] in sentence


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
        if end is not None and end < day and last.month is None:
            end = None
        return f"{day.isoformat()}/{end.isoformat()}" if end else day.isoformat()
    return f"{day.isoformat()}T{mention.clock}" if mention.clock else day.isoformat()
