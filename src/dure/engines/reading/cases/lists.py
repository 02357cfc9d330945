"""Cases in marked lists: △ before a case on one page stands before a field, a criterion or a person on another.

The sentence around the list decides: its head ("주요 평가 항목은 ▲…") and its tail ("… 등으로 구성됐다") type the items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, place_at, places_in
from dure.engines.reading.cases.items import (
    AFTER_PERSON,
    CAPTION,
    GRADE_IN_HEAD,
    GRADED_ITEM,
    MIN_ITEM,
    PERSON_END,
    PERSON_NOTE,
    POSITIVE,
    PRESENTED,
    TEAM_OF,
    items_name_cases,
)
from dure.engines.reading.cases.listshapes import (
    before_doer,
    closing_quotes,
    colon_fields,
    is_told_quote,
    quarters,
    short_item,
    who_told,
)
from dure.engines.reading.cases.listweights import AskedList
from dure.engines.reading.cases.winners import bracketed_owners, fields_of_winners, held_title, names_only_bodies
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.quotecontexts import TEAMS_BEHIND
from dure.engines.reading.titles import MAX_TITLE, cut_tail, is_title_like, normal, trailing_note, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Item, Paragraph, Prose, Quote

_FIELD_ITEM = re.compile(
    r"^(?P<field>[^,‘'“\"]{2,28}?)\s*(?P<word>분야|부문)(?:에서는|에서|에는|에|은|는|의)?\s*[:：]?\s+(?P<rest>.+)$",
    re.DOTALL,
)
_FIELD_BEFORE = re.compile(
    r"[‘'“\"「](?P<quoted>[^’'”\"」]{2,40})[’'”\"」]\s*(?:부문|분야)|(?P<bare>[가-힣A-Za-z·‧∙/\s]{2,24}?)\s(?:부문|분야)(?=에|은|는|의|\s|,|:|최|우|장|대|금|은|동)"
)
_GRADE_TAIL = re.compile(
    rf"(?:^|[,.)]\s|(?:이|가|과|와|이며|이고)\s)(?P<head>(?<=이[며고],\s)[가-힣]{{2,6}}\s\d{{1,2}}\s?(?:건|팀|편|점)(?:은|이|에는)|(?<=등이[며고],\s)[^,.]{{2,24}}(?:에게는|은|는|로는)|(?:이어\s)?(?:{GRADES})(?:상)?(?:\s?\(?\d{{1,2}}\s?(?:건|팀|편|명|점)\)?)?(?:은|는|에는|에|으로는|로는)|(?:[가-힣·]{{1,8}}\s){{1,2}}(?:분야|부문|그룹|단위|리그|권역|조)(?:은|는|에서는|에는|에선))(?:\s[^,.‘“'\"]{{2,24}}의)?\s*$"
)
_GRADE = re.compile(GRADES)
_DEPARTMENT = re.compile(
    r"(?>(?:(?<![가-힣])(?:보건소|농업기술센터|도서관|의회)|[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|관|보건소|사업소|출장소|연구소|지소|단|원|청|경찰서|소방서|센터|본부|면|읍|동|공단|공사|재단|대학교|도립대|대학|의료원|연구원|진흥원|부))(?:의)?\s*(?:협업|협력)?\s*[,·\-]?\s*)++"
)
MARK_WIDTH = 3  # a mark and the blanks around it
_OWNER_WITHIN = 8  # code points from the head of an item
_SPLIT = re.compile(r",\s+")
_OPEN_END = re.compile(r"(?:고|며|서|면|지만|는데|거나|듯|한|된|는|(?<![확승할])인|할|을|를|와|과|의)$")


# 각 부문, 여러 분야, ‘…’ 등 주거·교통 다섯 분야: how many there are, not which
_NO_FIELD = re.compile(
    r"(?:각|전|여러|다양한|해당|이|그|[가-힣]{0,2}개)\s*|(?:.*[\s·])?(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|[0-9]+개?)(?:\s?개)?\s*"
)


def field_before(text: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return the last field (부문, 분야) named in a stretch, as written, and its span.

    >>> field_before("'기관장의 혁신리더십' 부문에서", 0, 17)[0]
    '기관장의 혁신리더십'
    >>> field_before("등 주거·교통·문화 다섯 분야에서", 0, 18)
    """
    found = None
    if text.find("부문", start, end) < 0 and text.find("분야", start, end) < 0:
        return None
    for match in _FIELD_BEFORE.finditer(text, start, end):
        name = match["quoted"]
        where = match.span("quoted")
        if name is None:
            name = _last_phrase(match["bare"])
            where = (match.end("bare") - len(name), match.end("bare"))
        if name and not _NO_FIELD.fullmatch(name):
            found = (name, where)
    return found


