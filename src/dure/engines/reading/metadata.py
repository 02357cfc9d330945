"""Title of a page, by rules of Korean pages; null where the page does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dure.engines.reading.dates import parse_stamp
from dure.engines.reading.lexicon import any_of, words
from dure.engines.reading.lines import OUTSIDE, beginning_with
from dure.engines.reading.nameplates import is_name, is_number, is_plate, is_series
from dure.engines.reading.outlets import OUTLET_WORD, TAG, is_masthead
from dure.engines.reading.pairs import Pairs, places_of
from dure.engines.reading.pathlines import is_counter, is_lead, is_of_picture, is_path
from dure.engines.reading.posts import is_post
from dure.engines.reading.publication import begins_labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.document import BlockKind
    from dure.engines.reading.lines import Line

_MIN_OVERLAP = 0.34
_HEAD_LINES = 40
_NEAR = 12
_STAMP_LINE = 40
_BULLET = re.compile(r"^\s*(?:[-–—―▸▹▻▶►▷◆◇■□○●▲△▴▵❏❑❖*※·․‧∙・ㆍ]|•)\s*")
_HEADLINE_MARKS = "◇◆★☆▣◈"
_BREADCRUMB = re.compile(r"\S\s[>»›]\s\S|^(?:홈|Home|HOME|메인)\s|^\s?[>»›]")
_SITE_SUFFIX = re.compile(r"\s*(?:[|<>:»ㅣ]|\s[-–—]\s|::).*$")
_CATEGORY = re.compile(
    r"^(?:보도자료|공지사항|공지|알림|새소식|포토뉴스|시정소식|군정소식|구정소식|도정소식|일반)\s+(?=\S.{8,})"
)
_TAG_SECTION = re.compile(rf"^(?:{any_of('page', 'menu_words')})$|^[가-힣]{{0,4}}(?:소식)$")
# 홈 > 알림마당 > 보도자료 …: the path before a headline; … - 금강물결신문: the site behind it.
_CRUMBS = re.compile(
    r"^(?:홈|HOME|Home|처음|메인|처음으로)\s?[>›»]\s?(?:[^\s>›»]{1,12}\s?[>›»]\s?){0,4}[^\s>›»]{1,12}\s+(?=\S.{9,})"
)
# … < 행정 < 뉴스 < 기사본문: the path behind a headline.
_PATH_BEHIND = re.compile(r"(?:\s<\s[가-힣A-Za-z0-9·/& ]{1,12}){2,}$")
_SITE_BEHIND = re.compile(r"\s[-–—|]\s(?P<site>[가-힣A-Za-z0-9·]{2,14})$")
# … 게시물 상세보기: what a board says of its page, for those who hear it.
_VIEW_OF = re.compile(
    r"\s(?:게시물|게시글|게시판|글)\s?(?:내용\s?)?(?:(?:상세\s?보기|상세|보기|읽기)$|상세\s?보기\s.*(?:정보\s?제공|상세\s?보기|표)$)"
)
# … 발표대회 개최참신하고 톡톡 튀는 …: a subtitle glued to the headline's last word, with none of what that word may take
_GLUED_SUBTITLE = re.compile(
    r".{10,}?\s(?:개최(?![한하해했됐되된될돼지국식일를을와과도에의로중시후전키권및기예안장이가은는까]|계획|결과)|성료(?![했됐를로와하한된]|되)|끝나(?![는고며면지기자서니도야게다던긴길버])|마쳐(?![야서도라])|쾌거(?![를로의에와다가는도이라]))(?=[가-힣]{2,}\s\S.{6,})"
)
_BARS = re.compile(r"(?:\s*[|│])+\s*$")  # … | ||||: cells of a table that hold nothing
# date 2024-03 …: what an archive writes before a text; # …, ![]() …: a dump before a heading, for a picture
_ARCHIVED = re.compile(r"^(?:date\s20\d\d-\d\d(?:-\d\d)?|#{1,6}|!\[\]\([^()]*\))\s")
_TAG_WORDS = frozenset(words("page", "headline_tags"))
_FORM_TITLE = re.compile(r"^제\s*목\s*[:：]?\t(?P<title>\S.{4,})$")
# 제목: …, | 제목 | … |, 건명 …
_TITLE_LABEL = re.compile(
    r"^[|│]?\s*(?:(?:제\s*목|글\s*제목|기사\s*제목)\s*[:：\t|│]?|건\s?명(?:\s|\s?[:：\t|│]))\s*(?P<title>\S.{3,}?\S)\s*[|│]?$"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The title of a page and the lines that carry it and its subtitles."""

    title: str | None
    title_lines: tuple[int, ...]
    subtitle_lines: tuple[int, ...]


