"""The cases of a page: titles of marked lists, rows, quotations and phrases, each once, and which repeat an earlier one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dure.engines.reading.casedraft import Taken, overlaps
from dure.engines.reading.cases.announced import announced_titles
from dure.engines.reading.cases.awarded import awarded_cases
from dure.engines.reading.cases.bracketed import bracketed_titles
from dure.engines.reading.cases.chains import complete_chains, without_teams
from dure.engines.reading.cases.checks import is_never_title, is_no_title
from dure.engines.reading.cases.clauses import WEAK, clause_cases
from dure.engines.reading.cases.credits import credited_cases
from dure.engines.reading.cases.decision import decided
from dure.engines.reading.cases.deeds import deeds_of_officials, deeds_of_winners
from dure.engines.reading.cases.described import described_rows
from dure.engines.reading.cases.edges import tidied
from dure.engines.reading.cases.fields import field_told
from dure.engines.reading.cases.funded import funded_cases
from dure.engines.reading.cases.graded import bracketed_grades, counted_grades
from dure.engines.reading.cases.heads import head_cases
from dure.engines.reading.cases.ideas import proposed_ideas
from dure.engines.reading.cases.lists import list_cases, without_note
from dure.engines.reading.cases.marks import marked_titles
from dure.engines.reading.cases.named import named_programs
from dure.engines.reading.cases.officials import official_titles
from dure.engines.reading.cases.outlines import outline_cases
from dure.engines.reading.cases.ownedcases import made_by_bodies, owned_cases, won_in_turn
from dure.engines.reading.cases.owners import angled_heads, owned_grades
from dure.engines.reading.cases.pages import tells_entries
from dure.engines.reading.cases.parallel import parallel_titles
from dure.engines.reading.cases.people import people_cases
from dure.engines.reading.cases.phrases import (
    chosen,
    counted,
    grade_noted,
    granted,
    noted,
    officials,
    owned_list,
    representative,
    told,
)
from dure.engines.reading.cases.plain import headline_named, made, owned_phrases, visited
from dure.engines.reading.cases.plainlists import plain_lists
from dure.engines.reading.cases.quotes import headline_drafts, quoted_cases
from dure.engines.reading.cases.rows import row_cases
from dure.engines.reading.cases.shown import shown_cases
from dure.engines.reading.cases.tagging import tagged
from dure.engines.reading.cases.tallies import tallied_titles
from dure.engines.reading.cases.themes import theme_cases
from dure.engines.reading.cases.voted import voted_titles
from dure.engines.reading.lexicon import Begun, Rules, WordList, any_of_table, lexicon
from dure.engines.reading.titles import letters_of, normal, same_letters, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place
    from dure.engines.reading.prose import Paragraph, Prose

_TOPIC = WordList(lexicon("facts")["cases"]["topic"])
_NO_PRIZE = r"(?!으로|자|지|에\s)"  # 대상 as an object
_STAFF = r"\s?(?:아이디어|제안|창의|창안|정책\s?연구|시정\s?연구|연구\s?모임)|\s?(?:학습|연구)?\s?동아리"
_STRONG_TOPIC = Begun(
    {
        "우수": r"\s?(?:사례|조례|자치입법)",
        "지방세": r"(?:정)?\s?(?:발전\s?포럼|연찬|연구|발표)",
        "세정": r"\s?(?:연찬|발표)",
        "세외수입": r"\s?(?:연구|연찬|발표|우수)",
        "연구과제": r"\s?(?:발표|경진)",
        "혁신": rf"\s?(?:사례|정책|시책|과제|사업|행정|아이디어)|평가|\s우수|\s?대상{_NO_PRIZE}",
        "적극": r"\s?행정",
        "정부": r"\s?혁신",
        "경진대회": "",
        "공공기관 혁신": "",
        "행정": rf"\s?(?:혁신|개선|대상{_NO_PRIZE})",
        "시정": r"\s?혁신",
        "제도": r"\s?개선",
        "벤치마킹": "",
        "지방자치단체": "",
        **dict.fromkeys(
            ("다른", "타"), r"\s?(?:지역|지자체|자치단체|시·?군)(?:의)?\s?(?:공무원|담당자|관계자|벤치마킹)"
        ),
        "리빙랩": "",
        "규제": r"\s?(?:혁신|개혁)",
        "열린": r"\s?혁신",
        "참여예산": "",
        "정책": rf"을 제안|에 반영|\s?(?:투표|해커톤|제안|아이디어|연구\s?모임|대상{_NO_PRIZE})",
        "지식": rf"대상|\s?대상{_NO_PRIZE}",
        "사례집": "",
        "신문고": "",
        "청원": r"\s?창구",
        "소통": ".{0,6}플랫폼",
        "온라인": r"\s?투표",
        "주니어보드": "",
        "공무원": rf"\s?[^.]{{0,12}}명이[^.]{{0,20}}찾|{_STAFF}",
        "공직자": _STAFF,
        "직원": r"\s?(?:제안|아이디어)|\s?(?:학습|연구)?\s?동아리",
        "견학": "",
        "제안": r"\s?(?:제도|공모|경진|발표|심사)",
        "시민": r"투표|\s?(?:제안|청원)",
        **dict.fromkeys(("주민", "구민", "군민", "도민", "국민"), r"\s?(?:제안|청원)"),
        "창의": r"\s?(?:행정|제안|시책|아이디어)",
        "일하는": r"\s?방식",
        **dict.fromkeys(("자치", "경영"), rf"\s?대상{_NO_PRIZE}"),
        "시책": r"\s?(?:공모|발표|경진)",
        "아이디어": r"\s?공모",
        "소방": r"(?:행정|정책|사무)[^.‘“]{0,12}(?:발표\s?대회|컨퍼런스)",
    }
)
# ‘…’ 사례로 대상을 받았다: a page that says so has a case, whatever its contest is called.
_WON_BY_CASE = re.compile(
    rf"[’”」』'\"]\s?(?:우수\s?)?사례로\s(?:[^.,‘“'\"]{{0,24}}\s)?(?:{any_of_table('facts', 'awards', 'grades')})(?:상)?(?:을|를)\s(?:받|수상|차지|안|거머|타|탔)"
)
_MIN_TOPIC = 2
_SURE_IN_PASSING, _SURE_BY_FRAME = 0.65, 0.6
_AWARDED = re.compile(r"최우수|우수상|장려상|대통령상|국무총리상|장관상|발표작")


# Contests whose entries are no cases of an administration.
_OTHER_WORKS = re.compile(
    r"(?:표어|슬로건|포스터|사진|영상|유튜브|UCC|웹툰|그림|글짓기|수필|시조|노래|캐릭터|로고|광고|독후감|백일장|요리|가요|댄스|네이밍|명칭)\s?(?:제작\s?)?(?:경진대회|경연대회|공모전|콘테스트|공모)"
)


# ‘…’ 사업으로 … ‘…’ 최우수상을 받았다: a program that won, whatever gave the prize; … 사업이 구민의 호응을 얻고 있다
_WON_BY_PROGRAM = re.compile(
    rf"[’”」』'\"]\s?(?:사업|시책|제도|서비스|정책|프로그램|프로젝트)(?:으로|로)\s(?:[^.]{{0,60}}?\s)?(?:{any_of_table('facts', 'awards', 'grades')})(?:상)?(?:을|를)\s(?:받|수상|차지|안|거머|타|탔)"
)
_PROGRAM_LIKED = re.compile(
    r"(?:운영하는|시행하는|추진하는|도입한|시작한|만든|마련한)\s[‘'“][^’'”]{4,30}[’'”]\s?(?:사업|시책|제도|서비스|정책|프로그램|프로젝트)(?:이|가)\s[^.]{0,24}?(?:호응|호평|인기|좋은\s반응|큰\s반응)(?:을|를)?\s?(?:얻|받|끌)"
)
_PROGRAMS = ("사업", "시책", "제도", "서비스", "정책", "프로그램", "프로젝트")
# Every match holds one of these words.
_BY_PROGRAM = Rules(
    (_WON_BY_PROGRAM, [f"{noun}{particle}" for noun in _PROGRAMS for particle in ("으로", "로")]),
    (_PROGRAM_LIKED, ("호응", "호평", "인기", "반응")),
)


_BODY_ACTS = re.compile(r"(?<![가-힣])(?:[가-힣]{2,4})?[시군구](?:가|이|는|은|에서)\s|[시군구]청|교육청|행정")


def words_of(prose: Prose) -> str:
    """Return the words of title and body, the measure of what a page speaks of."""
    return " ".join(prose.text[p.start : p.end] for p in prose.paragraphs[:4])


# 혁신 said of the administration, not of a town, a firm or a medicine.
_INNOVATION = re.compile(
    r"혁신(?!\s?(?:도시|신약|기업|창업|학교|지구|산업|성장|센터|파크|밸리|기술|인재|클러스터|교육|대학|당|위|위원회|선대위|회의|공천))"
)
_ADMINISTRATION = re.compile(
    r"공무원|행정|시민|주민|[군구도]민[들이과의은을]|[시군구]청|시장|군수|도지사|[시군구도]정(?=[을의은이]\s|\s)|공직|자치구|시군|시·군|민원"
)
_OFTEN = 3


def topic_of(prose: Prose) -> int:
    """Tell how much a page speaks of the administration's innovation: 0 not at all, 1 in passing, 2 it is its topic.

    On a page of 0 rules find nothing but named programs, on a page of 1 only what its own words call a case.
    """
    words = " ".join(prose.text[p.start : p.end] for p in prose.paragraphs)
    strong = _STRONG_TOPIC.count(words)
    strong += len(_INNOVATION.findall(words)) >= _OFTEN and _ADMINISTRATION.search(words) is not None
    lead = " ".join(prose.text[p.start : p.end] for p in (*prose.headings, *prose.body[:1]))
    strong += _INNOVATION.search(lead) is not None and _ADMINISTRATION.search(words) is not None
    by_case = "사례로" in words and _WON_BY_CASE.search(words) is not None
    strong += by_case and _ADMINISTRATION.search(words) is not None
    by_program = any(rule.search(words) for rule in _BY_PROGRAM.asked(words, 0, len(words)))
    strong += by_program and _BODY_ACTS.search(words) is not None
    if not strong:
        return int(_says_topic(words))
    if strong >= _MIN_TOPIC or _says_topic(words):
        return 2
    return 2 if _AWARDED.search(words) else 1


def _says_topic(words: str) -> bool:
    return len({words[a:b] for a, b in _TOPIC.spans(words, 0, len(words))}) >= _MIN_TOPIC


# A paragraph without these names nobody who won: the rules that read grades need not look at it.
_PRIZED = re.compile(r"우수|장려|상(?<=[가-힣].)|표창|등급|위(?<=\d.)|입선|교부세|선발|선정|뽑")
_OF_PRIZES = frozenset(
    {counted_grades, bracketed_grades, counted, noted, grade_noted, people_cases, owned_grades, shown_cases, granted}
)
_GRADES = lexicon("facts")["awards"]["grades"]


def _behind_object(verbs: str) -> tuple[str, ...]:
    return tuple(f"{particle} {verb}" for verb in verbs.split() for particle in "을를")


# In this order; what a rule finds in a paragraph holds one of its words.
_FINDERS = Rules(
    (counted_grades, ()),
    (bracketed_grades, ("건(", "편(", "점(", "건 (")),
    (counted, ()),
    (noted, ()),
    (grade_noted, ()),
    (people_cases, ()),
    (
        proposed_ideas,
        (
            "제안한",
            "제시한",
            "제의한",
            "건의한",
            "제출한",
            "발표한",
            "출품한",
            "응모한",
            "고안한",
            "창안한",
            "추진한 ",
            "운영한 ",
            "기획한 ",
            "담당한 ",
            "맡은 ",
            "이끈 ",
            "만든 ",
            "을 낸 ",
            "를 낸 ",
            "내놓은",
            " 외 ",
            "건의 ",
        ),
    ),
    (angled_heads, ("<",)),
    (owned_grades, ("의 ",)),
    (quoted_cases, ()),
    (theme_cases, ()),
    (bracketed_titles, ("(‘", "('", ") ‘", ")‘", ") '", ")'", ") “", ") 「", "] ‘", "> ‘")),
    (deeds_of_officials, ("주무관은", "팀장은", "과장은", "사무관은", "계장은", "연구사는", "지도사는")),
    (deeds_of_winners, ("받았다.", "차지했다.", "뽑혔다.", "선정됐다.", "돌아갔다.", "올랐다.", "안았다.")),
    (awarded_cases, ()),
    (funded_cases, ("사업으로", "사업에")),
    (
        tallied_titles,
        (
            "것은",
            "업은",
            "례는",
            "책은",
            "안은",
            "어는",
            "제는",
            "작은",
            "으로는",
            "사례로",
            "시책으로",
            "과제로",
            "제안으로",
            "아이디어로",
            "작으로",
            "정책으로",
            "무대에",
            "자리에",
            "마당에",
            "유회에",
            "표회에",
            "대회에",
            "행사에",
            "찬회에",
        ),
    ),
    (plain_lists, (",",)),
    (credited_cases, (" 등의 ", " 등을 ", " 등 ", " 등이 ", " 등도 ")),
    (shown_cases, (" 사례",)),
    (
        owned_cases,
        (
            "사례는",
            "사례가",
            "사례도",
            "분야에서는",
            "부문에서는",
            "분야에선",
            "부문에선",
            "분야에는",
            "부문에는",
            "분야는",
            "부문은",
        ),
    ),
    (
        made_by_bodies,
        (
            *_behind_object(
                "고안 개발 운영 시행 도입 추진 제안 발표 구축 마련 제출 발굴 제정 실시 제공 만든 내놓은 선보인 펼친 펴는"
            ),
            "주제로 ",
        ),
    ),
    (won_in_turn, ("상, ", "상,", "상을, ", "최우수, ", "우수, ", "장려, ")),
    (
        announced_titles,
        (
            "있다.",
            "많다.",
            "여럿이다.",
            "나왔다.",
            "이어졌다.",
            "않다.",
            "띈다.",
            "띄었다.",
            "돋보",
            "있습니다.",
            "많습니다.",
        ),
    ),
    (voted_titles, ("표로", "표를", "%로", "점으로", "뒤를 이")),
    (granted, ()),
    (owned_list, ()),
    (headline_named, ()),
    (owned_phrases, ()),
    (visited, ()),
    (officials, ("주무관", "팀장", "과장", "사무관", "소방관", "소방장", "소방위", "연구사", "지도사")),
    (representative, ("대표", "주요", "핵심", "호평", "평가", "호응")),
    (clause_cases, ()),
    (told, ("소개", "공유", "발표", "선정", "뽑혔", "꼽혔", "꼽힌")),
    (chosen, ("사례", *_GRADES)),
)
_ITS_TOPIC = 2
_FIRST_ROW_GROUP, _FIRST_HEAD_GROUP, _FIRST_OUTLINE_GROUP = 500, 900, 20_000


# 광주 자치구 최초로, 전남에서 처음: among whom somebody was the first owns nothing
_FIRST_AMONG = re.compile(
    r"\s?(?:자치구|시군구?|시·군|지역|지자체|기초지자체|기초자치단체|도내|관내)?(?:에서)?(?:는|도)?\s(?:최초|처음)(?:로|으로)"
)


SILENT = 0.01
"""Where the field thinks no word of a page likelier than this to be in a title, rules are not asked: they find as much wrong as right there."""

OFF_TOPIC = 0.98
"""The same off the page's topic, where rules know nothing but named programs, and the field is right when it is sure."""