def _item_end(text: str, item: Item, end: int) -> int:
    """Return where an item ends that is a person with a title in brackets, or that hands the next one its grade.

    ▲ 대학생 관광 지킴이, 노력상에는 공무원 김다라 씨의 ▲ …: the words from the comma on belong to what follows.
    """
    noted = PERSON_NOTE.match(text, item.start, item.end)
    while noted:
        last = noted.end()
        following = _NEXT_PERSON.match(text, last, item.end)
        noted = PERSON_NOTE.match(text, following.end(), item.end) if following else None
        if noted is None:
            return last
    handed = _GRADE_TAIL.search(text, item.start + MIN_ITEM, end) or _OVER.search(text, item.start + MIN_ITEM, end)
    return handed.start() if handed else end


_NEXT_PERSON = re.compile(r"(?:이|가|과|와)?,?\s(?=[가-힣])")
# ▲3위는 밤길 바닥 등이 선정되었고, 6~7급에서 ▲1위는 …: what won, then whose turn it is
_OVER = re.compile(r"(?:이|가|을|를)\s(?:각각\s)?(?:선정|뽑|차지|수상|받)[가-힣]{1,4}(?:고|며),\s[^,.]{2,24}$")


_PHRASE_BREAK = re.compile(r".*(?:[은는이가을를로며고서에인](?:\s)|[,.]\s|(?:특히|또한|이어|아울러)\s)", re.DOTALL)


def _last_phrase(words: str) -> str:
    """Keep of the words before 부문 those of the field's name: what follows the last particle."""
    return _PHRASE_BREAK.sub("", words).strip()


def list_cases(prose: Prose, places: Sequence[Place]) -> Iterator[CaseDraft]:
    """Yield the titles of the marked lists of the body."""
    headline = " ".join(prose.text[one.start : one.end] for one in prose.headings)
    group, named, above = 0, set[str](), ""
    for paragraph in prose.body:
        # < 논둑 배수 세 가지 손질 > ⏎ ①물꼬를 넓히고 ②…: what a title that is known already holds
        if paragraph.items and not (above in named and paragraph.items[0].start - paragraph.start <= MARK_WIDTH):
            for items in _lists(prose.text, paragraph):
                group += 1
                for draft in _list(prose.text, paragraph, items, places, group, headline):
                    named.add(normal(prose.text[draft.start : draft.end]))
                    yield draft
        above = normal(prose.text[paragraph.start : min(paragraph.end, paragraph.start + MAX_TITLE)])


def asked_lists(prose: Prose) -> Iterator[AskedList]:
    """Yield the marked lists of the body as they are asked whether they name cases: what weights are fitted on."""
    headline = " ".join(prose.text[one.start : one.end] for one in prose.headings)
    for paragraph in prose.body:
        for items in _lists(prose.text, paragraph):
            if not _is_said(paragraph, items):
                yield _asked(prose.text, paragraph, items, _ends(prose.text, paragraph, items), headline)[0]


def _lists(text: str, paragraph: Paragraph) -> Iterator[list[Item]]:
    """Group items of one kind that follow each other; a sentence between two items begins a new list."""
    current: list[Item] = []
    for item in paragraph.items:
        if current and (
            item.mark != current[-1].mark
            or item.start - current[-1].end > MARK_WIDTH
            or re.search(r"[다요]\.[”’\"']?\s*$", text[current[-1].start : current[-1].end])
            or _GRADE_TAIL.search(text[current[-1].start : current[-1].end])
        ):
            yield current
            current = []
        current.append(item)
    if current:
        yield current


def _is_said(paragraph: Paragraph, items: list[Item]) -> bool:
    return any(quote.speech and quote.start < items[0].start < quote.end for quote in paragraph.quotes)


def _ends(text: str, paragraph: Paragraph, items: list[Item]) -> list[int]:
    ends = [
        cut_tail(text, item.start, item.end, paragraph.quotes, last=number == len(items) - 1)
        for number, item in enumerate(items)
    ]
    return [_item_end(text, item, stop) for item, stop in zip(items, ends, strict=True)]