def declared_title(meta: Sequence[tuple[str, str]]) -> str | None:
    """Return the headline that the head of a page declares, without the name of the site."""
    first: dict[str, str] = {}
    for name, value in meta:
        first.setdefault(name, value)
    for name in ("json-ld:headline", "headline", "og:title", "twitter:title", "title"):
        if first.get(name):
            return first[name].replace("\u00a0", " ").strip()
    return None


def headline(
    lines: list[Line], first: int, after: int, kinds: Sequence[BlockKind], meta: Sequence[tuple[str, str]]
) -> Headline:
    """Return the title: the earliest heading near the body that shares enough with what the body says.

    A line that the head of an HTML page declares wins; a repeated line and one before a date line are likelier;
    lines that begin with a mark (▸ - ○) are subtitles, never the title.
    """
    if first >= after or is_post(lines, first, after):
        return Headline(None, (), ())
    about = Pairs(" ".join([line.text for line in lines[first:after]])[:1500])
    declared = [value for name, value in meta if name in _TITLE_NAMES]
    wanted = [Pairs(value) for value in dict.fromkeys(declared)]
    places = places_of([line.text for line in lines[:first]], [about, *wanted], _MIN_OVERLAP, _LITTLE, _LABELS)
    forms = [position for text, found in places.items() if text[0] == _FORM_BEGINS for position in found]
    for position in [*sorted(forms), *range(first, after)]:
        line = lines[position]
        form = _FORM_TITLE.match(line.text) if line.unit.tag == "tr" and line.text[0] == _FORM_BEGINS else None
        if form:  # the frame of an official letter (시행문) names its own title
            return Headline(form["title"].strip(), (position,), ())
    broken = _broken(lines, first, kinds)
    if broken is not None:
        both = (broken, broken + 1)
        title = _bare_title(" ".join(lines[at].text for at in both))
        return Headline(title, both, _subtitles(lines, first, kinds, about, both))
    scored = _candidates(lines, first, kinds, about, wanted, places)
    above = _above_tools(lines, first, kinds, about)
    if above is not None:
        scored = {above: 1.0, **{at: 1.0 for at in scored if lines[at].text == lines[above].text}}
    placed = None
    names = [at for at in scored if is_name(lines[at].text)]
    if len(names) < len(scored):
        for at in names:
            del scored[at]
    elif scored and (placed := _placed(lines, first, kinds, about)) is not None:
        scored = {}
    if not scored:
        title = None if placed is not None else _declared_about(declared, about)
        placed = None if title else _placed(lines, first, kinds, about)
        if placed is not None:
            title = _bare_title(lines[placed].text)
        title = (
            title or _in_form(lines, after, about) or _few_words(lines, first, kinds) or _at_foot(lines, after, about)
        )
        found = () if placed is None else (placed,)
        return Headline(title, found, _subtitles(lines, first, kinds, about, found))
    scored = _below_form(lines, _without_points(lines, first, scored))
    best = max(scored.values())
    chosen = min(position for position, score in scored.items() if score >= 0.72 * best and score >= best - 1.6)
    chosen = _above_subtitle(lines, kinds, about, _below_category(lines, first, kinds, about, chosen))
    chosen = _below_series(lines, kinds, _above_stamp(lines, first, kinds, about, chosen))
    text = lines[chosen].text
    same = tuple(position for position in scored if lines[position].text == text)
    # … 성료 | 뉴스로: the same headline stands below without the name of the site
    shorter = [
        lines[at].text for at in scored if len(lines[at].text) >= _WHOLE_TITLE and text.startswith(lines[at].text)
    ]
    text = next((one for one in shorter if _SITE_REST.fullmatch(text[len(one) :])), text)
    labelled = _TITLE_LABEL.match(text)
    title = _bare_title(labelled["title"] if labelled else _as_declared(_as_alone(lines[:first], text), declared))
    label = TAG.match(title or "")
    if title and label and lines[first].text.startswith(title[: label.end()].strip()):
        title = title[label.end() :]  # [물빛사랑방] before headline and lead: who says it
    return Headline(title, same or (chosen,), _subtitles(lines, first, kinds, about, same))


