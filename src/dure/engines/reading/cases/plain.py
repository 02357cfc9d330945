"""Cases named in plain words by what is said around them: whose entry won, what visitors saw, what the headline names, what was made.

A title without marks has no border of its own. Whose it is gives its beginning (…교육청의, …초가 낸); where nothing does, its noun
phrase is it, with the clause that describes it when that is short (``불 켜는 골목 상담소``) or when the noun alone says little.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import CaseDraft, Place, places_in
from dure.engines.reading.cases.awarded import DESCRIBES
from dure.engines.reading.cases.quotes import headline_drafts
from dure.engines.reading.casewords import GRADES, POSITIONS
from dure.engines.reading.clauses import adnominal, holds_title, is_concrete, is_named
from dure.engines.reading.prose import sentences_of
from dure.engines.reading.titles import is_title_like, normal, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.prose import Paragraph, Prose

_OWNED = re.compile(
    r"(?:(?<=\s)|^)(?P<owner>[가-힣A-Za-z0-9·]{1,14}(?:시|군|구|도|청|과|실|팀|초|중|고|학교|센터|본부|소방서|보건소|사업소|공사|공단|재단|도서관|의료원|병원))"
    r"(?:의|(?:이|가)\s(?:낸|내놓은|선보인|발표한|추진한|출품한|제안한|제출한|만든|운영하는|운영한|시작한))\s"
)
_TITLE_END = re.compile(r"[.,‘’“”'\"「」()△▲]|(?:을|를|이|가|도|은|는|과|와)(?=[\s,])|이?다\.")
_LONGEST = 50
_OWNED_SIGN = re.compile(
    r"시상대|1위|2위|3위|으뜸|수상|대상|금상|은상|동상|우수상|장려상|우수사례로|최우수|뽑[혔힌]|최고점|최고 점수|높은 점수|상을\s"
)
_WON_LATER = re.compile(
    rf"(?:[1-3]위(?:로|에|를)|시상대|으뜸|최고\s?점|높은\s점수|(?:{GRADES})(?:을|를|에|으로|로)?\s?(?:받|수상|차지|거머|선정|뽑|올랐|안았)|수상|우수\s?사례(?:로|에)\s?(?:선정|뽑))"
)
# 최우수상을 받은 환경과의 …, 최우수로 뽑힌 것은 환경과가 낸 …
_WON_AHEAD = re.compile(
    rf"(?:{GRADES}|[1-3]위)(?:을|를|에|로|으로)?\s(?:받은|수상한|차지한|거머쥔|안은|뽑힌|오른|선정된)\s(?:것은\s|사례는\s)?$"
)
_NO_TITLE = re.compile(
    r"(?:기관|부서|평가|대회|심사|점수|상|위원|공무원|직원|주무관|노력|성과|경우|사례|발표|의견|관심|호응|제안|참여|협력|협조|지원|시상|영예|결과|비율|수준|방침|계획|입장|설명|요청|조례|예산|사업비|시장|군수|구청장|교육감|사장|이사장|장관|팀장|과장|덤|것|뜻|말|생각|마음|까닭|이유|때문|일)$"
)


def owned_phrases(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield 공주교육지원청의 등굣길 우산 빌려주는 교문 함을 1위로, 대산초가 낸 급식 반찬 미리 투표도 시상대에 올랐다."""
    text = prose.text
    for start, end in paragraph.sentences:
        if not _OWNED_SIGN.search(text, start, end) or any(start <= item.start < end for item in paragraph.items):
            continue
        if any(quote.speech and quote.start <= start < quote.end for quote in paragraph.quotes):
            continue
        for match in _OWNED.finditer(text, start, end):
            close = _title_end(text, match.end(), end)
            if close is None:
                continue
            begin, stop = trim(text, match.end(), close[0])
            words = text[begin:stop]
            if (
                (
                    _WON_LATER.search(text, close[1], min(end, close[1] + _FAR)) is None
                    and not _WON_AHEAD.search(text, max(start, match.start() - _FAR), match.start())
                )
                or holds_title(paragraph.quotes, begin, stop)
                or len(words.split()) < _MIN_WORDS
                or not is_title_like(words)
                or not is_concrete(words)
                or _NO_TITLE.search(words)
                or _PLACED.search(words)
            ):
                continue
            owner = next(iter(places_in(places, match.start("owner"), match.end("owner"))), None)
            yield CaseDraft(begin, stop, group, "owned-phrase", 0.65, owner=owner)


