"""The borders of what a sentence says somebody did: where the phrase begins that ends before a given word.

Korean puts what describes a noun before it (폐광 터널을 저장고로 쓰는 사업), so a case told in plain prose ends where its noun
ends; it begins behind the topic (시는), behind words of time and order (지난해, 특히), behind the clause before it (…운영하고, …).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import places_in
from dure.engines.reading.lexicon import any_of_table, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Quote

_RUN_VERBS = any_of_table("facts", "clauses", "run_verbs")
ABSTRACT = frozenset(lexicon("facts")["clauses"]["abstract_words"])
_TOPIC_TAIL = re.compile(r"(?:은|는|이|가|도|의|측은|에서는|에서|에서도)(?![가-힣])")
# Behind these a new phrase begins, inside a sentence.
_BORDER = re.compile(
    r",\s+"
    # 공사는, 군 관계자가: a topic or subject that is a body or its people, not 찾아가는.
    r"|(?<=[가-힣])(?:공사|공단|재단|본부|진흥원|연구원|과학원|교육청|교육지원청|소방서|위원회|기관|부처|사업소|센터|심사위원(?:단|들)?|평가단|심사단|위원들|관계자|주무관|팀장|과장)(?:은|는|이|가|에서는)\s"
    r"|(?:운영|추진|시행)\s중인\s"
    r"|(?:이번|해당|종합|혁신)?\s?(?:평가|대회|심사|발표|왕중왕전|공모전|회의|자리|발표회|공유회)(?:에서|에서는|에는)\s"
    r"|(?<=[가-힣]기)\s(?:위해|위하여|위해서)\s|(?<=[을를])\s(?:위해|위하여|통해|바탕으로|토대로)\s"
    rf"|(?:{_RUN_VERBS})(?:하고|하며|했고|했으며|하는\s한편|하는가\s하면|하는\s등)\s"
    r"|(?:첫|둘째|셋째|넷째|마지막|이번)\s(?:회|호|편)(?:에는|에서는|는)\s|(?:사례|시책|정책|사업|과제|성과)(?:로는|으로는|로|으로)\s"
)
_LEAD = re.compile(
    r"(?:특히|또는|또한|또|아울러|이\s?밖에도?|이\s?외에도?|한편|이어서?|그리고|먼저|우선|여기에|더불어|나아가|이와\s함께|이와\s더불어|대표적으로|실제로|무엇보다도?|그\s결과|앞서|다음으로|마지막으로|이날|이번에|반면|그중|그\s중|이\s가운데|이\s중|첫째|둘째|셋째|넷째|다섯째)[,\s]+"
    r"|(?:지난해|올해|작년|금년|내년|그동안|그간|최근|현재|매년|올|지난)(?:부터|에는|에도|에|까지)?\s"
    r"|(?:(?:19|20)\d{2}년(?:도)?|\d{1,2}월|\d{1,2}일|(?:올|지난|금년)?\s?[상하]반기|민선\s?\d기)(?:부터|에는|에|들어|까지)?\s(?:들어\s)?"
    r"|(?:전국|도내|국내|경기도|지자체|광역|기초|지방자치단체|자치구)?(?:에서)?\s?(?:최초로|처음으로|처음)\s"
    r"|(?:적극적으로|선제적으로|자체적으로|지속적으로|꾸준히|본격적으로|새롭게|직접|적극|발\s?빠르게)\s(?!나서)"
    r"|[‣·•\-–—▲△○□◦ㅇ]\s*"
)
# … 갤러리 조성과 … 예약 서비스: 과 behind a word of doing joins two titles.
AND_OF_DEEDS = re.compile(r"(?<=조성|운영|구축|추진|도입|설치|사업|보급|지원|개선|개발|제작|확대)(?:과|와)\s")
_PARTICLE = re.compile(
    r"(?:에서는|에서|에게|으로써|으로|까지|부터|이라는|라는|은|는|이|가|을|를|에|의|로|와|과|도|만|하고|하며|하여|해|한|된|하는|되는|할|적인|적으로|적)$"
)
_LEAST_CONCRETE = 2
_MIN_LETTERS, _MAX_LETTERS = 8, 75


def phrase_start(text: str, floor: int, end: int, places: Sequence[Place]) -> int:
    """Return where the phrase begins that ends at ``end``, not before ``floor``.

    >>> text = "시는 지난해 빈집을 책방으로 바꾼 사업"
    >>> text[phrase_start(text, 0, len(text), ()):]
    '빈집을 책방으로 바꾼 사업'
    """
    start = floor
    for border in _BORDER.finditer(text, floor, end):
        if len(text[border.end() : end].strip()) >= _MIN_LETTERS:
            start = border.end()
    for place in places_in(places, floor, end):
        if start <= place.start and place.end < end:
            tail = _TOPIC_TAIL.match(text, place.end, end)
            note = text[place.end : place.end + 1]
            if (
                tail
                and len(text[tail.end() : end].strip()) >= _MIN_LETTERS
                and (place.start - start < _NEAR or tail[0] != "의")  # a genitive deep inside belongs to the title
            ):
                start = tail.end()
            elif note == "(" and 0 < (close := text.find(")", place.end, end)) - place.end < _NOTE:  # (시장 홍길동)
                after = _TOPIC_TAIL.match(text, close + 1, end)
                start = after.end() if after else start
    own = _OWN_TOPIC.match(text, start, end)
    start = own.end() if own else start
    while (lead := _LEAD.match(text, _skip(text, start, end), end)) is not None:
        start = lead.end()
    return _skip(text, start, end)


_NEAR, _NOTE = 12, 30
_OWN_TOPIC = re.compile(r"\s*(?:시|군|구|도|공사|공단|재단|본부|청|원|센터)(?:는|은|가|이)\s")


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


# Nouns that end like a verb that describes what follows.
_NOUN_IN_N = re.compile(
    r"(?:혁신|개선|지원|방안|기관|안전|[군시구도국]민|주민|공원|정원|병원|직원|발전|운전|사진|본선|예산|재난|현안|시간|공간|민간|기간|회원|의원|민원|인권|여건|조건|사건|물건|보건|제안|대안|보완|청년|장년|노년|작년|내년|매년|한편|불편|우편|자전|역전|도전|비전|이전|직전|감면|측면|전면|화면|읍면|단|수단|집단|진단|사단|재단|공단|연간|출산|확산|자산|생산|기반|동반|전반|일반|위반|초반|후반|공헌|헌신|통신|수신|문|방문|자문|전문|부문|질문|논문|신문|창문|훈련|관련|전환|순환|교환|상환|환|유연|자연|인연|금연|출연|공연|판|간판|동판|현판|기준|수준|표준|인원|자원|차원|구원|학원|원|건|인|장애인|상인|노인|개인|법인|확인|요인|원인|여인|할인|승인|기인|외국인|민|신)$"
)


def adnominal(text: str, at: int) -> bool:
    """Tell whether the word that ends at ``at`` describes what follows: its last syllable ends in ㄴ (바꾼, 하는, 한).

    >>> adnominal("불편을 덜어 준", 8), adnominal("정부 혁신", 5)
    (True, False)
    """
    if _final(text[at - 1 : at]) != _FINAL_N:
        return False
    return not _NOUN_IN_N.search(text, max(0, at - 6), at) or _OBJECT_VERB.search(text, max(0, at - 8), at) is not None


_OBJECT_VERB = re.compile(
    r"[가-힣](?:을|를)\s(?:단|선|문|준|판|푼|연|낸|쓴|전한|뺀)$"
)  # 책꽂이를 단: a verb, not the noun


def is_named(words: str) -> bool:
    """Tell a sentence that ends in a noun and 이다 from one that ends in a verb: 다 alone follows nouns in a vowel only.

    >>> is_named("새벽 버스다."), is_named("원격 관리입니다."), is_named("도시재생을 다룬다.")
    (True, True, False)
    """
    match = _COPULA.search(words)
    if match is None:
        return False
    before = words[: match.start()]
    if match[0].startswith("다"):
        return _final(before[-1:]) == 0 and before[-1:] not in "하되이"
    return bool(before) and before[-1:] != "있"


_COPULA = re.compile(r"(?:이다|이었다|였다|입니다|이며|이고|다)[.,]?\s*$")
_FINAL_N = 4


def _final(char: str) -> int:
    """Return the number of a syllable's final consonant, 0 for none, -1 for what is no syllable."""
    return (ord(char) - ord("가")) % 28 if char and "가" <= char <= "힣" else -1