def cases_of(prose: Prose, places: Sequence[Place], topic: int) -> tuple[CaseDraft, ...]:
    """Return the case titles of a page in the order of the text, with owner, field and grade where given.

    ``topic`` is what `topic_of` says of the page. What rules and the field find is decided by signs that are weighed.
    """
    if not may_hold_cases(prose, places, topic):
        return ()
    told = tagged(prose, places)
    if max(told.chances, default=0.0) < (SILENT if topic else OFF_TOPIC):
        return ()
    ruled = ruled_cases(prose, places, topic)
    heard = without_teams(prose, decided(prose, places, ruled, topic, told))
    found = (_bare(prose.text, draft) for draft in heard if not is_never_title(prose.text, draft))
    return tuple(sorted(found, key=lambda draft: draft.start))


def _bare(text: str, draft: CaseDraft) -> CaseDraft:
    """Return a title without the marks around the whole of it, and without who made it and what became of it."""
    start, end = tidied(text, *unquoted(text, draft.start, draft.end))
    return draft if (start, end) == (draft.start, draft.end) else draft.having(start=start, end=end)


def may_hold_cases(prose: Prose, places: Sequence[Place], topic: int) -> bool:
    """Tell whether a page is asked for cases: no other contest, call for entries or firm's own, on its topic or in words near it."""
    asked = topic > 0 or _is_near(prose) or _runs_programs(prose) or tells_entries(prose, places)
    return asked and not (topic < _ITS_TOPIC and is_company_page(prose)) and not _is_other(prose)