def _title_end(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a title that begins at ``start`` ends: before the first particle that follows a noun."""
    for match in _TITLE_END.finditer(text, start, min(end, start + _LONGEST)):
        if match[0] in "‘’“”'\"「」()△▲":
            return None
        if match[0] == "." or (match[0] == "은" and adnominal(text, match.end())):
            continue
        if match[0] == "는" and DESCRIBES.search(text, max(start, match.start() - 3), match.end() + 1):
            continue
        if len(text[start : match.start()].split()) >= _MIN_WORDS and not _NOUN.search(text, start, match.end()):
            return match.span()
    return None


_PLACED = re.compile(
    r"\d+\s?(?:건|명|곳|개|팀|위)|[가-힣](?:에서|에게|부터|까지|으로|은|는|(?<!마)을|를|했고|했으며|하고|하며)\s[가-힣]{1,6}$|"
    rf"(?:{GRADES})"
)
_MIN_WORDS = 3


def headline_named(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield what the headline quotes and says won, where the body says it without marks."""
    del places
    text = prose.text
    for heading in prose.headings:
        for draft in headline_drafts(prose, heading) if heading.title else ():
            words = text[draft.start : draft.end]
            at = text.find(words, paragraph.start, paragraph.end) if len(normal(words)) >= _LONG_NAME else -1
            if at >= 0 and len(words.split()) >= _MIN_WORDS and not _WHO_GAVE.match(text, at + len(words)):
                yield CaseDraft(at, at + len(words), group, "headline-named", 0.75)


# … (리더 이바다)가 낸: a team, not what it handed in
_WHO_GAVE = re.compile(
    r"[’'”]?\s?(?:팀)?\s?(?:\((?:리더|팀장|대표|회장)[^()]*\))?(?:이|가)\s(?:낸|제안한|발표한|제출한)\s"
)
_LONG_NAME = 8
_SEEN = re.compile(
    r"(?<=[가-힣])\s?(?:을|를)\s(?:(?:차례로|직접|함께|잇따라|꼼꼼히|두루)\s)?(?:둘러봤|둘러보|살펴봤|살펴보|돌아봤|돌아보|견학했|견학하|체험했|찾아봤|지켜봤|타\s?봤|써\s?봤)"
    r"|(?<=[가-힣])\s?의\s(?:추진|운영|도입|조성|준비|설치|구축)\s?(?:배경|과정|사례|현황|방식|방법|성과|경험|비결)(?:과|와|을|를|,)?\s"
)
_SEEN_SIGN = re.compile(r"방문단|견학|방문했|찾았|배우|벤치마킹|둘러")
_HEARD = re.compile(r"들었|듣고|들은|배웠|청취|설명을|공유받|물었|둘러|익혔|살폈|살펴")
_AND = re.compile(r"(?<=[가-힣])\s?(?:와|과)\s(?=[가-힣0-9])")


def visited(prose: Prose, paragraph: Paragraph, places: Sequence[Place], group: int) -> Iterator[CaseDraft]:
    """Yield 밤까지 불 켜는 골목 상담소와 파출소를 고쳐 만든 육아방을 둘러봤다: what visitors saw, described by a clause."""
    del places
    text = prose.text
    if not _SEEN_SIGN.search(text, paragraph.start, paragraph.end):
        return
    for start, end in paragraph.sentences:
        for match in _SEEN.finditer(text, start, end):
            if any(quote.speech and quote.start < match.start() < quote.end for quote in paragraph.quotes):
                continue
            if match[0].lstrip().startswith("의") and not _HEARD.search(text, match.end(), end):
                continue
            floor = max(start, match.start() - _FAR)
            for a, b in _joined(text, start, match.start()):
                draft = _described(text, paragraph, a, b, group, "visited", 0.65)
                if draft and (a > floor or adnominal_inside(text, draft.start, draft.end)):
                    yield draft


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the phrase that ends at ``end`` and, where 와 joins another to it, that one too."""
    floor = max(start, end - _FAR)
    joint = None
    for match in _AND.finditer(text, floor, end):
        if len(text[match.end() : end].split()) >= _MIN_WORDS and adnominal_inside(text, floor, match.start()):
            joint = match
    if joint:
        yield floor, joint.start()
        yield joint.end(), end
    else:
        yield floor, end


_FAR = 120  # code points that a rule looks back or ahead


def adnominal_inside(text: str, start: int, end: int) -> bool:
    """Tell whether a word inside a stretch, not its last, describes what follows it."""
    return any(adnominal(text, blank.start()) for blank in _BLANK.finditer(text, start, end))


_BLANK = re.compile(r"(?<=[가-힣])\s(?=\S)")
# What ends a phrase to its left: the topic, a clause before it, an adverb of time, a place.
_HARD = re.compile(
    r"[,.:;’”」』)\"']$|[가-힣](?:에서|에게|에는|에서는|부터|에도|에)$"
    r"|(?:[시군구도청과팀국실부씨들단원객민]|본부|공단|공사|재단|센터|위원회|주무관|팀장|과장|시장|군수|직원|지금|이제|이곳|여기|거기|우리|그것|이것|것|곳|때)(?:은|는|이|가)$"
    r"|^(?:먼저|이어|또|또한|특히|결국|그래서|그렇게|지금은|이제는|지난해|올해|최근|매일|날마다|직접|새로|처음|함께|다시|바로|마침내|그리고|하지만|이후|당시)$"
)
_SOFT = re.compile(r"[가-힣](?:고|며|면|서|자|지만|도록|려고|는데|해|하여|여|어|아|워|려|켜|춰|꿔|와|과|의)$")
_PARTICLED = re.compile(r"[가-힣](?:을|를|이|가|은|는|으로|로|에|에서|에게|까지|부터|도|만|마다|처럼|보다)$")
# Nouns whose last syllable could be a particle or an ending (경로, 뒷면, 마을, 사과): they end no phrase.
_NOUN = re.compile(
    r"(?:[경도진통활수선미항]로|[뒷앞화읍측방전수노장라]면|(?:문|부|순|장|도|민원|신청|고지|주문|안내|보고|계약|경찰|소방)서|(?:창|금|신|보|광|차|재|저장|사)고|(?:전|의|상|모|환|부|과|문|그림|탁|정|한|투|이용|참가|운전|노동|보호)자"
    r"|(?:사|효|성|학|결|치|내|모)과|기와|(?:회|강|논|주|예|정|문|동|민|건|협)의|(?:지|온|속|제|농|수|포|반|철|인|차|습|복|각|보|태|빈|순|효)도|(?:휴|국|상|작|전문|평|증|물|허|인|추|농)가"
    r"|(?:놀|아|먹|길|높|넓|깊|지킴|알림|종|고양|어린|맞|풀|차|사|나|돋보|손잡|깔)이|(?:마|가|노|고)을|불만|(?:감|수거|보관)함|교대|(?:배|기|온|대)여)$"
)
_AT_PLACE = re.compile(r"(?:에서|에게|에)는$")  # where or to whom, no verb that describes
_NAME_LETTERS, _SHORT_CLAUSE, _REACH = 6, 5, 16


def title_start(text: str, floor: int, end: int) -> int:
    """Return where the plain title begins that ends at ``end``: its noun phrase, with the clause before it when that is short.

    >>> text = "10분 거리의 불 켜는 골목 상담소"
    >>> text[title_start(text, 0, len(text)):]
    '불 켜는 골목 상담소'
    """
    words = [match.span() for match in re.finditer(r"\S+", text[floor:end])][-_REACH:]
    noun = len(words)
    while noun and not _ends_noun_phrase(text, floor, words[noun - 1], last=noun == len(words)):
        noun -= 1
    if noun == len(words):
        return end
    begin = floor + words[noun][0]
    if not noun or not adnominal(text, floor + words[noun - 1][1]) or _AT_PLACE.search(text, floor + words[noun - 1][0], floor + words[noun - 1][1]):  # fmt: skip
        return begin
    local = hard = noun - 1
    while local and not _breaks(text, floor, words[local - 1]):
        local -= 1
    while (
        hard
        and not _HARD.search(text[floor + words[hard - 1][0] : floor + words[hard - 1][1]])
        and not _is_genitive(text, floor + words[hard - 1][1])
    ):
        hard -= 1
    if noun - hard <= _SHORT_CLAUSE and not _WHOLE_CLAUSE.search(text, floor + words[hard][0], begin):
        return floor + words[hard][0]
    return begin if len(normal(text[begin:end])) >= _NAME_LETTERS else floor + words[local][0]


def says_deed(text: str, start: int, end: int) -> bool:
    """Tell a stretch that holds a clause with an object (… 기준을 현장에 맞게 고친 …), which may be none of the title."""
    return re.search(r"[가-힣](?:을|를)\s", text[start:end]) is not None and adnominal_inside(text, start, end)


# 사장님이 이웃을 살피는: who does what to whom tells of the title, it is none of it.
_WHOLE_CLAUSE = re.compile(r"[가-힣](?:이|가)\s(?:\S+\s){0,3}?[가-힣]+(?:을|를)\s")


def _is_genitive(text: str, at: int) -> bool:
    return text[at - 1] == "의"


def _ends_noun_phrase(text: str, floor: int, word: tuple[int, int], *, last: bool) -> bool:
    """Tell a word that stands before a noun phrase, not in it: it has a particle, describes, or ends a clause."""
    a, b = floor + word[0], floor + word[1]
    if last:
        return False
    token = text[a:b]
    if token[-1] not in ",.:;" and _NOUN.search(token):
        return False
    return bool(_HARD.search(token) or _PARTICLED.search(token) or adnominal(text, b) or _SOFT.search(token))


def _breaks(text: str, floor: int, word: tuple[int, int]) -> bool:
    a, b = floor + word[0], floor + word[1]
    if text[b - 1] not in ",.:;" and _NOUN.search(text, a, b):
        return False
    return bool(_HARD.search(text[a:b]) or _SOFT.search(text[a:b]) or adnominal(text, b))


def _described(
    text: str, paragraph: Paragraph, floor: int, end: int, group: int, rule: str, sure: float
) -> CaseDraft | None:
    """Return the plain title that ends at ``end``, when it says enough to be one."""
    begin, stop = trim(text, title_start(text, floor, end), end)
    words = text[begin:stop]
    named = (
        is_title_like(words)
        and is_concrete(words)
        and len(words.split()) >= _MIN_WORDS
        and not _NO_TITLE.search(words)
        and not _PERSON.search(words)
        and not holds_title(
            [quote for quote in paragraph.quotes if quote.start > paragraph.start or quote.end < paragraph.end],
            begin,
            stop,
        )
    )
    return CaseDraft(begin, stop, group, rule, sure) if named else None


_PERSON = re.compile(
    rf"(?:{POSITIONS}|사람|주민|이웃|청년|시민|어르신|아이들|상인|농민|학생)$|\d+\s?(?:명|곳|건|개|대|채|가구|만\s?원|원|억|톤|회|시간|분|년|일|동|점|필지)$"
)
_MADE = re.compile(
    r"(?<=[가-힣])(?:을|를)\s(?:(?:직접|새로|처음|먼저|함께|전국\s?처음으로|전국\s?최초로)\s)?(?:열었|놓았|내놓았|내놨|만들었|시작했|맺었|얻어\s?냈|선보였|도입했|마련했|차렸|꾸렸|세웠|펼쳤|폈|띄웠|들여왔|고안했|생각해\s?냈)"
    r"|(?<=[가-힣])(?:으로|로)\s[^.,]{0,24}?(?:살아났|살렸|해결했|풀었|풀어냈|줄였|덜었|막았|바로잡았)"
    r"|(?<=[가-힣])(?:이|가)\s(?:남았|생겼|태어났|탄생했|나왔)다"
    r"|(?<=[가-힣])(?:이다|다|입니다|이에요|예요|이죠)\.(?=[”\"’'\s]|$)"
    r"|(?<=[가-힣])(?:이|가)\s있다\.|(?<=[가-힣])(?:은|는|을|를)\s(?:담당자가\s)?(?:직접\s)?(?:발표한다|소개한다|설명한다|발표했다|소개했다)"
)
_ANSWERS = re.compile(
    r"(?:것이|것은|곳이|답은|해법은|결과가|그렇게|지금은|성과는|사례는|대표작은|산물이|살피는|쓰는|지키는|돕는|바꾼|만든)\s"
)


# ▶ 기억에 남는 사례를 꼽는다면.: the answer begins with one
_ASKS_FOR_CASES = re.compile(
    r"(?:사례|성과|정책|사업|시책|자랑|보람|기억에\s남|대표적|꼽)[^\n]{0,40}[.?]?\s*[”\"]?\s*[“\"]?$"
)
_QUESTION = 60


def made(prose: Prose, paragraph: Paragraph, group: int) -> Iterator[CaseDraft]:
    """Yield … 넘기는 볏짚 맞바꾸기 장터를 열었다; … 철길 옆 5층 나무 울타리다: what was made, where nothing firmer names a case."""
    text = prose.text
    answer = (
        len(paragraph.quotes) > 0
        and paragraph.quotes[0].start - paragraph.start <= 1
        and paragraph.end - paragraph.quotes[0].end <= 1
    )
    floor, stop = (paragraph.start + 1, paragraph.end - 1) if answer else (paragraph.start, paragraph.end)
    for start, end in sentences_of(text, floor, stop):
        if not answer and any(quote.speech and quote.start < end and start < quote.end for quote in paragraph.quotes):
            continue
        for match in _MADE.finditer(text, start, end):
            if match[0].startswith(("이다", "다", "입", "이에", "예", "이죠")) and not (
                is_named(text[max(start, match.end() - _FAR) : match.end()])
                and (
                    _ANSWERS.search(text, max(start, match.start() - _FAR), match.start())
                    or (answer and start == floor and _ASKS_FOR_CASES.search(text, max(0, floor - _QUESTION), floor))
                )
            ):
                continue
            draft = _described(text, paragraph, max(start, match.start() - _FAR), match.start(), group, "made", 0.6)
            if draft:
                yield draft
                break
