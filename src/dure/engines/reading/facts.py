"""Small facts of the prose: people, counts, amounts, claims, fields and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casewords import POSITIONS, SURNAMES
from dure.engines.reading.dates import day_of, mentions
from dure.engines.reading.document import Finding
from dure.engines.reading.events.finding import iso_of
from dure.engines.reading.lexicon import WordList, alternatives, lexicon

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.dates import DateMention
    from dure.engines.reading.prose import Paragraph, Prose

_FACTS = lexicon("facts")
_UNITS = alternatives(_FACTS["counts"]["units"])
_COUNT = re.compile(
    rf"(?P<number>\d(?<![\d.,].)(?:\d{{0,2}}(?:,\d{{3}})+|\d*(?:\.\d+)?))(?P<more>만|천|억)?\s?(?P<about>여)?\s?(?P<unit>{_UNITS})(?![가-힣]{{0,1}}(?:월|일\s))"
)
# Looked for behind it, because a digit is found faster than a word that may not be there.
_COUNTED = re.compile(r"(?<![\d.,])(?:총|광역|기초|최대|최소|약|전체|전국|민간위원|시민|공무원)(?=\s?$)")
_LONGEST_COUNTED = 5
_DIGIT = re.compile(r"\d")
_SCALE = r"(?:조|억|천만|백만|십만|만|천|백)"
# Each number but the last has its scale, so that a long row of digits cannot be cut in many ways.
_MONEY = re.compile(
    rf"(?<![\d.,])(?P<money>(?:\d[\d,.]*+\s?{_SCALE}\s?여?\s?)++원|\d[\d,.]*+\s?여?\s?원)(?!칙|인|장|도|주|회|활|격|대|문|본|산)"
)
_PART = re.compile(r"(?P<number>\d[\d,.]*)\s?(?P<scale>조|억|천만|백만|십만|만|천|백)?")
_SCALES = {
    "조": 10**12,
    "억": 10**8,
    "천만": 10**7,
    "백만": 10**6,
    "십만": 10**5,
    "만": 10**4,
    "천": 1000,
    "백": 100,
    None: 1,
}
_NAME_POSITION = re.compile(
    rf"(?P<name>[{SURNAMES}](?<![가-힣].)[가-힣]\s?[가-힣]?)\s(?P<org>[가-힣A-Za-z0-9·]{{2,14}}\s)?(?P<position>(?:[가-힣A-Za-z]{{0,10}})(?:{POSITIONS}))(?=[은는이가을를의과와도에,.)\s]|께|$)"
)
_POSITION_NAME = re.compile(
    rf"(?P<org>[가-힣A-Za-z0-9·]{{2,14}}\s?)?\(?(?P<position>{POSITIONS})\s(?P<name>[{SURNAMES}][가-힣]{{1,2}})(?=[)은는이가,\s])"
)
_POSITION_WORDS = WordList(_FACTS["people"]["positions"])
# No match of the two begins as far before the position that it holds, or ends as far behind it.
_AHEAD, _BEHIND = 31, 20
_POSITION_SIGN = re.compile(rf"(?:{POSITIONS})\s[{SURNAMES}][가-힣]")  # what every match of the last one ends with
_LONGEST_ORG = 17  # code points that stand before it at most
_NOT_NAME = frozenset({"표창", "상장", "지시", "주재", "명의", "임명", "선거", "권한", "공약", "이하", "오찬", "간담", "기자", "진행", "안내", "유공", "고시", "강조", "현장", "주관", "주최", "성명", "공모", "전달", "봉사", "제안", "경기", "차기", "전용", "연임", "당선", "신년", "취임", "하반", "상반", "표결", "인증", "추천", "제도", "예정", "선출", "위원", "명단", "이상은", "공무", "이번", "지난", "현재", "전체", "이날", "우리", "모든", "해당", "주요", "이어", "신임", "관계", "민간", "공동", "부구", "최고", "소속", "담당", "정부", "전국", "일반", "기관", "기초", "전임", "현직", "추진", "신규", "연구", "사업", "동료", "주민", "도의", "시의", "한국", "서울", "여성", "한편", "또한", "특히", "오는", "이상", "위해", "통해", "대한", "조직", "예산", "홍보", "기획", "인사", "감사", "총무", "행정", "자치", "복지", "교육", "문화", "경제", "환경", "안전", "건설", "주택", "도시", "교통", "세무", "민원", "보건", "농업", "산림", "하수", "상수", "정책", "혁신", "전략", "미래", "청년", "노인", "장애", "아동", "가족", "선임", "수석", "부분", "소통", "협력", "지역", "공공", "사회", "국민", "시민", "도민", "군민", "구민", "임기", "고용", "성과", "조례", "방문", "함께", "직접", "최근"})  # fmt: skip
_CLAIMS = WordList(_FACTS["claims"]["words"])
_RANK_CLAIM = re.compile(r"(?:전국|도내|경남|국내|세계|광역|기초)\s?(?P<rank>\d{1,3})위")
_FIRST = re.compile(r"최초|1위|처음|유일")
_MAX_EACH = 60


def small_facts(
    prose: Prose, places: Sequence[Place], published: dt.date | None, latest: dt.date | None, year: int | None
) -> Iterator[Finding]:
    """Yield the small findings of the body in the order of their kinds: person, date, count, amount, claim."""
    yield from _people(prose, places)
    with_digits = [one for one in prose.body if _DIGIT.search(prose.text, one.start, one.end)]
    for paragraph in with_digits:
        for mention in mentions(prose.text, paragraph.start, paragraph.end):
            told = year or (None if published else _year_agreeing(prose.text, mention))
            iso = iso_of(mention, published, latest, told)
            if iso is None:
                continue
            value = {
                "date": iso.partition("/")[0],
                "range": iso.split("/") if "/" in iso else None,
                "precision": "minute" if "T" in iso else "day",
            }
            yield Finding(
                "date",
                value,
                ((mention.start, mention.end),),
                "date-written" if mention.year else "date-resolved",
                0.95 if mention.year else 0.85,
            )
    yield from _numbers(prose.text, with_digits)
    yield from _claims(prose)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _year_agreeing(text: str, mention: DateMention) -> int | None:
    """Return the one year that an undated page says and that gives a day its weekday: 5월 22일 목요일 … 2025 아이디어 한판."""
    if mention.weekday is None or mention.month is None or mention.day is None or mention.year is not None:
        return None
    said = {int(year) for year in _YEAR.findall(text)}
    days = (day_of(year, mention.month, mention.day) for year in said)
    agreeing = [day.year for day in days if day is not None and day.weekday() == mention.weekday]
    return agreeing[0] if len(agreeing) == 1 else None


def _people(prose: Prose, places: Sequence[Place]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    text = prose.text
    for paragraph in prose.body:
        words = _POSITION_WORDS.spans(text, paragraph.start, paragraph.end)
        if not words:
            continue
        found: list[re.Match[str]] = []
        for begin, end in _near(words, paragraph.start, paragraph.end):
            found += _NAME_POSITION.finditer(text, begin, end)
            sign = _POSITION_SIGN.search(text, begin, end)
            if sign:
                found += _POSITION_NAME.finditer(text, max(begin, sign.start() - _LONGEST_ORG), end)
        for match in sorted(found, key=re.Match.start):
            name = "".join(match["name"].split())
            if name in _NOT_NAME or name[:2] in _NOT_NAME or len(name) < 2 or match["name"].endswith(" "):  # noqa: PLR2004  a surname and a given name
                continue
            position = match["position"]
            key = (name, position)
            if key in seen:
                continue
            seen.add(key)
            organisation = _organisation(places, match.start(), match.end())
            org = (match["org"] or "").strip()
            value = {
                "name": name,
                "position": f"{org} {position}".strip() if org and not _is_name(org, places) else position,
                "organisation": organisation,
            }
            yield Finding("person", value, (match.span(),), "person-position", 0.8)


def _near(words: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around words in which a match may lie, those joined that touch."""
    begin, end = max(first, words[0][0] - _AHEAD), words[0][1] + _BEHIND
    for word in words:
        if word[0] - _AHEAD > end:
            yield begin, end
            begin = word[0] - _AHEAD
        end = word[1] + _BEHIND
    yield begin, min(last, end)