# Off its topic a page is asked if it has two of these words.
_NEAR_TOPIC = WordList(
    [
        *("최우수", "우수", "장려상", "수상", "심사", "선발", "채택", "차지", "경진", "공모", "발표", "벤치마킹"),
        *(
            "시책",
            "제안",
            "아이디어",
            "사례",
            "과제",
            "연구",
            "조례",
            "10대",
            "공무원",
            "주무관",
            "팀장",
            "개소식",
            "운행",
            "민원",
            "시스템",
            "도입",
            "호응",
        ),
    ]
)


def _is_near(prose: Prose) -> bool:
    found = set[str]()
    for one in prose.paragraphs:
        found.update(prose.text[a:b] for a, b in _NEAR_TOPIC.spans(prose.text, one.start, one.end))
        if len(found) >= _MIN_TOPIC:
            return True
    return False


def _is_other(prose: Prose) -> bool:
    """Tell a contest of other works, and a call for entries."""
    if _OTHER_WORKS.search(words_of(prose)):
        return True
    return _CALL_FIELD.count("\n".join(prose.text[p.start : p.end] for p in prose.body)) >= _CALL


def ruled_cases(prose: Prose, places: Sequence[Place], topic: int) -> list[CaseDraft]:
    """Return the titles that rules find on a page that may hold cases, before they are weighed; off its topic named programs only."""
    if topic < _ITS_TOPIC and tells_entries(prose, places):
        sure = [draft for draft in _ruled(prose, places, _ITS_TOPIC) if draft.confidence >= _SURE_BY_FRAME]
        return complete_chains(prose, sure, places)
    if not topic and not _runs_programs(prose):
        return _once(list(named_programs(prose, places, 1)), prose.text)
    return complete_chains(prose, _ruled(prose, places, topic), places)