def _asked(text: str, paragraph: Paragraph, items: list[Item], ends: list[int], headline: str) -> tuple[AskedList, int]:
    """Return a list with the words around it, and where its head ends: before its first mark."""
    first_mark = paragraph.start + len(text[paragraph.start : items[0].start].rstrip()) - 1
    head_start = max([a for a, b in paragraph.sentences if a <= first_mark] or [paragraph.start])
    before = [item for item in paragraph.items if item.end <= first_mark]
    if before and before[-1].end > head_start:
        head_start = before[-1].end
    head = text[head_start:first_mark]
    handed = _GRADE_TAIL.search(text[before[-1].start : before[-1].end]) if before else None
    if handed and not head.strip():
        head = text[
            before[-1].start + handed.start("head") : first_mark
        ]  # ▲…(상하수도사업소)이, 장려상에는 ▲…: the item before it says what these won
    tail = text[ends[-1] : paragraph.sentence_at(ends[-1] - 1)[1]]
    earlier = next((text[a:b] for a, b in reversed(paragraph.sentences) if b <= head_start), "")
    if len(head.strip()) < 8 and not POSITIVE.search(head) and earlier:  # noqa: PLR2004  "이외에 ▲": the sentence before it speaks for the list
        head = earlier + " " + head
    titles = tuple(text[item.start : stop] for item, stop in zip(items, ends, strict=True))
    alone = len(items) == 1 and items[0].start - 2 <= paragraph.start
    return AskedList(head, tail, titles, earlier, headline, alone=alone), first_mark


def _list(
    text: str, paragraph: Paragraph, items: list[Item], places: Sequence[Place], group: int, headline: str
) -> Iterator[CaseDraft]:
    if _is_said(paragraph, items):
        return
    ends = _ends(text, paragraph, items)
    asked, first_mark = _asked(text, paragraph, items, ends, headline)
    head = asked.head
    if len(items) == 1 and items[0].start - 2 <= paragraph.start and not re.search(r"[다요음함임]\.?\s*$", text[paragraph.start : paragraph.end]) and not paragraph.quotes[1:] and CAPTION.search(text, items[0].start, items[0].end):  # fmt: skip
        return
    if len(items) == 1 and items[0].start - 2 <= paragraph.start and not paragraph.quotes and _PICTURED.search(text, items[0].start, paragraph.end):  # fmt: skip
        return  # ▲ 옥천군의 빨래방이 왕중왕전에 도전한다.: what a picture shows
    if _CHOSEN_PEOPLE.search(head) and _ends_in_person(text, items):
        return  # the item was cut inside what its person did
    sure = items_name_cases(asked)
    spans = [(item.start, stop) for item, stop in zip(items, ends, strict=True)]
    if sure is None or fields_of_winners(text, spans, places):
        return
    grade = GRADE_IN_HEAD.search(head)
    field = field_before(text, paragraph.start, first_mark)
    owners_lead = len(items) > 1 and all(
        (place := place_at(places, item.start, item.start + 14)) is not None
        and place.kind != "anaphor"
        and place.start - item.start < _OWNER_WITHIN
        for item in items
    )
    fields = [
        None
        if found and (_GRADE.search(found["field"]) or is_owner_phrase(text, *found.span("field"), places))
        else found
        for found in colon_fields(text, spans)
    ]
    spans = [(found.end() if found else a, b) for found, (a, b) in zip(fields, spans, strict=True)]
    spans = [(whose.end() if whose else a, b) for whose, (a, b) in zip(quarters(text, spans), spans, strict=True)]
    kept = [
        []
        if names_only_bodies(text, begin, stop, places)
        else list(_item(text, begin, stop, paragraph.quotes, places, group, sure, owners_lead=owners_lead))
        for begin, stop in spans
    ]
    for number, quote in enumerate(closing_quotes(text, spans, paragraph.quotes)):
        if quote and len(kept[number]) == 1 and kept[number][0].start < quote.start < kept[number][0].end:
            kept[number] = [kept[number][0].having(start=quote.inner_start, end=quote.inner_end)]
    for found, drafts in zip(fields, kept, strict=True):
        if found:
            drafts[:] = [draft.having(field=found["field"].strip(), field_span=found.span("field")) if draft.field is None else draft for draft in drafts]  # fmt: skip
    named = sum(bool(drafts) for drafts in kept)
    for (begin, stop), drafts in zip(spans, kept, strict=True):
        short = not drafts and len(spans) >= _MANY and named * 4 >= len(spans) * 3
        for draft in short_item(text, begin, stop, group, sure) if short else drafts:
            changes: dict[str, object] = {}
            if draft.field is None and field:
                changes.update(field=field[0], field_span=field[1])
            if draft.grade is None and grade:
                at = first_mark - (len(head) - grade.start("grade"))
                changes.update(grade=grade["grade"], grade_span=(at, at + len(grade["grade"])))
            yield draft.having(**changes)