def _broken(lines: list[Line], first: int, kinds: Sequence[BlockKind]) -> int | None:
    """Return the first line of a headline in two: a quotation that the next line closes, or what ends in a comma or dots, at the head of a dump."""
    for at in range(min(first - 1, _AT_HEAD)):
        line, below = lines[at], lines[at + 1]
        text = line.text
        if not (_OPENED.search(text) or _GOES_ON.search(text)) or line.prose or line.row or line.unit.tag:
            continue
        closes = _OPENED.search(text) is None or (_CLOSED.search(below.text) is not None)
        heads = _may_head(line, kinds[at], cut=True, open_end=True) and _may_head(below, kinds[at + 1])
        if closes and heads and line.short and below.short and not (below.prose or below.row or is_name(text)):
            return at
    return None


_AT_HEAD = 3
_GOES_ON = re.compile(r",$|[”’\"']\s?(?:…|\.{2,3})$")  # 숨은 세원 찾아내고,; “일상의 개선”…
_OPENED = re.compile(r"“[^”]*$|‘[^’]*$|「[^」]*$|『[^』]*$")
_CLOSED = re.compile(r"^[^“‘「『]*[”’」』]")


def _above_tools(lines: list[Line], first: int, kinds: Sequence[BlockKind], about: Pairs) -> int | None:
    """Return the heading directly above the buttons with which some sites have an article read out, or summed up by a machine."""
    for at in beginning_with(lines, first, _TOOL):
        if at and _TOOLS.match(lines[at].text):
            above = at - 1
            while above and (kinds[above] in {"date", "byline"} or parse_stamp(lines[above].text)):
                above -= 1
            line = lines[above]
            heads = _may_head(line, kinds[above], cut=True) and line.length >= _WHOLE_TITLE and not is_name(line.text)
            return above if heads and Pairs(line.text).share(about) >= _SUBTITLED else None
    return None


_TOOL, _TOOLS = "기자", re.compile(r"기사\s?(?:읽어\s?주기|듣기)$|자동요약(?:\s기사\s제목|$)")


def _below_form(lines: list[Line], scored: dict[int, float]) -> dict[int, float]:
    """Return the candidates below the head of a release's form, where any stand there: above it an office prints its motto."""
    last = max(scored)
    near = range(last - 1, max(-1, last - _FORM_NEAR), -1)
    form = next((at for at in near if "료" in lines[at].text and _FORM_HEAD.match(lines[at].text)), -1)
    return {at: score for at, score in scored.items() if at > form}


_FORM_NEAR = 60


def _without_points(lines: list[Line], first: int, scored: dict[int, float]) -> dict[int, float]:
    """Return the candidates that do not stand again as points above the body: a site's head may say a subtitle."""
    points = _points(lines, max(scored) + 1, first)
    kept = {at: score for at, score in scored.items() if lines[at].text not in points} if points else scored
    return kept or scored


def _points(lines: list[Line], start: int, end: int) -> frozenset[str]:
    marked = ((line.text, _BULLET.match(line.text)) for line in lines[start:end])
    return frozenset(text[mark.end() :].rstrip(" -–—") for text, mark in marked if mark)


def _above_subtitle(lines: list[Line], kinds: Sequence[BlockKind], about: Pairs, chosen: int) -> int:
    """Return the line above a heading where that one is its subtitle: two headings side by side, the lower said no oftener."""
    above = _past_frame(lines, kinds, chosen)
    if above < 0:
        return chosen
    line = lines[above]
    asks = above == 0 and line.text[-1] in "?!" and line.length >= _SHORTEST
    if (
        line.row
        or not (line.length >= _WHOLE_TITLE or asks)
        or not line.unit.tag == lines[chosen].unit.tag in _PLAIN_TAGS
    ):
        return chosen
    if not _may_head(line, kinds[above]) or line.date or parse_stamp(line.text) or _FIELD_ROW.search(line.text):
        return chosen
    bracketed = line.text.startswith("[") and line.text.endswith("]")
    if bracketed or is_masthead(line.text.split()[0]) or is_name(line.text):
        return chosen  # 물빛경제 최신 기획: the site's own
    if line.text in _points(lines, chosen + 1, chosen + _BELOW_IT):
        return chosen
    if not asks and Pairs(line.text).share(about) < _SUBTITLED and not _says_above(lines, above, kinds):
        return chosen
    texts = [line.text for line in lines]
    return above if texts.count(lines[chosen].text) <= texts.count(line.text) else chosen


_SUBTITLED, _BELOW_IT = 0.2, 4
_PLAIN_TAGS = frozenset({"", "div", "p", "span", "td"})
_SAYS = re.compile(r"[가-힣],\s|…|‘[^’]+’|“[^”]+”|[가-힣](?:(?<!니)다|(?<!요)[!?])$")


