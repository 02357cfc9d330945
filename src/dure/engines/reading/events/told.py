"""Events told at the head of a page in other words than a name: a vote on the year's best, a body that is formed, bodies chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.events.draft import HEADS, EventDraft, breaks, specific

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dure.engines.reading.prose import Paragraph, Prose

_HEAD = 3  # paragraphs that say what a page reports
_FORMED_BODY = (
    r"[가-힣A-Za-z]{1,12}(?:보드|자문단|평가단|참여단|심사단|추진단|서포터즈|기획단|위원회|협의회|협의체|포럼|연구회)"
)


def told(prose: Prose) -> Iterator[EventDraft]:
    """Yield the events of a page about administration that its first sentences tell in other words than a name."""
    polled = any(_POLL_SIGN.search(prose.text, p.start, p.end) for p in prose.body)
    yield from _best_of(prose, polled=polled)
    for number, paragraph in enumerate(prose.body[:_HEAD]):
        near = 2.5 - 0.5 * number
        yield from _vote(prose, paragraph, near)
        yield from _formed(prose, paragraph, near)
        yield from _bodies(prose, paragraph, near)
        yield from _gathered(prose, paragraph, near)
        yield from _opened(prose, paragraph, near)
    yield from _judged(prose)


_POLL_SIGN = re.compile("투표|설문")
# 2013년 서울시 10대 뉴스, 올해의 시정 베스트 10
_BEST_OF = re.compile(
    r"(?P<name>(?:[가-힣0-9]{1,12}\s){0,4}?(?:[1-9]\d?대\s?(?:우수\s?|최고\s?)?(?:뉴스|성과|시책|정책|사업|사건)|(?:베스트|[Bb]est)\s?\d{1,2}))(?![0-9가-힣]{2})"
)
_BEST_SIGN = re.compile(r"대\s?(?:우수\s?|최고\s?)?(?:뉴스|성과|시책|정책|사업|사건)|(?:베스트|[Bb]est)\s?\d")


# … 10대 뉴스를 뽑았다, 10대 뉴스 선정, 베스트 10에 선정됐다
_CHOSEN_THEM = re.compile(
    r"[’'”\"」]?\s?(?:선정|발표|결과|(?:을|를)\s(?:[^.,]{0,20}\s)?(?:뽑|선정|발표|골[라랐]|가려)|에\s(?:[^.,]{0,10}\s)?(?:선정|뽑|꼽))"
)


def _best_of(prose: Prose, *, polled: bool) -> Iterator[EventDraft]:
    """Yield what the people vote on once a year: 2013년 서울시 10대 뉴스."""
    titles = [paragraph for paragraph in prose.headings if paragraph.title]
    for paragraph in (*titles, *prose.body[:_HEAD]):
        sign = _BEST_SIGN.search(prose.text, paragraph.start, paragraph.end)
        match = sign and _BEST_OF.search(prose.text, max(paragraph.start, sign.start() - _BEFORE), paragraph.end)
        if match and (polled or _CHOSEN_THEM.match(prose.text, match.end("name"))):
            start, name = _own_words(match.start("name"), match["name"])
            yield EventDraft(start, match.end("name"), name, "participation", "event-best", 4.4 + specific(name))
            return


_BEFORE = 36


def _own_words(start: int, words: str) -> tuple[int, str]:
    """Return where the words behind the last particle begin, and these: 시민이 뽑은 올해의 뉴스 is 올해의 뉴스."""
    begin = 0
    for word in re.finditer(r"\S+", words):
        if breaks(word[0]) and word.end() < len(words) and word[0] not in _OF_THE_YEAR:
            begin = word.end() + 1
    return start + begin, words[begin:]


_OF_THE_YEAR = frozenset({"올해의", "이달의", "한해의", "찾아가는"})
# 우수공무원과 우수부서를 가리기 위한 국민투표를 진행한다
_VOTE = re.compile(
    r"(?P<what>(?:[가-힣0-9·]{2,14}\s){0,4}?[가-힣·]{2,14})(?:을|를)\s(?:가리|뽑|고르|선정하|선발하|정하)(?:기\s위한|는)\s(?P<vote>(?:온라인\s)?(?:국민|시민|주민|군민|구민|도민|직원)?\s?(?:온라인\s)?(?:투표|설문조사|설문))(?:를|을)\s"
)
# 우수사례 선정을 위한 군민투표에 들어간다, 우수사례를 가리기 위해 9일부터 … 시민 온라인투표를 벌인다
_VOTE_HELD = re.compile(
    r"(?P<what>(?:(?:19|20)\d\d년\s)?(?:[가-힣0-9·]{2,14}\s){0,4}?[가-힣·]{2,14})(?:\s(?:선정|선발)을\s위[한해]|(?:을|를)\s(?:가리|뽑|고르|선정하|선발하|정하|가려내)(?:기\s위해|려고|고자))\s[^.]{0,60}?(?P<vote>(?:국민|시민|주민|군민|구민|도민|직원)?\s?(?:온라인|모바일|현장)?\s?투표)(?:에|를|을)\s(?:[^.,]{0,12}\s)?(?:들어|벌|진행|실시|연다|열|시작|한다|했다|부친|부쳤)"
)
_VOTE_SIGN = re.compile(r"(?:위한|위해|려고|고자|는)\s[^.]{0,60}(?:투표|설문)")


def _vote(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    if not _POLL_SIGN.search(prose.text, paragraph.start, paragraph.end):
        return
    sign = _VOTE_SIGN.search(prose.text, paragraph.start, paragraph.end)
    match = sign and (
        _VOTE.search(prose.text, paragraph.start, paragraph.end)
        or _VOTE_HELD.search(prose.text, paragraph.start, paragraph.end)
    )
    if match:
        words = re.sub(r"(?<=[가-힣]{3})(?:과|와)(?=\s)", " 및", match["what"])
        _, name = _own_words(0, words)
        start, end, vote = match.start("what"), match.end("vote"), match["vote"]
        yield EventDraft(start, end, f"{name} 선정 {vote}", "participation", "event-vote", 2.0 + near + specific(name))


# 2024년 소통 주니어보드를 꾸리고 22일 발대식을 열었다; 25명을 ‘도정혁신자문단’ 위원으로 위촉했다. 위촉식이 끝난 뒤
_FOUNDED = re.compile(
    rf"(?P<body>(?:(?:19|20)\d\d년\s)?(?:[가-힣·]{{2,8}}\s){{0,2}}?{_FORMED_BODY})[’'”\"」』]?(?:을|를)\s(?:꾸리|구성하|출범시키|만들|모집하)(?:고|여)\s[^.]{{0,24}}?(?P<act>발대식|위촉식|출범식|발족식)"
)
_APPOINTED = re.compile(
    rf"(?P<body>(?:[가-힣·]{{2,8}}\s){{0,2}}?{_FORMED_BODY})[’'”\"」』]?\s(?:[가-힣]{{2,4}}\s)?(?:위원|단원|자문위원)으로\s(?:새로\s)?위촉(?=했|하고|한\s뒤)"
)
_FORMED_SIGN = re.compile("발대식|위촉|출범식|발족식")


def _formed(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    if not _FORMED_SIGN.search(prose.text, paragraph.start, paragraph.end):
        return
    match = _FOUNDED.search(prose.text, paragraph.start, paragraph.end)
    act = match["act"] if match else "위촉식"
    if not match:
        match = _APPOINTED.search(prose.text, paragraph.start, paragraph.end)
    if match:
        start, name = _own_words(match.start("body"), match["body"])
        end = match.end("body")
        yield EventDraft(start, end, f"{name} {act}", HEADS[act], "event-formed", 2.0 + near)


# 혁신으로 사회적 가치를 살린 우수 지방공공기관 25곳을 내놓고
_BODIES = re.compile(
    r"(?P<name>(?:(?:(?:19|20)\d\d년\s)?[가-힣·]{2,14}\s){0,3}?(?:최?우수|선도|모범)\s?(?:[가-힣]{2,6}\s?)?(?:기관|지자체|자치단체|지방정부|시군|시·군|부처))\s?\d{1,3}(?:곳|개|개\s?(?:기관|지자체|시군))(?:을|를)\s(?:[^.,]{0,16}\s)?(?:선정|뽑|정했|정하|골랐|고르|발표|내놓|확정)"
)
_BODIES_SIGN = re.compile(r"(?:기관|지자체|단체|지방정부|시군|시·군|부처)\s?\d{1,3}[곳개]")


def _bodies(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    sign = _BODIES_SIGN.search(prose.text, paragraph.start, paragraph.end)
    match = sign and _BODIES.search(prose.text, max(paragraph.start, sign.start() - _BEFORE), paragraph.end)
    if match:
        start, name = _own_words(match.start("name"), match["name"])
        yield EventDraft(start, match.end("name"), f"{name} 선정", "assessment", "event-bodies", 1.6 + near)


# 직원을 상대로 공모한 U-BOX(아이디어상자)의 결과가 나왔다
_GATHERED = re.compile(
    r"공모한\s(?P<name>(?:[가-힣A-Za-z0-9·-]{2,14}\s){0,3}?[가-힣A-Za-z0-9·-]{2,16}(?:\([^()]{2,16}\))?)(?:의|에\s대한)?\s(?:심사\s)?결과"
)
# 만족도를 물은 결과
_ASKED = re.compile(
    r"(?P<what>(?:[가-힣]{2,8}\s){0,2}?[가-힣]{0,6}만족도)(?:를|을)\s(?:[^.,]{0,12}\s)?(?:물은|조사한|살핀)\s결과"
)
_GATHERED_SIGN = re.compile(r"공모한\s|만족도[를을]\s")


def _gathered(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    """Yield what was gathered, by its result: entries of a call, answers of those who were asked."""
    if not _GATHERED_SIGN.search(prose.text, paragraph.start, paragraph.end):
        return
    call = _GATHERED.search(prose.text, paragraph.start, paragraph.end)
    if call:
        yield EventDraft(*call.span("name"), call["name"], "contest", "event-gathered", 1.8 + near)
    asked = _ASKED.search(prose.text, paragraph.start, paragraph.end)
    if asked:
        start, name = _own_words(asked.start("what"), asked["what"])
        end = asked.end("what")
        yield EventDraft(start, end, f"{name} 조사", "assessment", "event-gathered", 1.8 + near)


# 옥천군 2007 창의 아이디어 심사 결과: a heading
_JUDGED_RESULT = re.compile(
    r"(?P<name>(?:(?:19|20)\d\d년?|제\d{1,3}회|상반기|하반기)\s(?:[가-힣·]{2,12}\s){1,4}심사)\s?결과"
)


def _judged(prose: Prose) -> Iterator[EventDraft]:
    for paragraph in prose.headings:
        match = _JUDGED_RESULT.search(prose.text, paragraph.start, paragraph.end)
        if match:
            yield EventDraft(*match.span("name"), match["name"], "contest", "event-judged", 3.0, heading=True)


# 찾아가는 현장민원실을 꾸린다; ‘마을기록관’을 연다; … 지원사업에 진도군이 뽑혔다
_VISITING_SERVICE = re.compile(
    r"(?P<name>(?:찾아가는|이동)\s?(?:[가-힣]{1,8}\s){0,4}?[가-힣]{0,6}(?:민원실|처리제|상담실|상담소|신고센터|사무소|군수실|시장실))[’'”\"」』]?(?:을|를|이|가)\s(?:[^.,]{0,40}\s)?(?:꾸[린려렸]|차[렸린려]|운영|연다|열[었린렸려]|펼[친쳤]|실시)"
)
_VISITING_SIGN = re.compile(r"찾아가는|이동\s?[가-힣]{2}")
_STAYS_OPEN = re.compile(
    r"^[’'”\"」』]?(?:을|를|이|가)\s(?:[^.,]{0,30}\s)?(?:개설[한했하]|문을\s연|연다고?[\s.]|열었다고?[\s.]|오픈[한했하])"
)
_PLACE_OR_SERVICE = re.compile(r"(?:관|센터|플랫폼|누리집|홈페이지|시스템|포털|창구|게시판|서비스)$")
_PROGRAMME = re.compile(
    r"(?P<name>(?:[가-힣A-Za-z·]{2,10}\s){1,4}(?:지원|조성|육성|활성화)\s?사업)에\s(?:[^.,‘“]{0,24}\s)?(?:뽑혔|선정됐|선정되)"
)
_PROGRAMME_SIGN = re.compile(r"사업에\s")
_NAME = range(4, 31)


def _opened(prose: Prose, paragraph: Paragraph, near: float) -> Iterator[EventDraft]:
    """Yield what is opened and stays, or a programme that somebody was chosen for: the page's event where no other is told."""
    match = None
    if _VISITING_SIGN.search(prose.text, paragraph.start, paragraph.end):
        match = _VISITING_SERVICE.search(prose.text, paragraph.start, paragraph.end)
    if not match and _PROGRAMME_SIGN.search(prose.text, paragraph.start, paragraph.end):
        match = _PROGRAMME.search(prose.text, paragraph.start, paragraph.end)
    if match:
        visiting = _VISITING_SIGN.match(match["name"]) is not None  # 찾아가는 지적업무 등 현장민원실 is one name
        start, name = (
            (match.start("name"), match["name"]) if visiting else _own_words(match.start("name"), match["name"])
        )
        if len(name.split()) > 1:
            end = match.end("name")
            yield EventDraft(start, end, name, "other", "event-opened", 0.8 + near)
    for quote in paragraph.quotes:
        inner = prose.text[quote.inner_start : quote.inner_end]
        if (
            len(inner) in _NAME
            and _PLACE_OR_SERVICE.search(inner)
            and _STAYS_OPEN.match(prose.text[quote.inner_end : quote.end + 44])
        ):
            yield EventDraft(quote.inner_start, quote.inner_end, f"{inner} 개설", "other", "event-opened", 1.3 + near)