_MANY = 5


def _item(
    text: str,
    start: int,
    end: int,
    quotes: tuple[Quote, ...],
    places: Sequence[Place],
    group: int,
    sure: float,
    *,
    owners_lead: bool,
) -> Iterator[CaseDraft]:
    """Yield the titles of one item: a field with its titles, an owner with a quoted title, or the item itself."""
    parts = list(_noted_parts(text, start, end))
    if len(parts) == 1 and _GRADE.match(text, start, end) is not None:
        parts = list(_office_parts(text, start, end))
    if len(parts) > 1:
        grade = _GRADE.search(text, start, parts[0][1])
        for a, b in parts:
            for draft in one_title(text, a, b, quotes, places, group, sure, "list-item", owners_lead=owners_lead):
                named = grade is not None and draft.grade is None and grade.start() - start < _OWNER_WITHIN
                yield draft.having(grade=grade[0], grade_span=grade.span()) if named and grade else draft
        return
    several = [one for one in PERSON_NOTE.finditer(text, start, end) if person_note(text, *one.span(), places)]
    if len(several) > 1:  # ▲원장상은 이바다 옥천군 주무관(…), 김다라 보은군 주무관(…)
        for one in several:
            found = person_note(text, *one.span(), places)
            if found is not None:
                yield CaseDraft(found[0], found[1], group, "list-item", sure, owner=found[2])
        return
    graded = GRADED_ITEM.match(text, start, end)
    held_titles = [one for one in quotes if graded and graded.end() <= one.start and one.end <= end and (not one.speech or _AS_CASE.match(text, one.end)) and is_title_like(text[one.inner_start : one.inner_end]) and not _TEAM_BEHIND.match(text, one.end)]  # fmt: skip
    if graded and held_titles:
        if TEAMS_BEHIND.match(text, held_titles[-1].end) and all(len(text[one.inner_start : one.inner_end]) <= _TEAM_NAME for one in held_titles):  # fmt: skip
            return  # ▲장려상은 ‘…’, ‘…’ 등 4개 팀이: who won
        for quote in held_titles:
            if is_title_like(text[quote.inner_start : quote.inner_end]) and not any(other.start < quote.start < other.end for other in held_titles):  # fmt: skip
                owner = last_owner(places, max(start, quote.start - 30), quote.start)
                yield CaseDraft(quote.inner_start, quote.inner_end, group, "list-item", sure, grade=graded["grade"], grade_span=graded.span("grade"), owner=owner)  # fmt: skip
        return
    held = _FIELD_HOLDS.match(text[start:end].rstrip(" ,"))
    if (
        held
        and not WINNER_NOTE.fullmatch(held["rest"])
        and not is_owner_phrase(text, start, start + held.end("field"), places)
        and place_at(places, start + held.start("rest"), start + held.start("rest") + 1) is not None
    ):
        field = held["field"].strip()
        span = (start + held.start("field"), start + held.start("field") + len(field))
        for a, b in _comma_titles(text, start + held.start("rest"), start + held.end("rest")):
            yield from one_title(text, a, b, quotes, places, group, sure, "list-field", owners_lead=True, field=(field, span))  # fmt: skip
        return
    match = _FIELD_ITEM.match(text[start:end])
    if match and len(match["rest"]) > 8:  # noqa: PLR2004  a title follows
        field = match["field"].strip()
        span = (start + match.start("field"), start + match.start("field") + len(field))
        for a, b in _comma_titles(text, start + match.start("rest"), end):
            yield from one_title(
                text, a, b, quotes, places, group, sure, "list-field", owners_lead=False, field=(field, span)
            )
        return
    yield from one_title(text, start, end, quotes, places, group, sure, "list-item", owners_lead=owners_lead)


def _ends_in_person(text: str, items: list[Item]) -> bool:
    """Tell a list whose last item, uncut, is a person, none of whom shows a title."""
    last = text[items[-1].start : items[-1].end].strip(" ,.")
    return PERSON_END.search(AFTER_PERSON.sub("", last)) is not None and not any(
        PRESENTED.search(text, item.start, item.end) or PERSON_NOTE.match(text, item.start, item.end) for item in items
    )


