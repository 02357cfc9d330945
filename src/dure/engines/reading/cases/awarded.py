"""Cases named without marks beside what they won: 우수상은 A와 B가 받았다, A가 최우수상을, B가 우수상을 받았다, 2위는 B였다.

Each title stands between its grade and the verb, or before its grade; 와/과 joins two where both say enough to be one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, places_in
from dure.engines.reading.cases.lists import is_owner_phrase
from dure.engines.reading.cases.phrases import NO_WORK
from dure.engines.reading.cases.plainlists import OFFICE, plain_part
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import is_concrete, is_named, phrase_start
from dure.engines.reading.titles import is_title_like, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

_MAYBE = re.compile(r"우수|장려|상(?<=[가-힣].)|표창|위(?<=\d.)|입선|(?:사례|시책|정책|사업)인\s")
_SIGN = re.compile(rf"{GRADES}|[1-9]위")
_HEAD = re.compile(
    rf"(?<![가-힣0-9])(?P<grade>{GRADES}|[1-9]위)(?:상)?(?:\s?(?:제안|사례|시책|과제|아이디어|정책|작품))?(?:의\s(?:영예|영광)(?:은|는)|작(?:은|에는|으로는)|은|는|에는|에|으로는|로는)\s"
)
_VERB = (
    r"(?:(?:각각|나란히|최종|함께|모두|차례로|잇따라|공동으로)\s)*"
    r"(?:(?:수상의\s)?(?:영예|영광)(?:을|를|에)\s)?(?:받[았으고]|선정[됐되]|뽑[혔히]|차지[했하]|돌아[갔가]|올랐|안[았으고]|수상[했하]|결정[됐되]|꼽[혔히]|거머[쥐쥔줬]|채택[됐되]|확정[됐되]|탔|타[며고]|따[냈내]|낙점)"
)
_CLOSE = re.compile(rf"(?:\s등)?(?:이|가|을|를|에|에게|로|으로|도)\s{_VERB}[^,.]{{0,8}}[,.]?\s*$")
_COPULA = re.compile(r"(?:이다|다|이었다|였다|입니다|이었습니다|였습니다)\.?\s*$")
_LINK = re.compile(r"(?:이|가|을|를|에|로|으로)?[,\s]+(?:이어\s|또\s|그리고\s)?$")
_COMMA = re.compile(r",\s+|(?:을|를)\s비롯(?:해서?|하여|한)?,?\s")
_JOINT = re.compile(
    r"(?<=[가-힣)])(?:(?<![사효성학결치내모])과|(?<!기)와)\s(?!함께|더불어|연계|협력|협업|소통|같은|다른|이웃|나누|만드|만든|손잡)(?=[가-힣A-Za-z0-9])"
)
_SHARED_VERB = re.compile(r"(?:을|를)\s(?:잇|연결|묶|함께|오가|합[치친]|결합|아우르|아우른|엮)")
_EACH = re.compile(r"각각|나란히|공동|\d\s?건|두\s건|세\s건")
_LONG, _LEAST = 3, 2
_PRESENTED = re.compile(
    r"^(?P<title>.{6,}?)(?:을|를)\s(?:발표한|소개한|제출한|출품한|제안한|추진한|운영한|운영하는|선보인|내놓은|낸|내세운)\s(?P<who>[^,]{2,30})$"
)
_WHO_END = re.compile(rf"(?:{OFFICE}|[가-힣]{{2,8}}(?:시|군|구|도|교육청|학교))$")
_BY = re.compile(
    rf"\s*(?:[가-힣]{{2,8}}(?:시|군|구|도)\s)?(?:{OFFICE}|[가-힣]{{2,8}}(?:시|군|구|도))(?:이|가|에서)\s(?:낸|제출한|출품한|발표한|제안한|추진한|운영하는|운영한|내놓은|선보인|만든)\s"
)
_BEFORE_GRADE = re.compile(
    rf"(?P<title>[^,.‘“'\"()]{{8,60}}?)(?:이|가)\s(?P<grade>{GRADES}|[1-9]위)(?:상)?(?:(?:을|를|에|으로|로)|\s?사례(?:로|에))(?=,|\s{_VERB}|\s(?:이름을|영예를|영광을))"
)
_NOBODY = re.compile(
    rf"(?:(?<![가-힣])(?:{POSITIONS})|들|\s씨|[가-힣]님|직원|주민|학생|교사|시민|공무원|동아리|모임|연구회|위원회|협의회|기관|부서|팀|담당|소방서|경찰서|보건소|지자체|기업|(?<![사효성결치모학내])과|담당관)$|^(?:높은|좋은|후한|우수한)\s(?:점수|평가)(?:를|을)\s"
)
_SAYS_OTHER = re.compile(
    r"^등\s|등$|등급|곳$|가장\s|제공|수여|지급|주어|평가|심사|대회|선정|(?:시상|표창|인센티브|컨설팅)|\d+(?:건|점|명|위)"
)
_NAMED = re.compile(
    r"(?<![가-힣])(?:대표|우수|혁신|모범)\s?(?:사례|시책|정책|사업)인\s(?P<title>[^.,‘“'\"()]{6,50}?)(?:은|는)\s"
)
_POLL = re.compile(r"투표|표를|득표|정책|사례|시책|사업|제안")


def awarded_cases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield the titles without marks that a sentence names beside what they won."""
    text = prose.text
    if not _MAYBE.search(text, paragraph.start, paragraph.end):
        return
    for start, end in paragraph.sentences:
        if any(start <= item.start < end for item in paragraph.items) or any(
            quote.start < end and start < quote.end for quote in paragraph.quotes
        ):
            continue
        if _SIGN.search(text, start, end):
            yield from _graded_notes(text, start, end, places, group)
            yield from _behind_grades(text, start, end, places, group)
            yield from _before_grades(text, start, end, places, group)
            yield from _both(text, start, end, places, group)
        yield from _both_with(text, start, end, places, group)
        yield from _called(text, start, end, group)


