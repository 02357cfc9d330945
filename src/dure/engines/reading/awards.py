"""Awards: what grade was won, by whom, with what money."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dure.engines.reading.awardframes import framed
from dure.engines.reading.casewords import GRADES
from dure.engines.reading.lexicon import WordList, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.casedraft import CaseDraft, Place
    from dure.engines.reading.document import Span
    from dure.engines.reading.prose import Prose

_TYPOS = {"최우상": "최우수상", "최우수싱": "최우수상", "우수싱": "우수상", "장려싱": "장려상", "최우스상": "최우수상"}
_GRADE = re.compile(
    rf"[‘’'“”\"]?(?P<grade>{'|'.join(_TYPOS)}|{GRADES})[’'”\"]?(?P<tail>\s?(?:기관|지자체|지방자치단체|자치단체|도시|등급|단체|지방정부|시·군|시군|(?:구|군|시)(?=[\s,.()’”'\"]|으?로|에|를|을|이|가|는|은|$)|작(?=[\s,.()‘’“”'\"·]|으?로|에|을|이|은)))?"
)
_GRADE_WORDS = WordList([*_TYPOS, *lexicon("facts")["awards"]["grades"]])
_WON = re.compile(
    r"수상|선정|받|차지|뽑|획득|영예|거머쥐|거뒀|이름을 올|수여|달성|안았|올랐|얻|탔|석권|쾌거|지정|평가됐|평가받|인정|등극|결정|포상|시상|상이다|상으로|몫이|확보|공개했|골랐|[건명편팀]을\s정[했하]|순위[가를]\s(?:정|가렸|매)|가렸다|선발|상은|상에는|상이|결과는|(?:은|는)\s(?:모두\s|각각\s)?(?:[한두세네]|다섯|\d{1,2})\s?(?:건|곳|팀|명|편|개\s?(?:부서|기관|팀))(?:이다|다|이었다|였다)[.,]|상금[을도]\s(?:줬|주었|건넸)|선물|목에\s걸|각\s(?:\d|[한두세네])\s?(?:건|명|곳|팀|편)을\s|몫이|가져갔|상의\s[^.]{0,24}(?:주무관|사무관|팀장|과장|계장|직원)|(?:은|는)\s[^.]{2,40}(?:주무관|사무관|팀장|과장|계장|소방\S)(?:이다|다|이었다|였다|입니다)\."
)
_RANK_NOTE = re.compile(
    rf"\d위\((?:{GRADES})\)|[△▲][^△▲()]{{4,80}}\((?:{GRADES}),\s?[가-힣]|\((?:{GRADES})\s[가-힣]{{2,14}}상\)|(?:은|는)\s[^.]{{1,40}}(?:라고|이라고)\s(?:발표|밝)|[△▲]\((?:{GRADES})\)"
)
_DENIED = re.compile(
    r"^[^.]{0,14}(?:선정되지 않|선정하지 않|뽑지 않|뽑히지 않|내지 않|나오지 않)|받지 못|수상하지 못|탈락|아쉽게|놓쳤|실패했|들지 못|오르지 못"
)
_NOT_GRADE_AFTER = re.compile(
    r"^\s?(?:사례|공무원|부서|직원|제안|시책|정책|과제|사업|성적|인재|성과|작품|상품|제품|농산물|아이디어|등급제|으로 하|자|지역|별|에 대한|들|을 대상|으로\s(?:진행|실시|열|한|특강|교육)|자를|이며|에게|은 전국|\s?단체장|은\s[가-힣]+\s?전체|을\s?늘|을\s?확대)"
)
_WON_AMOUNT = r"(?:(?:\d[\d,.]*+\s?(?:조|억|천만|백만|십만|만|천|백)\s?)++원|\d[\d,.]*+\s?원)"
_PRIZE = (
    r"(?:특별\s?교부세|특별\s?조정교부금|상사업비|시상금|포상금|상금|인센티브|재정\s?인센티브|교부세|지원금|사업비)"
)
_MONEY = re.compile(
    rf"(?:{_PRIZE}|부상)[^.,\d]{{0,14}}(?P<money>{_WON_AMOUNT})|(?P<money2>{_WON_AMOUNT})(?:의|\s?상당의)?\s?{_PRIZE}"
)


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """An award as written; ``owner`` is the name it belongs to where its sentence says so."""

    start: int
    end: int
    grade: str
    name: str
    amount: str | None
    amount_span: Span | None
    owner: Place | None
    polarity: int
    confidence: float
    rule: str


def awards_of(
    prose: Prose, places: Sequence[Place], cases: Sequence[CaseDraft], *, on_topic: bool
) -> tuple[AwardDraft, ...]:
    """Return the awards of a page, each grade of each owner once, in the order of the text.

    A grade counts where somebody wins it (수상, 선정, 받…) or where it stands before a case; 우수 in 우수사례 and 대상 in
    을 대상으로 are none. On a page about administration, grades that it makes up itself count by their frames.
    """
    found: list[AwardDraft] = []
    of_cases: set[Span | None] = {case.grade_span for case in cases if case.grade_span}
    for paragraph in (*prose.body, *prose.headings):
        for start, end in paragraph.sentences:
            if _GRADE_WORDS.find(prose.text, start, end) < 0:
                continue
            sentence = prose.text[start:end]
            done = _DONE.search(sentence) is not None
            if not done and _TO_GIVE.search(sentence):
                continue  # 최우수 1명, 우수 2명에게 특별승급을 드립니다
            won = paragraph.heading or _WON.search(sentence) is not None or _RANK_NOTE.search(sentence) is not None
            for match in _GRADE.finditer(prose.text, start, end):
                span = match.span("grade")
                if not (won or span in of_cases) or not _is_grade(
                    prose.text, match, start, of_cases, heading=paragraph.heading, done=done
                ):
                    continue
                noted = prose.text[span[0] - 1 : span[0]] == "(" and prose.text[span[1] : span[1] + 1] in ",)"
                if (not noted and any(case.start <= span[0] < case.end for case in cases)) or any(
                    q.speech and q.start < span[0] < q.end for q in paragraph.quotes
                ):
                    continue
                name_end = match.end("tail") if match["tail"] else match.end("grade")
                found.append(_award(prose, match.span("grade"), name_end, (start, end), places))
    if on_topic:
        taken = [(award.start, award.end) for award in found]
        for one in framed(prose, places, taken):
            made = _award(prose, (one.start, one.end), one.end, one.sentence, places)
            found.append(replace(made, rule=one.rule, confidence=made.confidence - _LESS_SURE))
    if any(award.grade == "최고상" for award in found) and _HIGHEST_IS.search(prose.text):
        found = [award for award in found if award.grade != "최고상"]
    ranks = {award.grade.removesuffix("상").removesuffix("기관") for award in found} & _RANKING
    if ranks:
        found = [award for award in found if not (_ALONGSIDE.fullmatch(award.grade) and len(ranks) >= _MANY) and award.grade not in _OF_BODIES]  # fmt: skip
    if any(award.grade in {"최우수", "장려"} for award in found):
        found += _plainly_good(prose, places, found)
    return tuple(_distinct(found))


_RANKING, _MANY = frozenset({"최우수", "우수", "장려", "대", "금", "은", "동"}), 2
# 최우수 … 에게 군수 표창을 준다, 우수기관으로 기관 표창을 받았다: what comes with a grade is none beside it
_ALONGSIDE = re.compile(r"(?:[가-힣]{1,4}(?:시장|군수|구청장)|시장|군수|구청장)\s?표창")
_OF_BODIES = frozenset({"기관표창", "기관 표창", "기관상"})
# 최우수 공무원은 …, 우수공무원에는 …, 장려 제안은 …: beside other grades these are grades too
_GOOD = re.compile(
    r"(?<![가-힣])(?P<grade>우수|장려)(?=\s?(?:공무원|사례|팀|제안|시책|과제|부서|논문|작품|아이디어|연구|동아리)(?:은|는|에는|로는|으로는)\s)"
    r"|[’'”](?:이|가|은|는)\s(?P<told>우수|장려)(?=\s?(?:사례|제안|시책|과제)로\s(?:뽑|선정|꼽))"
)


def _plainly_good(prose: Prose, places: Sequence[Place], found: list[AwardDraft]) -> list[AwardDraft]:
    known = {award.grade.removesuffix("상") for award in found}
    drafts: dict[str, AwardDraft] = {}
    for paragraph in prose.body:
        for start, end in paragraph.sentences:
            for match in _GOOD.finditer(prose.text, start, end):
                key = "grade" if match["grade"] else "told"
                if match[key] not in known:
                    made = _award(prose, match.span(key), match.end(key), (start, end), places)
                    drafts.setdefault(match[key], made)
    return list(drafts.values())


_TO_COME = re.compile(
    r"(?:[^.]{0,24}?(?:을|를|이|가)\s)(?:정하며|정한다|정할|가린다|가릴|가리게|겨룬다|주어진다|주어질|수여한다|수여할|시상한다|시상할|결정한다|선정할|선발할)"
)
_OFFERED = re.compile(
    r"\s?\(?\d{1,3}\s?(?:명|팀|건|편|점|작품)\)?\s?[:\-–]?\s?\(?(?:각\s)?(?:상금\s)?[\d,]+\s?(?:만|천)?\s?원"
)
_TO_GIVE = re.compile(
    r"\d\s?(?:명|팀|건|편|곳)에게는?\s[^.]*?(?:드립니다|드린다|준다|줍니다|지급한다|지급합니다|수여한다|주어진다|주어집니다)[.]?\s*$"
)
_DONE = re.compile(r"[았었였했됐왔갔]다|받은|뽑힌|선정된|수상한|오른")
_AS_BODY = re.compile(
    r"\s[가-힣\s]{0,20}?(?:기관|지자체|자치단체|도시|시·군)(?:으로|로|에|이|가)?\s?(?:선정|뽑|이름|등극)"
)


# 우수기관을 포상하고, 우수기관 및 유공자 12명, 우수기관 22곳에 대한 시상식, 우수 지자체에 상을 주어 왔다
_OF_CLASS = re.compile(
    r"(?:을|를)\s(?:[^.,]{0,10}\s)?(?:포상|시상|표창|뽑|골라|선정해|선발해|가려|찾아|격려|기리)"
    r"|\s?(?:및|과|와|·|,)\s?(?:우수\s?|모범\s?)?(?:유공|개인|공무원|공로)"
    r"|(?:으로|에)\s(?:뽑힌|선정된|선발된)\s(?:지자체|자치단체|지방정부|기관|부서|시군|시·군|단체|곳|직원|공무원)(?:에는|에게는?)\s"
    r"|\s\d{1,3}\s?(?:곳|개)(?:\s?기관)?에\s(?:대한|대해)"
    r"|\s?(?:포상|시상|표창)\s?(?:수여식|식)|\s?(?:및|과|와|·|,)[^.]{0,30}에게\s|(?:와|과)\s[^.]{0,14}(?:이|가)\s(?:모여|모인|모였|함께)"
    r"|에(?:게|는)?\s[^.]{0,24}(?:주어\s왔|주고\s있|수여해\s왔|수여하고\s있|시상하고\s있)"
)


def _is_grade(
    text: str, match: re.Match[str], floor: int, of_cases: set[Span | None], *, heading: bool, done: bool
) -> bool:
    grade, at = match["grade"], match.start("grade")
    if _TO_COME.match(text[match.end() : match.end() + 40]):
        return False  # 대상과 금상을 정하며 대상에는 대통령상이 주어진다: nobody has won yet
    if _OFFERED.match(text[match.end() : match.end() + 40]) and not done:
        return False  # 최우수 1명 100만 원: a prize that is offered
    if (match["tail"] or grade.endswith("기관")) and _OF_CLASS.match(text, match.end()):
        return False  # 우수기관을 포상하고, 우수기관 및 유공자에게: who they are, whoever they are
    if _NOBODY.match(text, match.end()):
        return False  # 금상은 없고
    if grade == "최고상" and _GLOSS.match(text, match.end()):
        return False  # 최고상(대상): which one, the bracket says
    if grade == "금상" and text[at - 1 : at] == "버":
        return False  # 버금상
    if grade == "대상" and _WHO_GETS.search(text, max(floor, at - 6), at):
        return False  # ‘… 지원사업’ 대상에 올랐다: who gets it
    if grade == "대상" and _AS_FIRST.match(text, match.end()) and _ENTRY.search(text, max(floor, at - 12), at):
        return True  # 보고서가 대상으로 선정됐다; not 마을이 대상으로 선정됐다
    if grade == "대상" and (_OBJECT.match(text, match.end()) or _ITS_NAME.match(text, match.end())):
        return False  # 대상을 넓혀; 일자리 대상은 … 행사로: the prize's own name
    if match.span("grade") in of_cases:
        return True
    if grade in {"최우수", "장려"} and _CHOSEN_AS.match(text, match.end("grade")):
        return True  # 최우수 사례로 뽑힌, 장려 공무원으로 선정
    before = text[max(floor, at - 2) : at]
    after = text[match.end() : match.end() + 14]
    if at and "가" <= text[at - 1] <= "힣" and not grade.endswith(("상", "표창")):
        return False
    if _NOT_GRADE_AFTER.match(after) and match["tail"] is None:
        return False
    if grade in {"최고등급", "최고 등급", "S등급"} and re.search(r"상여금|성과급|성과", text[max(floor, at - 10) : at]):
        return False
    if grade == "대상" and heading and not re.match(r"[’”…·!,]|\s?(?:수상|받|선정|차지|영예|쾌거|$)", after):
        return False
    if grade == "대상" and match[0][-1] in "’”'\"" and after.startswith("에서") and match[0][0] not in "‘“'\"":
        return False  # ‘제15회 생산성 대상’에서 1위에 올라: where something was won
    if grade == "대상" and at and "가" <= text[at - 1] <= "힣":
        return False  # 지방자치 정책대상에서: the prize's own name
    if grade == "대상" and _THAT_IS.match(text, match.end()):
        return True  # 대상인 대통령 표창
    if grade == "대상":
        object_of = before.endswith(("을", "를", "을 ", "를 ")) or _OBJECT.match(after) is not None
        if re.match(r"\s", after) and re.search(r"[가-힣]\s$", before) and not _WON_NEXT.match(after):
            return False  # 공공기관 대상 범정부 대회: for whom it is held
        return not object_of and (re.match(r"(?:을|의|에|\(|,|\s|’|'|$|과|·|이\s(?:주|돌)|은\s)", after) is not None)
    if grade in {"우수", "장려", "최우수"}:
        if _AS_BODY.match(text[match.end("grade") : match.end("grade") + 40]):
            return True
        quoted = match[0][0] in "‘'“\"" or (text[at - 1 : at] == "(" and after.startswith(")"))
        ranked = (
            re.match(
                r"\s?(?:\d+\s?(?:건|명|개|곳|팀|편|점|[,)·․‧ㆍ])|각\s?(?:\d|[한두세네]\s)|[▲△]|등의\s(?:등급|상)|에는|에[\s,]|은\s|는\s|로\s|\s[가-힣]{1,12}(?:과|실|국|센터|사업소|담당관|면|읍|동)\s[가-힣]{2,4}\s(?:팀장|주무관|과장|계장|사무관)|\(|:|를\s|등급|,|·|’|에 선정|상|의\s(?:영광|영예|성적|입상))",
                after,
            )
            is not None
        )
        return quoted or match["tail"] is not None or ranked or match.span("grade") in of_cases
    return grade not in {"특별교부세", "1등급", "입선"}


_AS_FIRST = re.compile(r"으로\s?(?:최종\s)?(?:선정\s?[됐되돼]|뽑[혔혀힌])")
# an entry: a place or people that 대상으로 선정됐다 are whom something is for
_ENTRY = re.compile(r"(?:[’”'\"」]|보고서|사례|시책|제안|작품|아이디어|과제)(?:이|가)\s(?:(?:각각|최종|영예의)\s)?$")
# 대상을 넓혀, 대상에서 빼, 생산성 대상에 처음 응모해
_OBJECT = re.compile(
    r"으로|이\s되|자|지|은\s전국|에\s(?:선정되|포함|(?:처음\s|첫\s)?(?:응모|도전|출품|참가|신청))|에서\s|을\s(?:더\s)?(?:넓|늘|확대|한정|제한|좁|옮|바꾸)"
)
_NOBODY = re.compile(r"[’”'\"]?(?:은|는|이|가)\s없(?:고|었|으며|다)")
_HIGHEST_IS = re.compile(rf"최고상\s?\((?:{GRADES})\)")
_THAT_IS = re.compile(r"인\s[가-힣\s]{2,14}(?:상|표창)")
_ITS_NAME = re.compile(r"은\s[^.]{4,90}?(?:행사|제도|대회|공모전)(?:로|으로|이다|다|입니다)[\s.,]")
_GLOSS = re.compile(rf"\s?\((?:{GRADES})\)")
_WHO_GETS = re.compile(
    r"(?:사업|지원|공모|점검|평가|조사|교육|감사|정비|설치|과세|부과|감면|적용|포상|시상|표창|단속|제한|심사|선정|투표|검토|추천|발표)[’'”\"」]?\s?$"
)
_CHOSEN_AS = re.compile(
    r"\s?(?:신규|혁신|정책|행정)?\s?(?:사례|공무원|제안|과제|시책|팀)(?:의\s자리는|로|으로|에|에는|는|은)(?:는)?\s"
)
_WON_NEXT = re.compile(
    r"\s(?:수상|선정|차지|영예|받|획득|쾌거|등극|등\s(?:\d|[두세네]\s?관왕)|\d|[‘“'\"△▲(]|및|[가-힣]{1,4}(?:시|군|구|도|청)[\s의은는이가,]|$)"
)


_LESS_SURE = 0.1


def _award(prose: Prose, span: Span, name_end: int, sentence: Span, places: Sequence[Place]) -> AwardDraft:
    """Return the award whose grade stands at ``span``; its name goes on to ``name_end`` (우수 기관)."""
    text = prose.text
    start, end = span
    written = text[start:end]
    grade = _TYPOS.get(written, written)
    note = re.match(r"\s?\(([^)]{2,24}(?:상|표창))\)", text[name_end : name_end + 30])
    name = re.sub(r"\s+", " ", text[start:name_end].replace(written, grade)).strip("’'”\"")
    giver = _GIVER.search(text, max(sentence[0], start - 16), start) if grade in _GIVEN_BY_HEADS else None
    if giver:
        start = giver.start()
        name = re.sub(r"\s+", " ", text[start:name_end])
        grade = name
    glued = _GLUED.search(text, max(sentence[0], start - 14), start) if written in _HEADS_PRIZES else None
    if glued:
        start = glued.start()  # 농촌진흥청장상
        grade = name = text[start:name_end]
    if note:
        name_end += note.end()
        name = f"{name}({note[1]})"
    stretch = text[sentence[0] : sentence[1]]
    money = _MONEY.search(stretch)
    amount = amount_span = None
    if money:
        amount = re.sub(r"\s+", " ", money[0]).strip()
        amount_span = (sentence[0] + money.start(), sentence[0] + money.end())
    polarity = -1 if _DENIED.search(text[end : sentence[1]]) else 1
    owner = _owner(text, sentence, start, places)
    return AwardDraft(
        start, name_end, grade, name, amount, amount_span, owner, polarity, 0.85 if owner else 0.7, "award-grade"
    )


# 농림부 장관상, 국토연구원 원장상: whose head gives it; 우수공무원 시장상, 국민평가단 회장상 say who gets or chooses it
_GIVER = re.compile(
    r"[가-힣]{2,14}(?:부|처|청|위원회|회|도|시|공사|공단|재단|(?:연구|진흥|평가|과학|기술|관리|교육|연수|의료|개발|정보|안전|인재)원)\s?$"
)
_GIVEN_BY_HEADS = frozenset(
    {"장관상", "장관 표창", "장관표창", "처장상", "청장상", "도지사상", "시장상", "위원장상", "회장상", "도지사 표창", "도지사표창", "원장상", "이사장상", "사장상"}
)  # fmt: skip
_HEADS_PRIZES = frozenset({"청장상", "처장상", "의장상", "위원장상", "회장상", "시장상"})
_GLUED = re.compile(r"[가-힣]{2,12}$")
_TOPIC_TAIL = re.compile(r"^(?:은|는|이|가|도|의|측은)(?![가-힣])")


def _owner(text: str, sentence: Span, at: int, places: Sequence[Place]) -> Place | None:
    """Return the nearest name before the grade in its sentence that is marked as topic, subject or owner."""
    inside = [place for place in places if sentence[0] <= place.start < at and place.kind != "head"]
    marked = [
        place
        for place in inside
        if _TOPIC_TAIL.match(place.tail)
        and not re.match(r"(?:의|가|이)\s[^.]{0,30}?(?:주관|주최|평가|대회|심사)", text[place.end : place.end + 40])
    ]
    return marked[-1] if marked else None


def _distinct(found: list[AwardDraft]) -> list[AwardDraft]:
    kept: list[AwardDraft] = []
    for award in found:
        base = award.grade.replace(" ", "").removesuffix("상").removesuffix("기관")
        same = [
            other for other in kept
            if other.grade.replace(" ", "").removesuffix("상").removesuffix("기관") == base and (award.owner is None or other.owner is None or other.owner.name == award.owner.name)
        ]  # fmt: skip
        if not same:
            kept.append(award)
    return kept