def _ruled(prose: Prose, places: Sequence[Place], topic: int) -> list[CaseDraft]:
    places = [place for place in places if not _FIRST_AMONG.match(prose.text, place.end)]
    drafts = [draft for draft in list_cases(prose, places) if not is_no_title(prose.text, draft)]
    rows = (
        *row_cases(prose, places, _FIRST_ROW_GROUP),
        *head_cases(prose, places, _FIRST_HEAD_GROUP),
        *outline_cases(prose, places, _FIRST_OUTLINE_GROUP),
        *official_titles(prose, places, _FIRST_OUTLINE_GROUP - 1),
    )
    taken = Taken(len(prose.text), drafts)
    for draft in rows:
        if not taken.across(draft.start, draft.end):
            drafts.append(draft)
            taken.add(draft)
    group = 1000
    for paragraph in prose.body:
        prized = _PRIZED.search(prose.text, paragraph.start, paragraph.end) is not None
        for finder in _FINDERS.asked(prose.text, paragraph.start, paragraph.end):
            if finder in _OF_PRIZES and not prized:
                continue
            group += 1
            for draft in finder(prose, paragraph, places, group):
                if (
                    not taken.across(draft.start, draft.end)
                    and not _inside_list(paragraph, draft)
                    and not is_no_title(prose.text, draft, places)
                ):
                    kept = without_note(prose.text, draft, places) if prose.text[draft.end - 1] == ")" else draft
                    drafts.append(kept)
                    taken.add(kept)
    drafts += marked_titles(prose, drafts, places, group + 1)
    drafts = _without_clubs(prose, drafts)
    if topic == 1 and sum(draft.confidence >= _SURE_IN_PASSING for draft in drafts) >= _MANY_NAMED:
        topic = 2
    if topic > 1:
        drafts += parallel_titles(prose, drafts, places, group + 4)
        told = (*field_told(prose, places, group + 2), *described_rows(prose, places, group + 3))
        taken = Taken(len(prose.text), drafts)
        drafts += [one for one in told if not taken.across(one.start, one.end)]
    drafts = _once([draft for draft in drafts if not is_never_title(prose.text, draft)], prose.text)
    if any(draft.rule not in WEAK for draft in drafts):
        drafts = [draft for draft in drafts if draft.rule not in WEAK]
    elif topic > 1:
        heard = [draft for paragraph in prose.body for draft in made(prose, paragraph, group)]
        new = [one for one in heard if not overlaps(one.start, one.end, drafts)]
        drafts += new if len(new) >= _MANY_MADE else []
    if not drafts:
        drafts = [
            draft for paragraph in prose.headings if paragraph.title for draft in headline_drafts(prose, paragraph)
        ]
    if not drafts and topic > 1:
        for paragraph in prose.headings:
            for draft in (*credited_cases(prose, paragraph, places, group), *proposed_ideas(prose, paragraph, places, group)):  # fmt: skip
                if not is_no_title(prose.text, draft, places) and not overlaps(draft.start, draft.end, drafts):
                    drafts.append(draft)
    drafts = [draft for draft in drafts if not is_never_title(prose.text, draft)]
    least = 0.0 if topic > 1 else _SURE_IN_PASSING
    return sorted((draft for draft in drafts if draft.confidence >= least), key=lambda draft: draft.start)