def is_concrete(words: str) -> bool:
    """Tell a phrase that says what was done from one that praises how: ``주민이 직접 참여한`` could be said of anything.

    >>> is_concrete("폐광 터널을 농산물 저장고로 쓰는 사업"), is_concrete("주민이 직접 참여해 함께 만든")
    (True, False)
    """
    letters = sum(char.isalnum() for char in words)
    if not _MIN_LETTERS <= letters <= _MAX_LETTERS:
        return False
    found = set()
    for token in re.findall(r"[가-힣A-Za-z0-9]+", words):
        stem = _PARTICLE.sub("", token) if len(token) > 1 else token
        if stem and token not in ABSTRACT and stem not in ABSTRACT and not stem.isdigit():
            found.add(stem)
    return len(found) >= _LEAST_CONCRETE


_JOINED = re.compile(r"(?<=[가-힣])(?:(?<![사효성학결치내모])과|(?<!기)와)\s(?=[가-힣A-Za-z0-9])")
_OWN_WORDS = 3
_HAS_OBJECT = re.compile(r"(?<![마가노])[을를]\s")


def two_titles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the two titles that 와 joins where each has three words, else the one stretch.

    >>> text = "경로당 화상 진료와 마을 공동 빨래방"
    >>> [text[a:b] for a, b in two_titles(text, 0, len(text))]
    ['경로당 화상 진료', '마을 공동 빨래방']
    """
    for joint in _JOINED.finditer(text, start, end):
        ahead, behind = text[start : joint.start()], text[joint.end() : end]
        if (
            len(ahead.split()) >= _OWN_WORDS
            and len(behind.split()) >= _OWN_WORDS
            and not _HAS_OBJECT.search(f"{ahead} {behind}")
        ):
            return [(start, joint.start()), (joint.end(), end)]
    return [(start, end)]


def is_abstract(words: str) -> bool:
    """Tell a phrase that names no thing: 주민 불편 해소, 기관장의 혁신 리더십; one thing among two such words is still none.

    >>> is_abstract("기관장의 혁신 리더십"), is_abstract("마을 방송을 다시 듣는 전화")
    (True, False)
    """
    abstract = concrete = 0
    for token in re.findall(r"[가-힣A-Za-z0-9]+", words):
        stem = _PARTICLE.sub("", token) if len(token) > 1 else token
        little = token in ABSTRACT or stem in ABSTRACT
        abstract += little
        concrete += not little
    return concrete == 0 or (concrete == 1 and abstract > 1)


def holds_title(quotes: Sequence[Quote], start: int, end: int) -> bool:
    """Tell whether a stretch holds or cuts a quotation: then the rules of quotations decide about it."""
    return any(quote.start < end and start < quote.end for quote in quotes)