def _past_frame(lines: list[Line], kinds: Sequence[BlockKind], chosen: int) -> int:
    """Return the line above a heading, past the stamps and buttons that a site prints between headline and subtitle."""
    above = chosen - 1
    while above >= 0 and chosen - above <= _FRAME and _is_frame(lines[above], kinds[above]):
        above -= 1
    if above == chosen - 1 or above < 0 or lines[above].prose:
        return chosen - 1
    stamped = any(kind == "date" for kind in kinds[above + 1 : chosen])
    return above if stamped or above == 0 else chosen - 1


def _is_frame(line: Line, kind: BlockKind) -> bool:
    return kind in {"date", "byline"} or (line.length <= _BUTTON and not line.unit.tag)


_FRAME, _BUTTON = 14, 6


def _says_above(lines: list[Line], above: int, kinds: Sequence[BlockKind]) -> bool:
    """Tell a headline by what it does (a comma, a quotation) and by its place: a word or a menu above it, a stamp two below."""
    if not _SAYS.search(lines[above].text):
        return False
    if above == 0 and _DID.search(lines[above].text):
        return True  # 새내기 공무원들 ‘발상의 전환’ 빛났다
    stamped = kinds[above + 2] in {"date", "byline"} or parse_stamp(lines[above + 2].text) is not None
    return stamped and (above == 0 or lines[above - 1].length < _WHOLE_TITLE or lines[above - 1].menu)


_DID = re.compile(r"[갔겠났냈됐떴렸봤샀섰였었았왔있졌쳤컸켰탔했혔른킨난운]다$")

_SITE_REST = re.compile(r"\s*[|<>»ㅣ:–-]+\s*\S.{0,14}")


def _above_stamp(lines: list[Line], first: int, kinds: Sequence[BlockKind], about: Pairs, chosen: int) -> int:
    """Return the heading directly above the one stamp of a page where the chosen one stands below it, a subtitle said once."""
    if lines[chosen].unit.tag:
        return chosen
    dated = (at for at in range(1, first) if lines[at].dated and lines[at].length <= _STAMP_LINE)
    stamps = [at for at in dated if _DAY_AND_CLOCK.search(lines[at].text)]
    if len(stamps) != 1 or stamps[0] > chosen or chosen - stamps[0] > _NEAR_STAMP:
        return chosen
    above = stamps[0] - 1
    line = lines[above]
    heading = _may_head(line, kinds[above]) and line.length >= _WHOLE_TITLE and not line.row and not is_name(line.text)
    below = all(other.text != lines[chosen].text for other in lines[: stamps[0]])
    return above if heading and below and Pairs(line.text).share(about) >= _SOME_OVERLAP else chosen


def _below_series(lines: list[Line], kinds: Sequence[BlockKind], chosen: int) -> int:
    """Return the heading directly below the name of a series with its number, where the chosen one is a subtitle further down."""
    for position in range(max(0, chosen - _SERIES_ABOVE), chosen - 1):
        below = lines[position + 1]
        if not is_series(lines[position].text) or below.text.endswith(")"):  # 맛집·여행 (604): a blog's categories
            continue
        if _may_head(below, kinds[position + 1]) and not is_name(below.text):
            return position + 1
    return chosen


_SERIES_ABOVE = 4
_DAY_AND_CLOCK = re.compile(
    r"20\d\d(?:[.\-/]\d{1,2}[.\-/]\d{1,2}|년\s\d{1,2}월\s\d{1,2}일)(?:\([월화수목금토일]\))?[\s.(\[]+\d{1,2}:\d{2}"
)
_NEAR_STAMP = 4


def _below_category(lines: list[Line], first: int, kinds: Sequence[BlockKind], about: Pairs, chosen: int) -> int:
    """Return the line below a word or two that are a category's name: a whole headline, with its date below it."""
    below = chosen + 1
    if (
        lines[chosen].length >= _WHOLE_TITLE
        or below >= first
        or sum(one.text == lines[chosen].text for one in lines) > 1
    ):
        return chosen
    line = lines[below]
    stamped = any(parse_stamp(other.text) for other in lines[below + 1 : min(first, below + 4)])
    heading = _may_head(line, kinds[below]) and not line.row and line.unit.tag == lines[chosen].unit.tag == ""
    whole = line.length >= _WHOLE_TITLE and not parse_stamp(line.text) and not _FIELD_ROW.search(line.text)
    return below if stamped and heading and whole and Pairs(line.text).common(about) else chosen