_MANY_MADE, _MANY_NAMED = 2, 2
# 9개 동아리가 나와 겨뤘다. 최우수상에 ‘WAVE’: where clubs compete, a short name that won is a club's.
_OF_CLUBS = re.compile(
    r"(?:\d+|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?개(?:의)?\s(?:[가-힣]{2,6}\s)?동아리(?:가|는|에서)\s|(?:동아리|연구모임)(?:인)?\s?[‘“'\"]"
)
_CLUB_LETTERS, _CLUB_WORDS = 10, 2


def _without_clubs(prose: Prose, drafts: list[CaseDraft]) -> list[CaseDraft]:
    named = any(_may_name_club(prose, draft) for draft in drafts)
    if not named or not any(_OF_CLUBS.search(prose.text, one.start, one.end) for one in prose.body):
        return drafts
    return [draft for draft in drafts if not _may_name_club(prose, draft)]


def _may_name_club(prose: Prose, draft: CaseDraft) -> bool:
    if draft.rule not in {"quote-award", "quote-chain", "quote-headline"}:
        return False
    name = re.sub(r"\([^()]*\)", "", prose.text[draft.start : draft.end])
    return len(name.split()) <= _CLUB_WORDS and len(normal(name)) <= _CLUB_LETTERS


_PROGRAM_RUN = re.compile(
    r"[’'”]\s?(?:사업|시책|제도|서비스|프로젝트)(?:을|를|이다|이|가)\s?(?:[^.]{0,20}?)(?:시작|운영|도입|시행|추진|펼|벌|선보|마련|태어난|만들|$|[.])"
)
_NAME_RUN = re.compile(
    r"[‘'](?P<name>[^’'‘“]{4,24})[’'](?:을|를|이|가|은|는|도)\s[^.‘“']{0,44}?(?:운영|운행|시작|도입|꾸[렸려]|이어진다|퍼졌|번졌|선보|마련|자리\s?잡)"
)
_NO_SERVICE = re.compile(
    r"축제|공연|대회|백일장|음악회|콘서트|전시|캠페인|강좌|강연|(?:서포터즈|상황실|대책|계획|교실|네트워크|위원회|협의체|단|팀|반|식)$"
)
_RUNS, _NAMES_RUN = 2, 3
# Every match holds one of these words.
_PROGRAM_RULES = Rules(
    (
        _PROGRAM_RUN,
        [f"{noun}{end}" for noun in ("사업", "시책", "제도", "서비스", "프로젝트") for end in ("을", "를", "이", "가")],
    ),
    (_NAME_RUN, [f"{mark}{end}" for mark in "’'" for end in "을를이가은는도"]),
)


