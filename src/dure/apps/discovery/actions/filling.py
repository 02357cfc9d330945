"""From a reading to filled forms: what a page says of each case, and where. Pure: values in, values out.

A filled form has these keys, all of them always::

    title field_given year period_start period_end background content results
    owner      {"code", "name", "institution", "candidates", "department"}
    awards     [{"grade", "name", "event", "organiser", "year", "amount_won"}]
    figures    [{"label", "text", "number", "unit"}]
    claims     [{"text", "rank"}]
    event      {"name", "kind", "date"} or null: the page's occasion, shown beside the form

Dates are ISO 8601. A fact's path in the evidence is its key, with an index in a list: ``figures/0``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"(?<=[.!?。])[\"'”’)\]]*(?=\s)|\n+")
_MAX_PASSAGE = 500  # code points of background or content that are filled in; the source stands beside the form
_FOLLOWING = 2  # sentences after the mention that still tell of it
_MARK = re.compile(r"(?:[□○◦ㅇ●▶▷►■◆◇△▲▽▼※❍❏*·•∙‣⊙◎☞✓-]|[-–—])\s+(?=\S)")
_MIN_MORE = 12  # letters beside the title from which an item says something of the case
_ITEM = re.compile(r"[▲△▸▷◦○●◎□■◇◆ㅇ※❍①-⑳-]|\d{1,2}[.)]\s")
_BACKGROUND = re.compile(r"불편|문제|어려움|부족|한계|우려|민원이|방치|급증|노후|사각지대|필요성|곤란|열악")
_RESULT = re.compile(r"결과|효과|절감|단축|감소|줄었|줄어|늘었|늘어|증가했|향상|달성|높아졌|이용했|이용객|만족도")
_DEPARTMENT = re.compile(
    r"(?<![가-힣])((?:[가-힣]{1,8}(?:정책|행정|복지|안전|환경|교통|관리|지원|문화|관광|경제|농업|농정|산업|보건|혁신|기획|예산|감사|민원|건설|도시|주택|세무|회계"
    r"|총무|자치|홍보|교육|체육|청년|여성|가족|아동|노인|디지털|정보|통신|재난|상하수도|수도|산림|축산|수산|해양|토지|일자리|인구|위생|건축|평생학습|소통|미래|전략)?"
    r"(?:담당관|추진단))|(?:[가-힣]{0,6}(?:정책|행정|복지|안전|환경|교통|관리|지원|문화|관광|경제|농업|농정|산업|보건|혁신|기획|예산|민원|건설|도시|주택|세무|회계"
    r"|총무|자치|교육|체육|청년|여성|가족|아동|노인|정보|통신|재난|상하수도|수도|산림|축산|수산|해양|토지|일자리|인구|위생|건축|소통)과))"
    r"(?=[은는이가의와도에,\s)·]|에서|$)"
)
_DEPARTMENT_OF = re.compile(r"(?<![가-힣])([가-힣]{2,10}(?:과|팀|실|담당관|추진단|사업소|보건소))의\s?[‘“'\"「<]?$")
_COUNTED_BEHIND = re.compile(r"\s?의\s([가-힣]{2,8}?)(?:을|를|이|가|은|는)(?![가-힣])")
_COUNTED_BEFORE = re.compile(
    r"([가-힣]{2,8}?)(?:은|는|이|가|을|를|만|도)?\s?(?:총|약|연간|연|모두|누적|하루|매년)?\s?$"
)
_COUNTS_NOTHING = frozenset(
    {
        "가운데",
        "그중",
        "지난해",
        "올해",
        "내년",
        "지난",
        "최근",
        "이후",
        "이상",
        "이하",
        "현재",
        "포함",
        "모두",
        "전국",
        "관내",
        "대비",
        "기준",
    }
)
_SURE_ENOUGH = 0.5  # of a department found by its form alone


@dataclass(frozen=True, slots=True)
class Draft:
    """One case as the page tells it: the finding it stands on, the filled form, and the evidence of each fact."""

    finding: int
    title: str
    title_key: str
    filled: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...]
    confidence: float

    def with_owner(self, changes: Mapping[str, Any]) -> Draft:
        """Return the draft with parts of its owner changed."""
        return replace(self, filled={**self.filled, "owner": {**self.filled["owner"], **changes}})


def title_key(title: str) -> str:
    """Return a title without spaces, punctuation and case: what two outlets' titles are compared by.

    >>> title_key("‘뚝딱뚝딱 공구소’ 개소(Hadong)")
    '뚝딱뚝딱공구소개소hadong'
    """
    return "".join(letter for letter in title.lower() if letter.isalnum())[:300]


def same_title(one: str, other: str) -> bool:
    """Return whether two title keys name one case: equal, or one holds the other at a length ratio over .6.

    >>> same_title("무인공구대여소", "무인공구대여소뚝딱"), same_title("공구소", "무인공구대여소")
    (True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return bool(short) and short in long and len(short) / len(long) > 0.6  # noqa: PLR2004  # the measure of reading.md


def drafts(text: str, article: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> tuple[Draft, ...]:
    """Return one draft for each case that is not the repetition of an earlier one, in the order of the text.

    Args:
        text: the document's frozen text; all offsets count code points into it.
        article: ``blocks`` and ``published_at`` as in the JSON line of ``dure read``.
        findings: the findings of that line.
    """
    page = _Page(text, article, findings)
    return tuple(page.draft(index) for index, first in _mentions(findings).items() if index == first)


def _mentions(findings: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Return each case finding with the first one of the same case: as the reader says, or of the very same title."""
    mentions: dict[int, int] = {}
    firsts: dict[str, int] = {}
    for index, finding in enumerate(findings):
        if finding["kind"] == "case":
            earlier = finding["value"].get("same_as")
            same = firsts.setdefault(title_key(str(finding["value"]["title"])), index)
            mentions[index] = mentions.get(earlier, earlier) if earlier is not None else mentions.get(same, same)
    return mentions


class _Page:
    """One reading, with the sentences of its body and the stretches that belong to each case."""

    def __init__(self, text: str, article: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> None:
        self.text = text
        self.findings = findings
        self.published = article.get("published_at") or None
        self._mentions = _mentions(findings)
        titles = [span for index in self._mentions for span in self._title_spans(index)]
        self.sentences = _sentences(text, article.get("blocks") or (), titles)
        self._blocks = sorted(int(block["start"]) for block in article.get("blocks") or ())
        self._starts = [start for start, _ in self.sentences]

    def draft(self, index: int) -> Draft:
        finding = self.findings[index]
        value = finding["value"]
        evidence: list[dict[str, Any]] = []
        title = str(value["title"])
        for other, first in self._mentions.items():
            if first == index:
                cited = self.findings[other]
                for span in self._title_spans(other):
                    _add(evidence, "title", span, cited["rule"], cited["confidence"])
        window = self._window(index)
        awards, event = self._award(value, evidence)
        filled = {
            "title": title,
            "owner": self._owner(index, value, window, evidence),
            "field_given": self._field(finding, evidence),
            "year": self._year(event, evidence),
            **self._period(self._naming(index), evidence),
            **self._passages(index, window, evidence),
            "awards": awards,
            "figures": self._figures(window, evidence),
            "claims": self._claims(window, evidence),
            "event": None if event is None else {key: event["value"].get(key) for key in ("name", "kind", "date")},
        }
        return Draft(
            finding=index,
            title=title,
            title_key=title_key(title),
            filled=filled,
            evidence=tuple(evidence),
            confidence=round(self._confidence(finding, value), 3),
        )

    def _confidence(self, finding: Mapping[str, Any], value: Mapping[str, Any]) -> float:
        """Weigh the title's confidence with the owner's: a case without an owner waits behind the others."""
        owner = self._linked(value.get("institution"))
        return float(finding["confidence"]) * (0.5 if owner is None else 0.5 + 0.5 * float(owner["confidence"]))

    def _title_spans(self, index: int) -> list[Span]:
        """Return where a case's title stands: its first span and those that repeat it; others are field and grade."""
        finding = self.findings[index]
        first, *others = ((int(start), int(end)) for start, end in finding["spans"])
        key = title_key(self.text[first[0] : first[1]])
        return [first, *(span for span in others if title_key(self.text[span[0] : span[1]]) == key)]

    def _linked(self, index: Any) -> Mapping[str, Any] | None:
        return None if index is None else self.findings[int(index)]

    def _naming(self, *indices: int) -> set[int]:
        """Return the sentences that name one of the cases."""
        return {
            place
            for other, first in self._mentions.items()
            if first in indices
            for span in self._title_spans(other)
            for place in self._sentences_of(span)
        }

    def _naming_others(self, index: int) -> set[int]:
        """Return the sentences that name another case than this one."""
        return self._naming(*(first for first in self._mentions.values() if first != index))

    def _window(self, index: int) -> list[int]:
        """Return the sentences that tell of a case: those that name it, and those behind, up to the next case.

        What stands behind a sentence that names several cases tells of none of them.
        """
        own = self._naming(index)
        foreign = self._naming_others(index)
        found = set(own)
        for place in own - foreign:
            for following in range(place + 1, min(place + 1 + _FOLLOWING, len(self.sentences))):
                if following in foreign or not self._goes_on(following):
                    break
                found.add(following)
        return sorted(found)

    def _goes_on(self, place: int) -> bool:
        """Whether a sentence stands in the paragraph of the one before it, and begins no item of a list."""
        start = self.sentences[place][0]
        gap = self.text[self.sentences[place - 1][1] : start]
        return (
            "\n" not in gap
            and self._block_of(start) == self._block_of(start - len(gap) - 1)
            and not _ITEM.match(self.text, start)
        )

    def _block_of(self, offset: int) -> int:
        return bisect_right(self._blocks, offset)

    def _sentences_of(self, span: Sequence[int]) -> Iterable[int]:
        start, end = int(span[0]), int(span[1])
        place = max(bisect_right(self._starts, start) - 1, 0)
        while place < len(self.sentences) and self.sentences[place][0] < end:
            if self.sentences[place][1] > start:
                yield place
            place += 1

    def _inside(self, kind: str, window: Iterable[int]) -> list[Mapping[str, Any]]:
        """Return the findings of a kind that begin in the window, in the order of the text."""
        spans = [self.sentences[place] for place in window]
        found = [
            finding
            for finding in self.findings
            if finding["kind"] == kind and any(start <= int(finding["spans"][0][0]) < end for start, end in spans)
        ]
        return sorted(found, key=lambda finding: int(finding["spans"][0][0]))

    def _department(self, index: int, window: Sequence[int]) -> Span | None:
        """Return the department whose case it is: the last before the title, else the first that acts around it.

        Between the title and the department stands no title of another case.
        """
        title = int(self.findings[index]["spans"][0][0])
        ends = [span[1] for other in self._mentions for span in self._title_spans(other)]
        sentence = next((self.sentences[place][0] for place in self._sentences_of((title, title + 1))), title)
        floor = max([sentence, *(end for end in ends if end <= title)])
        owning = _DEPARTMENT_OF.search(self.text, floor, title)
        if owning:
            return owning.span(1)
        before = [match.span(1) for match in _DEPARTMENT.finditer(self.text, floor, title)]
        if before:
            return before[-1]
        foreign = self._naming_others(index)
        for place in window:
            named = _DEPARTMENT.search(self.text, *self.sentences[place]) if place not in foreign else None
            if named:
                return named.span(1)
        return None

    def _owner(
        self, index: int, value: Mapping[str, Any], window: Sequence[int], evidence: list[dict[str, Any]]
    ) -> dict[str, Any]:
        finding = self._linked(value.get("institution"))
        owner: dict[str, Any] = {"code": None, "name": "", "institution": "", "candidates": [], "department": ""}
        if finding is not None:
            found = finding["value"]
            owner["name"] = found["name"]
            owner["code"] = found["code"]
            _cite(evidence, "owners/0", finding, most=3)
        department = self._department(index, window)
        if department is not None:
            owner["department"] = self.text[department[0] : department[1]]
            _add(evidence, "department", department, "department-by-form", _SURE_ENOUGH)
        return owner

    def _field(self, finding: Mapping[str, Any], evidence: list[dict[str, Any]]) -> str:
        """Return the field as the page gives it; its characters stand among the spans of the case."""
        given = str(finding["value"].get("field") or "")
        for start, end in finding["spans"][1:]:
            if given and title_key(self.text[start:end]) == title_key(given):
                _add(evidence, "field_given", (start, end), finding["rule"], finding["confidence"])
                break
        return given[:120]

    def _award(
        self, value: Mapping[str, Any], evidence: list[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], Mapping[str, Any] | None]:
        """Return the case's award, if any, and the page's occasion: the award's event, else the first."""
        award = self._linked(value.get("award"))
        first_event = next((finding for finding in self.findings if finding["kind"] == "event"), None)
        if award is None:
            return [], first_event
        won = award["value"]
        event = self._linked(won.get("event")) or first_event
        organiser = next(
            (
                finding["value"].get("name")
                for finding in self.findings
                if finding["kind"] == "institution" and finding["value"].get("role") == "organiser"
            ),
            None,
        )
        _cite(evidence, "awards/0", award)
        if event is not None:
            _cite(evidence, "awards/0", event, most=1)
        return [
            {
                "grade": won.get("grade") or "",
                "name": won.get("name") or "",
                "event": (event["value"].get("name") or "") if event is not None else "",
                "organiser": organiser or "",
                "year": _year_of(event["value"].get("date") if event is not None else None) or _year_of(self.published),
                "amount_won": _won(won.get("amount")),
            }
        ], event

    def _year(self, event: Mapping[str, Any] | None, evidence: list[dict[str, Any]]) -> int | None:
        """Return the year of the occasion, else of the publication."""
        if event is not None and _year_of(event["value"].get("date")):
            _cite(evidence, "year", event, most=1)
            return _year_of(event["value"].get("date"))
        return _year_of(self.published)

    def _period(self, window: Iterable[int], evidence: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the first range of dates that is said of the case."""
        for finding in self._inside("date", window):
            said = finding["value"].get("range")
            if isinstance(said, Sequence) and not isinstance(said, str) and len(said) == 2:  # noqa: PLR2004  # from, to
                start, end = (_whole_date(said[0]), _whole_date(said[1]))
                if start and end:
                    _cite(evidence, "period", finding, most=1)
                    return {"period_start": start, "period_end": end}
        return {"period_start": None, "period_end": None}

    def _passages(self, index: int, window: Sequence[int], evidence: list[dict[str, Any]]) -> dict[str, str]:
        """Sort the sentences of the window, and those just before a mention, into background, content and results."""
        naming = self._naming(index)
        others = self._naming_others(index)
        parts: dict[str, list[Span]] = {"background": self._before(naming, window), "content": [], "results": []}
        for place in window:
            span = self.sentences[place]
            shared = place in others and self._tells_of_award(span)  # a list of winners says nothing of one of them
            if not shared and not self._is_bare_item(index, span):
                parts[self._part(place, naming)].append(span)
        telling = [span for span in parts["content"] if not self._tells_of_award(span)]
        parts["content"] = telling or parts["content"]  # who won what says little of the case, but more than nothing
        filled = {}
        for name, spans in parts.items():
            kept = _fitting([self._unmarked(span) for span in spans])
            filled[name] = " ".join(" ".join(self.text[start:end].split()) for start, end in kept)
            for span in kept:
                _add(evidence, name, span, "sentences-of-the-case", self.findings[index]["confidence"])
        return filled

    def _unmarked(self, span: Span) -> Span:
        """Return a sentence without the mark of the list in which it stands (□ 인천광역시는 …)."""
        mark = _MARK.match(self.text, *span)
        return span if mark is None else (mark.end(), span[1])

    def _before(self, naming: Iterable[int], window: Sequence[int]) -> list[Span]:
        """Return the sentences just before a mention that tell what was wrong."""
        return [
            self.sentences[place - 1]
            for place in sorted(naming)
            if place > 0
            and place - 1 not in window
            and self._goes_on(place)
            and not self._holds_case(place - 1)
            and _BACKGROUND.search(self.text, *self.sentences[place - 1])
        ]

    def _part(self, place: int, naming: Iterable[int]) -> str:
        if place in naming:
            return "content"
        if _BACKGROUND.search(self.text, *self.sentences[place]):
            return "background"
        return "results" if _RESULT.search(self.text, *self.sentences[place]) else "content"

    def _is_bare_item(self, index: int, span: Span) -> bool:
        """Whether a stretch is an item of a list: the title, and at most whose it is."""
        said = title_key(self.text[span[0] : span[1]])
        title = title_key(str(self.findings[index]["value"]["title"]))
        return self.text[span[1] - 1] != "." and title in said and len(said) - len(title) < _MIN_MORE

    def _tells_of_award(self, span: Span) -> bool:
        return any(
            finding["kind"] == "award" and span[0] <= int(start) < span[1]
            for finding in self.findings
            for start, _ in finding["spans"]
        )

    def _holds_case(self, place: int) -> bool:
        start, end = self.sentences[place]
        return any(start <= span[0] < end for index in self._mentions for span in self._title_spans(index))

    def _figures(self, window: Sequence[int], evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = [*self._inside("count", window), *self._inside("amount", window)]
        figures: list[dict[str, Any]] = []
        for finding in sorted(found, key=lambda finding: int(finding["spans"][0][0])):
            value = finding["value"]
            start, end = (int(offset) for offset in finding["spans"][0])
            won = value.get("won") if finding["kind"] == "amount" else None
            said = " ".join(self.text[start:end].split())
            figure = {
                "label": self._counted(start, end),
                "text": said[:120],
                "number": won if won is not None else value.get("number"),
                "unit": "원" if won is not None else str(value.get("unit") or ""),
            }
            if figure in figures:
                continue
            _cite(evidence, f"figures/{len(figures)}", finding, most=1)
            figures.append(figure)
        return figures

    def _counted(self, start: int, end: int) -> str:
        """Return what a number counts, as its neighbours say: "3억 원의 예산을" 예산, "이용자 1,200명" 이용자."""
        behind = _COUNTED_BEHIND.match(self.text, end)
        if behind:
            return behind.group(1)
        before = _COUNTED_BEFORE.search(self.text[max(start - 20, 0) : start])
        return before.group(1) if before and before.group(1) not in _COUNTS_NOTHING else ""

    def _claims(self, window: Sequence[int], evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        claims: list[dict[str, Any]] = []
        for finding in self._inside("claim", window):
            claim = {"text": str(finding["value"].get("text") or ""), "rank": str(finding["value"].get("rank") or "")}
            if claim["text"] and claim not in claims:
                _cite(evidence, f"claims/{len(claims)}", finding, most=1)
                claims.append(claim)
        return claims


def _fitting(spans: Sequence[Span]) -> list[Span]:
    """Return as many stretches as fit into a passage, at least the first, cut where it alone is too long."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and sum(last - first for first, last in kept) + end - start > _MAX_PASSAGE:
            break
        kept.append((start, min(end, start + _MAX_PASSAGE)))
    return kept


def _sentences(text: str, blocks: Iterable[Mapping[str, Any]], titles: Iterable[Span]) -> list[Span]:
    """Cut the body blocks into sentences, each without the white space around it; no cut goes through a title."""
    whole = sorted(titles)
    starts = [start for start, _ in whole]

    def divides(cut: int) -> bool:
        before = bisect_left(starts, cut)
        return before == 0 or whole[before - 1][1] <= cut

    found: list[Span] = []
    for block in blocks:
        if block["kind"] not in {"body", "list row", "subtitle"}:
            continue
        start = int(block["start"])
        marks = (match.end() for match in _SENTENCE_END.finditer(text, start, int(block["end"])))
        cuts = [cut for cut in marks if divides(cut)]
        for cut in (*cuts, int(block["end"])):
            stretch = text[start:cut]
            inner = stretch.strip()
            if inner:
                first = start + len(stretch) - len(stretch.lstrip())
                found.append((first, first + len(inner)))
            start = cut
    return sorted(found)


def _cite(evidence: list[dict[str, Any]], fact: str, finding: Mapping[str, Any], most: int = 20) -> None:
    for span in finding["spans"][:most]:
        _add(evidence, fact, (int(span[0]), int(span[1])), finding["rule"], finding["confidence"])


def _add(evidence: list[dict[str, Any]], fact: str, span: Span, rule: str, confidence: float) -> None:
    row = {"fact": fact, "start": span[0], "end": span[1], "rule": rule, "confidence": confidence}
    if row not in evidence:
        evidence.append(row)


def _year_of(said: Any) -> int | None:
    """Return the year of an ISO date, a range of them (its first) or None."""
    if isinstance(said, Sequence) and not isinstance(said, str) and said:
        said = said[0]
    found = re.match(r"(19|20)\d\d", str(said or ""))
    return int(found.group()) if found else None


def _whole_date(said: Any) -> str | None:
    return str(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(said or "")) else None


def _won(said: Any) -> int | None:
    if isinstance(said, Mapping):
        said = said.get("won")
    return int(said) if isinstance(said, int | float) else None