def _behind_grades(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """최우수상에는 물길 옆 책방이, 우수상에는 농정과의 A와 주택과의 B가 각각 선정됐다."""
    heads = list(_HEAD.finditer(text, start, end))
    heads = [head for head in heads if not head["grade"].endswith(("기관", "등급"))]
    if not heads or (heads[0]["grade"].endswith("위") and not _POLL.search(text, max(0, start - 200), end)):
        return
    each = _EACH.search(text, heads[0].end(), end) is not None
    for number, head in enumerate(heads):
        last = number + 1 == len(heads)
        stop = end if last else heads[number + 1].start()
        close = _CLOSE.search(text[head.end() : stop])
        if close is None and last:
            close = _COPULA.search(text[head.end() : stop])
            if close is None or not is_named(text[head.end() : stop]):
                continue
        if close is None:
            close = _LINK.search(text[head.end() : stop])
        if close is None:
            continue
        found: list[tuple[int, int, Place | None]] = []
        for a, b in _titles(text, head.end(), head.end() + close.start(), each=each):
            part = _one(text, a, b, places)
            if part is None:
                found = []
                break
            found.append(part)
        for begin, finish, owner in found:
            yield CaseDraft(begin, finish, group, "award-plain", 0.75, grade=head["grade"], grade_span=head.span("grade"), owner=owner)  # fmt: skip


_GRADED_NOTE = re.compile(
    rf"(?<![가-힣])(?P<grade>{GRADES})(?:상)?\s(?P<title>[^()‘“'\",]{{6,50}}?)\s?\((?P<who>{OFFICE}|[가-힣]{{2,8}}(?:시|군|구))\)(?=[,.·\s]|$|(?:으로|로|이|가|에)\s)"
)


def _graded_notes(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """최우수상 골목 우산 수선대(도시과), 우수상 빈 상가 목공소(경제과): at least two, without a verb."""
    found = list(_GRADED_NOTE.finditer(text, start, end))
    if len(found) < _LEAST:
        return
    for match in found:
        begin, stop = trim(text, *match.span("title"))
        if is_title_like(text[begin:stop]) and " " in text[begin:stop] and not _SAYS_OTHER.search(text[begin:stop]):
            owner = next(iter(places_in(places, *match.span("who"))), None)
            yield CaseDraft(begin, stop, group, "award-plain", 0.75, grade=match["grade"], grade_span=match.span("grade"), owner=owner)  # fmt: skip


def _titles(text: str, start: int, end: int, *, each: bool) -> Iterator[tuple[int, int]]:
    """Yield the stretches between commas and the 와/과 that join two titles."""
    at = start
    marks = [*_COMMA.finditer(text, start, end), *_JOINT.finditer(text, start, end)]
    for mark in sorted(marks, key=lambda one: one.start()):
        if mark.re is _COMMA or _joins(text, at, mark, end, each=each):
            yield at, mark.start()
            at = mark.end()
    yield at, end


def _joins(text: str, start: int, joint: re.Match[str], end: int, *, each: bool) -> bool:
    """Tell whether 와/과 joins two titles, not two words of one: both have words enough, or the second has its owner."""
    left = text[start : joint.start()].split()
    right = text[joint.end() : end].split(", ", maxsplit=1)[0]
    if len(left) < _LEAST or len(right.split()) < _LEAST or _SHARED_VERB.search(right):
        return False
    owned = re.match(rf"(?:{OFFICE}|[가-힣]{{2,8}}(?:시|군|구))(?:의)?\s", right) is not None
    return each or owned or (len(left) >= _LONG and len(right.split()) >= _LONG)


def _one(text: str, start: int, end: int, places: Sequence[Place]) -> tuple[int, int, Place | None] | None:
    begin, stop = trim(text, start, end)
    shown = _PRESENTED.match(text[begin:stop])
    if shown and _WHO_END.search(shown["who"]):
        owner = next(iter(places_in(places, begin + shown.start("who"), stop)), None)
        stop = begin + shown.end("title")
        words = text[begin:stop]
        return (begin, stop, owner) if is_title_like(words) and len(words.split()) >= _LEAST else None
    by = _BY.match(text, begin, stop)
    begin = by.end() if by else begin
    part = plain_part(text, begin, stop, places, graded=True)
    if part is None or _NOBODY.search(text[part[0] : part[1]]) or is_owner_phrase(text, part[0], part[1], places):
        return None
    if text[part[1] - 1] == "의":
        part = (part[0], part[1] - 1, *part[2:])  # …의 사례가
    words, inside = text[part[0] : part[1]], places_in(places, part[0], part[1])
    if any(place.end == part[1] for place in inside) or len(inside) > 1 or NO_WORK.search(words) or _SAYS_OTHER.search(words):  # fmt: skip
        return None  # … 상주시: who won; … 두 곳: how many
    return part[0], part[1], part[2]


def _before_grades(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """물길 옆 책방이 최우수상을, 빈집 텃밭 나눔이 우수상을 받았다."""
    for match in _BEFORE_GRADE.finditer(text, start, end):
        floor = max([match.start("title"), *(cut.end() for cut in _AHEAD.finditer(text, *match.span("title")))])
        begin = phrase_start(text, floor, match.end("title"), places)
        part = _one(text, begin, match.end("title"), places)
        if part is None or (match["grade"].endswith("위") and not _POLL.search(text, max(0, start - 200), start)):
            continue
        words = text[part[0] : part[1]]
        plain = is_concrete(words) or (len(words.split()) >= _LONG and sum(map(str.isalnum, words)) >= _LETTERS)
        if not plain or (_CLAUSE.search(words) and not DESCRIBES.search(words)):
            continue
        yield CaseDraft(part[0], part[1], group, "award-before", 0.7, grade=match["grade"], grade_span=match.span("grade"), owner=part[2])  # fmt: skip


_BOTH = re.compile(
    rf"(?P<one>[^,.‘“'\"()]{{8,50}}?)(?:와|과)\s(?P<other>[^,.‘“'\"()]{{8,50}}?)(?:이|가)\s(?:각각|나란히)\s(?P<first>{GRADES})(?:상)?(?:과|와)\s(?P<second>{GRADES})(?:상)?(?:을|를|에)\s{_VERB}"
)


def _both(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """논물 여닫는 마을 전화와 골목 밥상 나누기 사업이 각각 최우수상과 우수상을 받았다."""
    both = text.find("각각", start, end) >= 0 or text.find("나란히", start, end) >= 0
    match = _BOTH.search(text, start, end) if both else None
    if match is None:
        return
    one = _one(text, phrase_start(text, start, match.end("one"), places), match.end("one"), places)
    other = _one(text, *match.span("other"), places)
    for part, grade in ((one, "first"), (other, "second")):
        if one and other and part and len(text[part[0] : part[1]].split()) >= _LONG:
            yield CaseDraft(part[0], part[1], group, "award-both", 0.7, grade=match[grade], grade_span=match.span(grade), owner=part[2])  # fmt: skip


# 군은 논둑 물꼬 번호 매기기와 폐교 마당 별 보기로 각각 행정, 관광 부문에서 수상했다
_WITH_BOTH = re.compile(
    r"(?P<one>[^,.‘“'\"()]{8,50}?)(?:와|과)\s(?P<other>[^,.‘“'\"()]{8,50}?)(?:\s사업)?(?:으로|로)\s각각\s[^.]{2,60}?(?:수상|상을\s|표창|영예|명예|영광|선정|뽑)"
)


# 군은 두 부문에서 각각 논둑 물꼬 번호 매기기와 폐교 마당 별 보기로 장려상을 받았다
_EACH_WITH = re.compile(
    rf"각각\s(?P<one>[^,.‘“'\"()]{{8,50}}?)(?:와|과)\s(?P<other>[^,.‘“'\"()]{{8,50}}?)(?:\s사업)?(?:으로|로)\s(?:{GRADES})(?:상)?(?:을|를)\s"
)


def _both_with(text: str, start: int, end: int, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """논둑 물꼬 번호 매기기와 폐교 마당 별 보기로 각각 행정, 관광 부문에서 수상했다."""
    match = _WITH_BOTH.search(text, start, end) if text.find("로 각각", start, end) >= 0 else None
    match = match or (_EACH_WITH.search(text, start, end) if text.find("각각 ", start, end) >= 0 else None)
    if match is None:
        return
    spans = (phrase_start(text, match.start("one"), match.end("one"), places), match.end("one")), match.span("other")
    if all(len(text[a:b].split()) >= _LONG and _one(text, a, b, places) for a, b in spans):
        for a, b in spans:
            yield CaseDraft(*trim(text, a, b), group, "award-both", 0.7)


_LETTERS = 6
# 심사 결과 …, 2위를 차지했으며 …: what stands before the title
_AHEAD = re.compile(r"결과,?\s|[했았었혔렸됐갔졌](?:고|으며),?\s|(?:이어|또한?|이외에?|그\s?밖에)\s")
_CLAUSE = re.compile(r"[가-힣](?:에서|에서는|은|는)\s")
DESCRIBES = re.compile(
    r"(?:하|되|있|없|오|가|우|리|기|키|치|이|히|살|열|쓰|주|보|놓|서|모으|나누|돌보|찾아가|만드|파|켜|먹|읽|찾|걷|듣|잇|짓|심|쉬|배우|가꾸|돕|줍|굽|쌓|닫|잡|깎|고치|다니|지키|바꾸|채우|비우|부르|빌리|알리|올리|내리|돌리|줄이|높이|늘리|막)는\s"
)


def _called(text: str, start: int, end: int, group: int) -> Iterator[CaseDraft]:
    """대표 사례인 물길 옆 무인 책방은 밤에도 불을 켠다."""
    match = _NAMED.search(text, start, end)
    if match is None:
        return
    begin, stop = trim(text, *match.span("title"))
    words = text[begin:stop]
    if is_title_like(words) and len(words.split()) >= _LONG and is_concrete(words) and not _NOBODY.search(words):
        yield CaseDraft(begin, stop, group, "called-plain", 0.65)