def _as_declared(text: str, declared: list[str]) -> str:
    """Drop what a heading's element holds besides its title (사회 …, a subtitle behind a break), when the head says so."""
    if any(text in value for value in declared):
        return text
    glued = next(
        (
            part
            for value in declared
            for part in _PARTS.split(value)
            if _GLUED.fullmatch(part) and text.startswith(part)
        ),
        None,
    )
    if glued and len(text) - len(glued) >= _WHOLE_TITLE and text[len(glued)].isalnum():
        return text[len(glued) :]  # 동네소식내년 우리 동네 …: a section's name in the heading's element
    for value in declared:
        for title in (value, _SITE_SUFFIX.sub("", value)):
            at = text.find(title) if len(title) >= _WHOLE_TITLE else -1
            if at >= 0 and title != text:
                # Before it only the name of a section; behind it anything.
                if at <= _SECTION_NAME:
                    return title
                break
    return text


_PARTS = re.compile(r"\s*[|<>:»ㅣ]\s*|\s[-–—]\s")
_GLUED = re.compile(r"[가-힣\s]{0,6}(?:소식|알림|자료|뉴스|공고|공지|사항|마당|게시판|자료실)")
_MARK_BEHIND = re.compile(r"\s?[|ㅣ│]\s?\S{2,14}$|\s[-–—:<]\s\S{2,14}$")


def _as_alone(above: Sequence[Line], text: str) -> str:
    """Drop a mark and a word behind it (… | 갯마루) where the page says the rest alone, in another line above the body."""
    behind = _MARK_BEHIND.search(text)
    bare = text[: behind.start()] if behind else ""
    return bare if len(bare) >= _WHOLE_TITLE and any(line.text == bare for line in above) else text


def _placed(lines: list[Line], first: int, kinds: Sequence[BlockKind], about: Pairs) -> int | None:
    """Return the one heading between a date and the body, or alone above the body, though it shares little with it."""
    nearest = None
    seen = 0  # lines between the body and the heading that are not what a form or a site prints there
    for position in range(first - 1, max(-1, first - _NEAR), -1):
        line = lines[position]
        if line.list_row or line.weather:
            break
        if (
            line.section
            or line.date
            or line.byline
            or (line.short and line.length < _WHOLE_TITLE)
            or kinds[position] == "subtitle"
            or _names_again(lines, position)
        ):
            continue
        heading = _may_head(line, kinds[position]) and not line.row and not _FIELD_ROW.search(_without_site(line.text))
        heading = heading and not (line.length <= _STAMP_LINE and parse_stamp(line.text)) and not is_name(line.text)
        if not heading and _FORM_ROW.search(line.text):
            continue
        if heading and line.length >= _WHOLE_TITLE and Pairs(line.text).share(about) >= _SOME_OVERLAP:
            return position
        marked = _BULLET.match(line.text) is not None
        seen += not marked
        if heading and not line.prose and line.length >= _WHOLE_TITLE and seen == 1 and nearest is None:
            nearest = position
    return nearest


def _without_site(text: str) -> str:
    behind = _SITE_BEHIND.search(text)
    return text[: behind.start()] if behind and is_masthead(behind["site"]) else text


_VIEWS = ("전경", "모습", "장면")  # 군청 청사 전경: what a picture shows
_FEW_WORDS = 16
# 바다가 가르쳐 준 행정: three words, one with its particle
_SENTENCE = re.compile(r"(?=\S+\s\S+\s\S)(?:\S+\s)*[가-힣]+(?:[은는이가을를에와과의]|에서|으로)\s\S")
_FORM_ROW = re.compile(r"(?:조회|추천|댓글|읽음|공감)\s?수?\s?[:：]?\s?\d|\s[|│]\s")
_QUOTED = re.compile(r"[“‘\"'「『][^”’\"'」』]{3,}[”’\"'」』]$")


def _few_words(lines: list[Line], first: int, kinds: Sequence[BlockKind]) -> str | None:
    """Return a short headline: in quotes or as words of a sentence directly above the first stamp or signature, or alone between one and the body."""
    alone = first == 1 and " " in lines[0].text and not (lines[0].prose or is_name(lines[0].text))
    alone = alone and not lines[0].text.endswith(_VIEWS)
    if alone and _may_head(lines[0], kinds[0]):
        return _bare_title(lines[0].text)
    above = kinds[first - 2] if first > 1 else "navigation"
    if above in {"date", "byline"} and _may_head(lines[first - 1], kinds[first - 1]):
        return _bare_title(lines[first - 1].text)
    for position in range(max(1, first - _NEAR), first):
        if kinds[position] in {"date", "byline"} or parse_stamp(lines[position].text):
            head = lines[position - 1]
            few = len(head.text) < _FEW_WORDS and _SENTENCE.match(head.text) is not None and not is_name(head.text)
            said = few or _QUOTED.match(head.text)
            return head.text if said and _may_head(head, kinds[position - 1]) else None
    return None