def _runs_programs(prose: Prose) -> bool:
    """Tell a feature of an administration at work: at least two named programs that it runs, and its people."""
    run, names = 0, set[str]()
    for p in prose.body:
        for rule in _PROGRAM_RULES.asked(prose.text, p.start, p.end):
            if rule is _PROGRAM_RUN:
                run += len(rule.findall(prose.text, p.start, p.end))
            else:
                names.update(match["name"] for match in rule.finditer(prose.text, p.start, p.end))
    names = {name for name in names if not _NO_SERVICE.search(name)}
    return (run >= _RUNS or len(names) >= _NAMES_RUN) and any(
        _ADMINISTRATION.search(prose.text, p.start, p.end) for p in prose.body
    )


# The fields of a call for entries; a page with three of them has no winners yet.
_CALL_FIELD = Begun(
    {
        **dict.fromkeys(
            ("접수", "신청", "응모", "공모", "모집", "제안", "추천"),
            r"\s?(?:기간|방법|대상|자격|마감|부문|분야|주제|내용|기한|서식)(?:\s?[:：]|(?m:$))",
        ),
        "우대": r"\s?사항\s?[:：]",
        "공": r"\s모\s명\s?[:：]",
        "공모명": r"\s?[:：]",
        "제출": r"\s?(?:서류|방법|처)\s?[:：]",
        "참가": r"\s?(?:대상|신청|자격)\s?[:：]",
        "심사": r"\s?기준",
        "시상": r"\s?(?:계획|내역)",
        "추진": r"\s?일정",
    }
)
_CALL = 3