_PICTURED = re.compile(r"(?:[한된인온간는]다|[했됐였있왔갔았었]다)\.\s*$")
_CHOSEN_PEOPLE = re.compile(r"공무원(?:은|는|에는|으로는|으로|에)\s*$")
_AS_CASE = re.compile(r"\s?사례(?:를|로|가)\s")  # two sentences in marks, but a case's name
_TEAM_NAME = 14
_TEAM_BEHIND = re.compile(r"\s?팀(?=[이은의을과도에,\s]|으로)")
# △생활 불편(부산광역시 …, 담양군 …): a field with its cases in brackets, each behind its owner
_FIELD_HOLDS = re.compile(r"(?P<field>[^()‘“'\",]{2,28}?)\s?\((?P<rest>[^()]*\s[^()]*\s[^()]*)\)$")
_NOTED = re.compile(
    r"\((?P<note>[가-힣A-Za-z·\s]{2,20}\d?[가-힣]{0,4})\)(?:,\s|(?<=[과실팀국관소동면읍터]\))(?=[가-힣]{2})(?![이가을를은는와과에으도의]))"
)


def _noted_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split an item at the offices in brackets that end its titles: 폐수 되살리기(유통과), 빈 길 알림(교통과)."""
    at = start
    for match in _NOTED.finditer(text, start, end):
        yield at, match.end("note") + 1
        at = match.end()
    yield at, end


_NEXT_OFFICE = re.compile(
    r",\s(?=[가-힣A-Za-z0-9·]{1,10}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|면|읍|동)\s[가-힣])"
)


def _office_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split the titles of a grade at the offices that begin them: ▲우수 복지과 반찬 나르는 우체부, 교통과 막차 안심 동행."""
    at = start
    for match in _NEXT_OFFICE.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _comma_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split titles at commas; a part that is open-ended (…줄이고, …) continues with the next."""
    at = begin = start
    for match in _SPLIT.finditer(text, start, end):
        part = text[begin : match.start()].strip()
        inside = text[start : match.start()].count("(") > text[start : match.start()].count(")")
        if inside or len(part) < 6 or _OPEN_END.search(part):  # noqa: PLR2004  too short for a title
            continue
        yield begin, match.start()
        begin = at = match.end()
    if at < end:
        yield begin, end


def one_title(
    text: str, start: int, end: int, quotes: tuple[Quote, ...], places: Sequence[Place], group: int, sure: float, rule: str,
    *, owners_lead: bool = False, field: tuple[str, tuple[int, int]] | None = None,
) -> Iterator[CaseDraft]:  # fmt: skip
    """Yield the title of a stretch that names a case: without rank, grade and owner, each of which it keeps.

    ``우수상 남원시 ‘…’, 전북개발공사 ‘…’`` holds two titles, each with its owner.
    """
    lead = start + len(text[start:end]) - len(text[start:end].lstrip())
    grade = _GRADE.match(text, lead + (text[lead : lead + 1] in "[(<【"), end)
    begin, stop = trim(text, start, end)
    if text[begin : begin + 1] == "(" and (owned := bracketed_owners(text, begin, stop, places)):
        for a, b, whose in owned:
            for draft in one_title(text, a, b, quotes, places, group, sure, rule, field=field):
                yield draft.having(owner=draft.owner or whose)
        return
    slash = _WINNER_FIRST.match(text, begin, stop)
    begin = slash.end() if slash else begin
    team = TEAM_OF.match(text, begin, stop) or _BY_SIGN.match(text, begin, stop)
    begin = team.end() if team else begin
    won = person_note(text, begin, stop, places)
    if won is not None:
        whole = CaseDraft(won[0], won[1], group, rule, sure, owner=won[2])
        yield whole.having(field=field[0], field_span=field[1]) if field else whole
        return
    bracketed = held_title(text, begin, stop, places)
    if bracketed is not None:
        whole = CaseDraft(bracketed[0], bracketed[1], group, rule, sure, owner=bracketed[2])
        yield whole.having(field=field[0], field_span=field[1]) if field else whole
        return
    held = _HELD_IN.match(text[begin:stop])
    if held:  # ▲대상(옥천군 ‘…’)
        begin, stop = begin + held.start("inside"), begin + held.end("inside")
    model = CaseDraft(begin, stop, group, rule, sure)
    if field:
        model = model.having(field=field[0], field_span=field[1])
    if grade and begin > lead:
        model = model.having(grade=grade[0], grade_span=grade.span())
    inner = [quote for quote in quotes if begin <= quote.start and quote.end <= stop + 1 and not quote.speech]
    inner = [one for one in inner if not any(other.start < one.start and one.end < other.end for other in inner)]
    label = _LABEL.match(text[begin:stop])
    if (
        label
        and inner
        and begin + label.end() <= inner[0].start
        and is_owner_phrase(text, begin + label.end(), inner[0].start, places)
    ):
        # 민원서비스 혁신 : 공주시 여성가족과 ‘…’: the field, then whose it is.
        name = label["name"].strip()
        if model.field is None and not is_owner_phrase(text, begin, begin + label.end("name"), places):
            model = model.having(field=name, field_span=(begin, begin + len(name)))
        begin += label.end()
        model = model.having(start=begin)
    presented = next(
        (
            quote
            for quote in inner
            if PRESENTED.match(text, quote.end - 1, end)
            and PERSON_END.search(AFTER_PERSON.sub("", text[quote.end : end].strip(" ,")))
        ),
        None,
    )
    if presented is not None and presented.inner_end - presented.inner_start >= 4:  # noqa: PLR2004
        yield model.having(
            start=presented.inner_start, end=presented.inner_end, owner=last_owner(places, begin, presented.start)
        )
        return
    alone = [quote for quote in inner if quote.inner_end - quote.inner_start >= _TITLE_QUOTE]
    if len(alone) == 1 and is_told_quote(text, alone[0], stop):
        owner = last_owner(places, begin, alone[0].start) or place_at(places, alone[0].end, stop)
        yield model.having(start=alone[0].inner_start, end=alone[0].inner_end, owner=owner)
        return
    titled = [quote for quote in inner if quote.inner_end - quote.inner_start >= 4]  # noqa: PLR2004  a title, not a brand's initials
    if (
        titled
        and _quote_is_title(text, begin, stop, titled[0])
        and is_owner_phrase(text, begin, titled[0].start, places)
    ):
        at = begin
        for quote in titled:
            if quote is titled[0] or is_owner_phrase(text, at, quote.start, places):
                owner = last_owner(places, at, quote.start) or _owner_behind(text, quote.end, end, places)
                yield model.having(start=quote.inner_start, end=quote.inner_end, owner=owner)
            at = quote.end
        return
    told = titled and _TOLD_BY.match(text, begin, titled[-1].start) is not None
    closing = (
        titled[-1]
        if titled and (rule == "row" or grade or told or _DID.search(text, begin, titled[-1].start))
        else None
    )
    if closing and closing.end >= stop and begin < closing.start and _told_first(text, begin, closing):
        # 우수상: 방치된 폐기물 문제를 푼 ‘예산은 줄이고 삶의 질은 높이다’: told first, then named.
        first = place_at(places, begin, begin + _OWNER_WITHIN)
        named = first is not None and _OWNING_NAME.match(text, first.end) is not None
        yield model.having(start=closing.inner_start, end=closing.inner_end, owner=first if named else None)
        return
    owner = None
    note = trailing_note(text, begin, stop)
    if note and (_OFFICE_NOTE.fullmatch(note[2]) or WINNER_NOTE.fullmatch(note[2]) or _AMOUNT.fullmatch(note[2])):
        stop = note[0]
    elif note and is_owner_phrase(text, note[1] - 1 - len(note[2]), note[1] - 1, places, strict=True):
        owner = place_at(places, note[0], note[1])
        stop = note[0] if _owns(owner) else stop
        owner = owner if _owns(owner) else None
    place = place_at(places, begin, begin + 8)
    if place and place.kind != "anaphor" and (owners_lead or place.tail == "의") and stop - place.end > 6:  # noqa: PLR2004  a title is left
        owner = place
        begin = place.end + (1 if place.tail == "의" else 0)
        office = _OFFICE_OF.match(text, begin, stop)
        begin = (
            office.end()
            if office and stop - office.end() > _OWNER_WITHIN and " " in text[office.end() : stop]
            else begin
        )
    parted = (
        _PARTED.match(text, place.end, stop)
        if place and place.kind != "anaphor" and owner is None and place.start - begin <= 1
        else None
    )
    if parted and " " in text[parted.end() : stop]:
        owner, begin = place, parted.end()
    begin, stop = trim(text, begin, stop)
    who = who_told(text, begin, stop, places)
    owner, stop = who or (owner, stop)
    stop = before_doer(text, begin, stop)
    if is_title_like(text[begin:stop]):
        yield model.having(start=begin, end=stop, owner=owner)


_TITLE_QUOTE = 6  # code points
_DID = re.compile(
    r"[을를]\s(?:[가-힣]{1,4}한|[가-힣]?(?:푼|낸|줄인|늘린|살린|바꾼|이룬|높인|낮춘|없앤))\s?$"
)  # △문제를 푼 ‘…’
_BY_SIGN = re.compile(r"[가-힣·]{2,12}(?:과|실|관|소|팀|국|센터)(?:\s?=\s?|\s[-–—]\s)")  # 교통과=부산시의 …
# 민원서비스 혁신 : …, a field or an office before what it holds.
_LABEL = re.compile(r"(?P<name>[가-힣A-Za-z·\s]{2,24}?)\s?[:：]\s?")
_WHOLE_QUOTE, _NAME_QUOTE = 10, 6  # code points: a title; a name, not a word in marks
_OWNING_NAME = re.compile(
    r"\s?(?:의\s|(?:[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|담당관|센터|본부)|[가-힣]{0,6}보건소)(?:의)?\s)"
)
_TOLD_BY = re.compile(
    r"\s?[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|센터|보건소|사업소|본부|공사|공단|[시군구]|청)(?:이|가)\s"
)  # ▲민원과가 그림을 넣은 ‘그림 민원서’
_FINAL_N = 4  # 한, 푼, 이룬, 는: the final consonant of a clause that describes what follows


def _told_first(text: str, begin: int, quote: Quote) -> bool:
    """Tell a title behind what it did: long enough, or described by a clause; ``찾아가는 ‘행복버스’`` is one title."""
    size = quote.inner_end - quote.inner_start
    last = text[begin : quote.start].rstrip()[-1:]
    clause = "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 == _FINAL_N
    return size >= _WHOLE_QUOTE or (size >= _NAME_QUOTE and clause)


_HELD_IN = re.compile(rf"(?:{GRADES})\s?\((?P<inside>[^()]{{8,}})\)$")
# 옥천군 - 제목, 옥천군 안전총괄과: 제목
_PARTED = re.compile(
    r"(?:\s[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|소|센터|담당관))?\s?(?:[:：|/]|\s[-–—]\s|[-–—]\s|,\s(?=[^,]*$))\s?"
)
_OFFICE_OF = re.compile(
    r"\s?[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부)의\s|\s(?:[가-힣A-Za-z0-9·]{1,12}(?:(?<![성효결교])과|팀|담당관)|보건소|농업기술센터)\s"
)


def _owner_behind(text: str, at: int, end: int, places: Sequence[Place]) -> Place | None:
    """Return the owner in brackets behind a quoted title: ‘…’(대덕구)."""
    bracket = re.match(r"\s?\(([^()]{2,24})\)", text[at:end])
    return place_at(places, at, at + bracket.end()) if bracket else None


_NO_WORK_NOTE = re.compile(
    r"\d{2}세$|^(?:\d|상금|시상금|사진|전\s|현\s|가운데|왼쪽|오른쪽)|만\s?원|직무대|[가-힣]{2,4}\s(?:주무관|팀장|과장)$"
)


def person_note(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place | None] | None:
    """Return the title in brackets behind the person who won with it, and whose it is: 민원과 이바다 주무관(글 대신 그림 민원서)."""
    match = PERSON_NOTE.match(text, start, end)
    if match is None or _NO_WORK_NOTE.search(match["title"]) or not is_title_like(match["title"]) or " " not in match["title"]:  # fmt: skip
        return None
    owner = next((place for place in places_in(places, *match.span("who")) if place.kind != "anaphor"), None)
    return *match.span("title"), owner


# (민원과 이바다), (민원과 이바다 주무관): who won
_AN_OFFICE = r"(?:보건소|의회|[가-힣A-Za-z0-9·]{1,12}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|면|읍|동))"
WINNER_NOTE = re.compile(
    r"[가-힣]{2,8}\s\d급\s[가-힣]{2,4}|"  # 교육행정 8급 이바다
    rf"{_AN_OFFICE}[,·]\s?[가-힣]{{2,4}}(?:\s(?:{POSITIONS}))?(?:[,·]\s?[가-힣]{{2,4}})*(?:\s외\s\d+명)?|{_AN_OFFICE}\s[가-힣]{{2,4}}(?:[,·]\s?[가-힣]{{2,4}})+|[가-힣]{{2,4}}[,·]\s?{_AN_OFFICE}|"
    rf"(?:보건소|의회|[가-힣A-Za-z0-9·]{{1,12}}(?:과|실|팀|국|담당관|보건소|사업소|센터|본부|면|읍|동))\s[가-힣]{{2,4}}(?:\s(?:{POSITIONS}))?(?:\s외\s\d+명)?|[가-힣]{{2,4}}\s(?:{POSITIONS})(?:\s외\s\d+명)?|[가-힣]{{2,14}}(?:교육지원청|교육청|초등학교|중학교|고등학교|초|중|고|유치원)\s[가-힣]{{2,4}}(?:\s(?:[가-힣]{{0,4}}(?:{POSITIONS})|교사|교장|교감|장학사|장학관))?"
    rf"|[가-힣0-9]{{1,10}}(?:부|처|청|시|군|구|도|공사|공단|원|위원회)(?:[·,]\s?[가-힣0-9]{{1,10}}(?:부|처|청|시|군|구|도|공사|공단|원|위원회))+"
)
_WINNER_FIRST = re.compile(rf"(?:{WINNER_NOTE.pattern})\s?[/|]\s?")  # 농정과 이바다 / 논두렁 물꼬 막대
_AMOUNT = re.compile(
    r"[\d,.]+\s?(?:조|억|천만|백만|만|천)?\s?(?:[\d,]+\s?(?:천만|백만|만|천)\s?)?(?:원|표)|[가-힣]{1,4}\s?[\d,]+\s?(?:장|표|점|개|%)"
)  # (3000만 원), (1,114표)
_OFFICE_NOTE = re.compile(r"[가-힣·]{3,16}(?:위원회|공사|공단|재단|교육청|소방서|경찰서|농업기술센터)")


def without_note(text: str, draft: CaseDraft, places: Sequence[Place]) -> CaseDraft:
    """Return a draft without the office that ends its quoted title: ‘바닥으로 듣는 건널목(교통과)’."""
    note = trailing_note(text, draft.start, draft.end)
    if note is None:
        return draft
    inside = note[1] - 1 - len(note[2]), note[1] - 1
    if (
        not WINNER_NOTE.fullmatch(note[2])
        and not _AMOUNT.fullmatch(note[2])
        and not is_owner_phrase(text, *inside, places, strict=True)
    ):
        return draft
    return draft.having(end=note[0], owner=draft.owner or place_at(places, *inside))


def _owns(place: Place | None) -> bool:
    """Tell a body of the state in brackets behind a title (its owner) from a league or a brand (part of the title)."""
    return (
        place is None
        or place.kind != "organisation"
        or re.search(r"(?:부|처|청|공사|공단|원|위원회|소방서|경찰서)$", place.surface) is not None
    )


def _quote_is_title(text: str, begin: int, stop: int, quote: Quote) -> bool:
    """Tell an owner with a quoted title (서산시 ‘…’) from a title that begins with a quotation ('종이 없는' 회의)."""
    rest = re.sub(r"\([^()]*\)|[「‘“『][^」’”』]*[」’”』]", "", text[quote.end : stop])
    return quote.start > begin or not rest.strip(" ,.·()") or _COUNTED_BEHIND.match(rest) is not None


_COUNTED_BEHIND = re.compile(r"\s?(?:등\s)?(?:총\s)?(?:\d{1,2}|두|세|네)\s?(?:개|건|편|가지)")  # ‘…’ 2건이


_OWNER_FILLER = re.compile(rf"(?:{GRADES}|제?\d{{1,2}}위|도|시|군|구|본청|[,·:：\s\-–—]|의|은|는|와|과|및)+")


def is_owner_phrase(text: str, start: int, end: int, places: Sequence[Place], *, strict: bool = False) -> bool:
    """Tell whether a stretch is nothing but an owner: institution, department, rank, grade."""
    rest = []
    at = start
    for place in places_in(places, start, end):
        rest.append(text[at : place.start])
        at = place.end + len(place.tail if text[place.end : place.end + len(place.tail)] == place.tail else "")
    rest.append(text[at:end])
    left = " ".join(rest)
    named = at != start
    left = (
        _DEPARTMENT.sub(" ", left)
        if not strict or named
        else re.sub(rf"^(?:[도시군구]\s)?{_DEPARTMENT.pattern}$", "", left.strip())
    )
    return _OWNER_FILLER.fullmatch(left.strip() or " ") is not None and bool(text[start:end].strip() or not strict)


def last_owner(places: Sequence[Place], start: int, end: int) -> Place | None:
    """Return the last name in a stretch: the one next to what it owns."""
    inside = places_in(places, start, end)
    return inside[-1] if inside else None