_FORM_LABEL = re.compile(r"\W*(?:기사\s?제목|글\s?제목|제\s?목)\W*$")


def _in_form(lines: list[Line], after: int, about: Pairs) -> str | None:
    """Return the title that a form behind the article holds (메일보내기 … 기사제목 / …), where no line above says it."""
    for label, line in zip(lines[after:], lines[after + 1 :], strict=False):
        if (
            line.length >= _WHOLE_TITLE
            and _FORM_LABEL.match(label.text)
            and Pairs(line.text).share(about) >= _MIN_OVERLAP
        ):
            return _bare_title(line.text)
    return None


def _at_foot(lines: list[Line], after: int, about: Pairs) -> str | None:
    """Return the headline that stands below its article, directly above the labelled stamp, where none stands above."""
    for line, below in zip(lines[after : after + _FOOT], lines[after + 1 : after + 1 + _FOOT], strict=False):
        if below.date and begins_labelled(below.text):
            heads = line.length >= _WHOLE_TITLE and _may_head(line, "navigation") and not line.row
            return _bare_title(line.text) if heads and Pairs(line.text).share(about) >= _MIN_OVERLAP else None
    return None


_FOOT = 6


def _names_again(lines: list[Line], position: int) -> bool:
    """Tell 프로필 꼬막과장의 출근길 below the site's own … 꼬막과장의 출근길: a name with a word of the form before it."""
    name = lines[position].text.partition(" ")[2]
    return len(name) >= _LONG_NAME and any(other.text.endswith(name) for other in lines[:position])


_WHOLE_TITLE, _SECTION_NAME, _SOME_OVERLAP, _LONG_NAME = 10, 8, 0.12, 6
_FIELD_ROW = re.compile(
    r"^\W*(?:담\s?당|문\s?의|연\s?락\s?처|배\s?포|보\s?도|제\s?공|부\s?서|쪽\s?수|붙\s?임)[가-힣\s]{0,8}[:：]|쪽수|(?:조회|추천|작성자|글쓴이|댓글|이름|부서|첨부)\s?(?:수|자|파일)?\s*[:：]|[|│]"
)

_TITLE_NAMES = {"json-ld:headline", "headline", "og:title", "twitter:title", "title"}


def _candidates(
    lines: list[Line],
    first: int,
    kinds: Sequence[BlockKind],
    about: Pairs,
    wanted: list[Pairs],
    places: dict[str, list[int]],
) -> dict[int, float]:
    """Score the lines above the body that may be its headline, by their positions; what speaks of nothing here is not asked."""
    distances = _distances(lines, first)
    scored: dict[int, float] = {}
    for text, positions in places.items():
        if len(text) < _SHORTEST:
            continue
        labelled = text[0] in _LABELS and _TITLE_LABEL.match(text) is not None
        own = Pairs(text)
        share = own.share(about)
        if share < _ROW_SHARE and all(lines[at].row and _in_list(lines, at) for at in positions):
            continue  # it stands in rows only
        named = _named(own, wanted)
        telling = share >= _MIN_OVERLAP or named >= 0.6 or labelled  # noqa: PLR2004  most of the declared title
        near = [position for position in positions if distances.get(position, _HEAD_LINES) <= _NEAR]
        if not telling and (share <= _LITTLE or len(positions) == 1 or not near):  # no place can speak for it
            continue
        if named < 0.6 and _of_site(text, about):  # noqa: PLR2004  as above
            continue
        cut = len(positions) > 1  # its own dots, where it is said twice
        heads = [position for position in positions if _may_head(lines[position], kinds[position], cut=cut)]
        repeated = len(heads) > 1
        for position in heads:
            line, listed = lines[position], _in_list(lines, position)
            distance = distances.get(position, _HEAD_LINES)
            dated = any(other.date for other in lines[position + 1 : position + 4])
            # A headline may play with words that the body never says: then its place must speak for it.
            if not telling and not (distance <= _NEAR and repeated and (dated or len(heads) >= _OFTEN)):
                continue
            if share < _ROW_SHARE and listed:
                continue
            score = 4.0 * share * (0.4 if line.length < 10 else 1.0)  # noqa: PLR2004  a word or two
            score += 3.0 * named + (3.0 if labelled else 0.0) - 0.05 * distance
            score += 1.5 if repeated else 0.0
            score += 1.0 if dated else 0.0
            score += 1.0 if line.unit.tag in _HEADING_TAGS else 0.0
            score -= 1.5 if listed or line.unit.region in OUTSIDE else 0.0
            score -= 0.8 if line.prose else 0.0
            if score > 0:
                scored[position] = score
    return scored