_LONG_NAME, _LAST_WORD = 8, 3  # letters: a name that is no part of another; 개발, 운영
_RANKED = re.compile(r"가장 많은|최다|1위|최고점")


def _once(drafts: list[CaseDraft], text: str) -> list[CaseDraft]:
    """Let a quotation that repeats a title, but for a short last word, and says no new rank be a span of the first one."""
    kept: dict[str, int] = {}
    result: list[CaseDraft] = []
    for draft in sorted(drafts, key=lambda one: one.start):
        title = normal(text[draft.start : draft.end])
        if draft.rule == "clause-funded" and title.removesuffix("사업") in kept:
            continue  # the same program, with its money
        if title not in kept and draft.rule.startswith("quote") and len(title) >= _LONG_NAME:
            whole = next((one for one in kept if one.startswith(title) and len(one) - len(title) <= _LAST_WORD), None)
            title = whole or title
        first = result[kept[title]] if title in kept else None
        ranked = (draft.grade and first and not first.grade) or _RANKED.search(text, draft.end, draft.end + 30)
        if first and draft.rule.startswith("quote") and not ranked:
            again = (*first.again, (draft.start, draft.end))
            result[kept[title]] = first.having(owner=first.owner or draft.owner, again=again)
            continue
        kept.setdefault(title, len(result))
        result.append(draft)
    return result


def _inside_list(paragraph: Paragraph, draft: CaseDraft) -> bool:
    """Tell whether a title stands inside a marked item, where `caselists` has decided already."""
    return any(item.start <= draft.start < item.end for item in paragraph.items) and draft.rule not in {
        "quote-award",
        "quote-bracketed",
    }


_COMPANY = re.compile(
    r"㈜|\(주\)|주식회사|(?<![가-힣])(?!민간|지방|중소|사회적|공기업|대기업|마을|관내|지역|입주|참여|협력|협약|국내|향토|외국)[가-힣]{2,}(?:기업|업체|회사)(?:인|\s)|이 회사|대표이사|창업자|스타트업"
)
_COMPANY_WORDS = WordList(
    ["㈜", "(주)", "주식회사", "기업", "업체", "회사", "대표이사", "창업자", "스타트업"]
)  # every match holds one
_LEAD = 3


def is_company_page(prose: Prose) -> bool:
    """Tell a page about a firm: its title or first paragraphs say so."""
    lead = [*(p for p in prose.headings if p.title), *prose.body[:_LEAD]]
    return any(
        _COMPANY_WORDS.find(prose.text, p.start, p.end) >= 0 and _COMPANY.search(prose.text, p.start, p.end)
        for p in lead
    )


_MOST_COMPARED = 200  # no article names more cases before it repeats one


def earlier_mentions(drafts: Sequence[CaseDraft], text: str) -> tuple[int | None, ...]:
    """Return for each draft the number of the first one of another list that names the same case, if any."""
    letters = [letters_of(text[draft.start : draft.end]) for draft in drafts]
    return tuple(
        next(
            (
                position
                for position in range(min(number, _MOST_COMPARED))
                if drafts[position].group != own.group and same_letters(letters[number], letters[position])
            ),
            None,
        )
        for number, own in enumerate(drafts)
    )