def _organisation(places: Sequence[Place], start: int, end: int) -> str | None:
    """Return the institution named inside a person's title (김상원 경남도 …단장), else the last one shortly before it."""
    inside = [place for place in places if place.name and start <= place.start < end]
    before = [place for place in places if place.name and start - 20 <= place.start < start and place.end <= start]
    return inside[0].name if inside else before[-1].name if before else None


def _is_name(org: str, places: Sequence[Place]) -> bool:
    return any(place.surface == org for place in places)


def _numbers(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    for paragraph in paragraphs:
        taken: list[tuple[int, int]] = []
        money = text.find("원", paragraph.start, paragraph.end) >= 0
        for match in _MONEY.finditer(text, paragraph.start, paragraph.end) if money else ():
            won = won_of(match["money"])
            if won:
                taken.append(match.span())
                yield Finding("amount", {"won": won}, (match.span(),), "amount-won", 0.95)
        at = paragraph.start
        for number, match in enumerate(_COUNT.finditer(text, paragraph.start, paragraph.end)):
            of = _COUNTED.search(text, max(at, match.start() - _LONGEST_COUNTED), match.start())
            start, at = of.start() if of else match.start(), match.end()
            if number >= _MAX_EACH or any(a <= start < b for a, b in taken):
                continue
            digits = float(match["number"].replace(",", ""))
            digits *= {"만": 10**4, "천": 1000, "억": 10**8}.get(match["more"] or "", 1)
            if (
                match["unit"] in {"년", "호", "동", "분", "초", "주", "대", "표", "회", "인"}
                and of is None
                and match["unit"] != "회"
            ):
                continue
            value = {
                "number": int(digits) if digits == int(digits) else digits,
                "unit": match["unit"],
                "of": of[0] if of else None,
            }
            yield Finding("count", value, ((start, match.end()),), "count-unit", 0.9)


def won_of(words: str) -> int | None:
    """Return an amount in won.

    >>> won_of("13억4100만원"), won_of("5천만 원"), won_of("1억 3백만원"), won_of("21억원")
    (1341000000, 50000000, 103000000, 2100000000)
    """
    total = 0.0
    for match in _PART.finditer(words):
        try:
            number = float(match["number"].replace(",", "").rstrip("."))
        except ValueError:
            return None
        total += number * _SCALES[match["scale"]]
    return round(total) or None


def _claims(prose: Prose) -> Iterator[Finding]:
    text = prose.text
    for paragraph in prose.paragraphs:
        for start, end in _CLAIMS.spans(text, paragraph.start, paragraph.end):
            claim = text[start:end]
            rank = 1 if _FIRST.search(claim) else None
            yield Finding("claim", {"text": claim, "rank": rank}, ((start, end),), "claim-word", 0.8)
        ranked = text.find("위", paragraph.start, paragraph.end) >= 0
        for match in _RANK_CLAIM.finditer(text, paragraph.start, paragraph.end) if ranked else ():
            if match[0] not in {"전국 1위", "도내 1위"}:
                yield Finding(
                    "claim", {"text": match[0], "rank": int(match["rank"])}, (match.span(),), "claim-rank", 0.85
                )