def _of_site(text: str, about: Pairs) -> bool:
    """Tell 물빛경제 최신 기획이슈: of the site's own words the body says the name of the site alone."""
    name, _, rest = text.partition(" ")
    return rest != "" and is_masthead(name) and Pairs(rest).share(about) < _MIN_OVERLAP


_FORM_BEGINS = "제"  # 제목
_LABELS, _LITTLE = "제글기건|│", 0.1  # how 제목, 글제목, 기사제목, 건명, | 제목 begin; a share that chance may give
_HEADING_TAGS = frozenset({"h1", "h2", "h3"})
_OFTEN = 3  # in the path, the heading and the form of a board
_SHORTEST, _LONGEST = 5, 110  # letters of a headline
_ROW_SHARE = 0.7  # a menu row shares a word or two with everything


def _in_list(lines: list[Line], position: int) -> bool:
    """Tell a row of a list from a headline that a dump indents like one: that has no row beside it, and stands near the body."""
    line = lines[position]
    if not line.row:
        return False
    return (
        line.unit.region in OUTSIDE
        or (position > 0 and _is_row(lines[position - 1]))
        or (position + 1 < len(lines) and _is_row(lines[position + 1]))
    )


def _is_row(line: Line) -> bool:
    return line.row and not line.date and not is_number(line.words)


def _distances(lines: list[Line], first: int) -> dict[int, int]:
    """Return how many lines that are no menu part each line from the body; of those that fewer than `_HEAD_LINES` part."""
    found: dict[int, int] = {}
    between = 0
    for position in range(first - 1, -1, -1):
        found[position] = between
        between += not lines[position].menu
        if between >= _HEAD_LINES:
            break
    return found


_IMAGE_ALONE = re.compile(r"!\[.*\]\([^()]*\)")  # ![군청](https://….jpg)


def _may_head(line: Line, kind: BlockKind, *, cut: bool = False, open_end: bool = False) -> bool:
    if not _SHORTEST <= line.length <= _LONGEST or kind not in {"navigation", "body", "subtitle"}:
        return False
    text = line.text
    if not "가" <= text[0] <= "힣" and (_IMAGE_ALONE.fullmatch(text) or is_number(text)):
        return False
    if line.signs and (
        line.menu
        or line.weather
        or line.section
        or line.hard_stop
        or line.list_row
        or line.attachment
        or line.translation_mark
    ):
        return False
    if is_path(text) or is_counter(text) or is_of_picture(text) or (line.short and is_masthead(text)):
        return False
    if line.unit.tag not in _HEADING_TAGS and not open_end and is_lead(text):
        return False
    marked = not "가" <= text[0] <= "힣" and _BULLET.match(text) and not line.row and text[0] not in _HEADLINE_MARKS
    crumbs = text[0] in "홈H메" or ">" in text or "»" in text or "›" in text
    if marked or (line.truncated and not cut) or (crumbs and _BREADCRUMB.search(_CRUMBS.sub("", text))):
        return False
    form = _FORM_SIGN.search(text) is not None and (_FORM_HEAD.match(text) or _ISSUE.search(text))
    return not form and not is_plate(text)


# 산골에서 띄우는 편지 · 봄호, 군정소식 제214호: the name of an issue.
_FORM_SIGN = re.compile("[료고시문림지호]")  # one of the last letters of the two that follow, but for a page
_ISSUE = re.compile(
    r"(?:봄|여름|가을|겨울|신년|송년|창간|\d{1,2}월|제?\s?\d{1,4})호\s*(?:\([^)]{4,30}\)|\d{1,3}\s?[쪽면])?\s*$"
)
# What the form of a release or notice prints above its title: 서천군 보도자료, 김해시 공고(안내), 보도 참고자료.
_FORM_HEAD = re.compile(
    r"^\W*(?:[가-힣·]{2,20}(?:\s[가-힣·]{2,12})?\s+)?(?:보\s?도\s?(?:참고\s?|설명\s?)?자\s?료|해명자료|공\s?고|고\s?시|안\s?내\s?문|알\s?림|공\s?지)"
    r"(?:\s?\([^)]{1,12}\))?(?:\s?제\s?\d[\d\s-]*호)?\W*$"
)


def _named(own: Pairs, declared: Sequence[Pairs]) -> float:
    """Return how much of a line and of the declared title that is likest to it is the same."""
    best = 0.0
    for title in declared:
        shared = own.common(title)
        if shared:  # a declared title may carry the site's name, and a menu line may be one of its words
            best = max(best, shared / max(len(own), 0.6 * len(title)))
    return best


def _declared_about(declared: list[str], about: Pairs) -> str | None:
    """Return a declared title that speaks of the body: pages without a heading in the tree."""
    for value in declared:
        pieces = [piece for piece in re.split(r"\s*[|>»ㅣ]\s*|\s::\s", value) if len(piece) >= _WHOLE_TITLE]
        for bare in (_SITE_SUFFIX.sub("", value), *pieces):
            if len(bare) >= _WHOLE_TITLE and Pairs(bare).share(about) >= _MIN_OVERLAP:
                return _bare_title(bare)
    return None


def _bare_title(title: str | None) -> str | None:
    """Remove what stands before a headline in brackets: the outlet's name, 단독, 포토.

    >>> _bare_title("[TV서울] 영등포구, 회의 열어")
    '영등포구, 회의 열어'
    """
    if title is None:
        return None
    title = _CRUMBS.sub("", _ARCHIVED.sub("", title.lstrip(_HEADLINE_MARKS + "•∙|│ "), count=1))
    title = _VIEW_OF.sub("", _BARS.sub("", title))
    title = _CATEGORY.sub("", title)
    behind = _SITE_BEHIND.search(title)
    if behind and is_masthead(behind["site"]):
        title = title[: behind.start()]
    title = _PATH_BEHIND.sub("", title)
    under = _GLUED_SUBTITLE.match(title)
    title = title[: under.end()] if under else title
    match = TAG.match(title)
    if match and (
        match[1].strip() in _TAG_WORDS
        or _TAG_SECTION.search(match[1].strip())
        or re.fullmatch(OUTLET_WORD, match[1].strip())
    ):
        title = title[match.end() :]
    return title.strip() or None


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """Return a headline without the name of the page's own outlet in brackets before it, or behind a mark at its end.

    >>> without_outlet("[남한산성누리] 성남시, 청원에 답하다", "남한산성누리")
    '성남시, 청원에 답하다'
    >>> without_outlet("성남시, 청원에 답하다 - 남한산성누리", "남한산성누리")
    '성남시, 청원에 답하다'
    """
    if not title or not outlet:
        return title
    tag = TAG.match(title)
    if tag and tag[1].strip() == outlet:
        return title[tag.end() :]
    behind = _MARK_BEHIND.search(title)
    named = behind is not None and behind[0].lstrip(" |ㅣ│-–—:<") == outlet
    return title[: behind.start()] if behind and named else title


def _subtitles(
    lines: list[Line], first: int, kinds: Sequence[BlockKind], about: Pairs, titles: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the headings between the title and the body that speak of the body."""
    begin = max(titles[:1] or (max(0, first - 8),))
    found: list[int] = []
    for position in range(begin, first):
        line = lines[position]
        free = position not in titles and kinds[position] == "navigation" and not line.row
        if not free or not 8 <= line.length <= 90:  # noqa: PLR2004  a subtitle's length
            continue
        wanted = 0.45  # nearly half of it in the body
        if (position - 1 in titles or position - 1 in found) and _is_under(line):
            wanted = 0.0 if _POINTED.match(line.text) else _NEXT_TO_IT
        if Pairs(line.text).share(about) < wanted:
            continue
        if not (line.menu or line.section or line.hard_stop or line.weather or line.truncated):
            found.append(position)
    return tuple(found)


def _is_under(line: Line) -> bool:
    """Tell a line of a dump, directly below a headline, that may be its subtitle: no stamp, signature, picture or lead."""
    if line.unit.tag or line.length < _UNDER or line.text[0] in "<|" or (line.prose and line.text.endswith(".")):
        return False
    return not (_STAMPED.search(line.text) or is_of_picture(line.text) or is_lead(line.text) or line.caption)


# 임다온 기자 2024-03-05 10:00; … 전경 (C)물빛신문, *재판매 및 DB 금지
_STAMPED = re.compile(
    r"(?:19|20)\d\d\s?[-./년]\s?\d{1,2}|\d{1,2}:\d{2}|[가-힣]\s?기자|제공\W*$|연합뉴스|DB\s?금지|\([Cc]\)|[ⓒ©@]|있다[.(]"
)
# - 기업 현장 애로사항, 해결 과정에서 개선: directly below a headline
_POINTED = re.compile(r"[-–—―‐]\s?[‘“'\"가-힣△▲]")
_UNDER, _NEXT_TO_IT = 14, 0.2
