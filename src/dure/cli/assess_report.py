"""The report folder of ``dure assess --report``: workbook, pictures with their tables, a page that shows them, the record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import escape
from pathlib import Path

from dure.cli import Text
from dure.cli.assess_pictures import Last, Painter
from dure.engines.indices import TOTAL, Grade, Result, Uncertainty
from dure.formats.charts import Chart
from dure.formats.workbook import Sheet, workbook

_STAGES = ("observed", "denominated", "imputed", "treated", "normalised", "weighted", "aggregated")
_CODE, _NAME, _GROUP = Text("code", "코드"), Text("name", "이름"), Text("group", "평가군")
_SHEETS = {
    "ranking": Text("ranking", "순위"),
    "observed": Text("1 observed", "1 보고값"),
    "denominated": Text("2 denominated", "2 분모 적용"),
    "imputed": Text("3 imputed", "3 결측 대체"),
    "treated": Text("4 treated", "4 이상값 처리"),
    "normalised": Text("5 normalised", "5 표준화"),
    "weighted": Text("6 weighted parts", "6 가중 점수"),
    "aggregated": Text("7 areas and total", "7 영역·총점"),
    "score": Text("8 score", "8 점수·가감점"),
    "indicators": Text("indicators", "지표"),
    "run": Text("run", "실행 기록"),
}
_RANKING = (
    _GROUP, Text("rank", "순위"), _CODE, _NAME, Text("score", "점수"), Text("grade", "등급"),
    Text("rank at best (90 %)", "구간 상한(90%)"), Text("rank at worst (90 %)", "구간 하한(90%)"), Text("went to the vote", "투표 진출"),
)  # fmt: skip
_SCORE = {
    "total": Text("total, unrounded", "총점(반올림 전)"),
    "rounded": Text("total", "총점"),
    "bonus": Text("bonus and penalty", "가감점"),
    "final": Text("published score", "최종 점수"),
    "ranked": Text("ranked by", "순위 기준"),
}
_INDICATORS = (
    _CODE, _NAME, Text("area", "영역"), Text("points", "배점"), Text("nominal share", "명목 비중"),
    Text("share of variance", "분산 기여"), Text("correlation with the score", "점수와의 상관"),
)  # fmt: skip
_FACTS = (Text("what", "항목"), Text("value", "내용"))
_CHANCE = Text("chance of", "확률:")
_DATA_TABLE = Text("data", "자료 표")
_PICTURES = Text("Pictures", "그림")
_WORKBOOK = Text("workbook with every stage", "모든 단계가 든 엑셀")
_RECORD = Text("record of the run", "실행 기록")
_YES = Text("yes", "예")


def write_report(  # noqa: PLR0913, PLR0917  # a report's parts
    folder: Path,
    result: Result,
    last: Last | None,
    uncertain: Uncertainty | None,
    record: Mapping[str, object],
    t: Callable[[Text], str],
) -> None:
    """Write everything; files of an earlier report with the same names are replaced.

    Raises:
        OSError: the folder cannot be written.
    """
    charts = Painter(result, last, uncertain, t).charts()
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    (folder / "tables").mkdir(exist_ok=True)
    for chart in charts:
        (folder / "pictures" / f"{chart.name}.svg").write_text(chart.svg, encoding="utf-8")
        (folder / "tables" / f"{chart.name}.csv").write_text(_csv(chart), encoding="utf-8-sig")
    (folder / "index.html").write_text(_page(charts, result, t), encoding="utf-8")
    (folder / "assessment.xlsx").write_bytes(workbook(_sheets(result, uncertain, record, t)))
    (folder / "run.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _csv(chart: Chart) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(chart.header)
    writer.writerows(chart.rows)
    return buffer.getvalue()


def _page(charts: list[Chart], result: Result, t: Callable[[Text], str]) -> str:
    """Return one page with every picture, its sentence and its table; it needs nothing but the folder."""
    language = "ko" if t(_CODE) == _CODE.ko else "en"
    title = f"{result.framework.name or result.framework.year}"
    parts = []
    for chart in charts:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in chart.header)
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in chart.rows)
        parts.append(
            f'<section><h2>{escape(chart.title)}</h2><div class="picture" tabindex="0" role="region" aria-label="{escape(chart.title)}">'
            f'<img src="pictures/{chart.name}.svg" alt="{escape(chart.alternative)}"></div>'
            f"<p>{escape(chart.alternative)}</p><details><summary>{escape(t(_DATA_TABLE))}</summary>"
            f"<table><caption>{escape(chart.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details></section>"
        )
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>body{{font:16px/1.6 'Pretendard GOV',Pretendard,'Noto Sans KR',sans-serif;max-width:980px;"
        "margin:2rem auto;padding:0 1rem;color:#1e2124}.picture{overflow-x:auto}img{display:block;min-width:720px;max-width:100%;height:auto}details{overflow-x:auto}table{border-collapse:collapse}"
        "caption{text-align:left;font-weight:700}td,th{border:1px solid #cdd1d5;padding:.2rem .6rem;text-align:left}"
        "section{margin:3rem 0}summary{cursor:pointer}h2{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}</style></head><body>"
        f"<main><h1>{escape(title)}</h1><p>{escape(t(_PICTURES))}: {len(charts)} · "
        f'<a href="assessment.xlsx">{escape(t(_WORKBOOK))}</a> · <a href="run.json">{escape(t(_RECORD))}</a></p>'
        f"{''.join(parts)}</main></body></html>\n"
    )


def _sheets(
    result: Result, uncertain: Uncertainty | None, record: Mapping[str, object], t: Callable[[Text], str]
) -> list[Sheet]:
    names = {unit.code: unit for unit in result.units}
    intervals = uncertain.rank_interval(0.9) if uncertain else {}
    chances = uncertain.grade_probability() if uncertain else {}
    rule = result.rulebook.find(Grade)
    bands = [band.name for band in rule.bands] if rule and chances else []
    ranking = [
        (
            group, result.rank[code], code, names[code].name, result.score[code], result.grade.get(code, ""),
            *(intervals.get(code) or (None, None)), t(_YES) if code in result.selected else "",
            *(chances[code][band] for band in bands),
        )
        for group, codes in result.groups.items() for code in codes
    ]  # fmt: skip
    header = [*map(t, _RANKING), *(f"{t(_CHANCE)} {band}" for band in bands)]
    found = [Sheet(t(_SHEETS["ranking"]), header, ranking, 4, range(len(_RANKING), len(header)))]
    identity = [t(_CODE), t(_NAME), t(_GROUP)]
    for stage in _STAGES:
        if stage not in result.outcome.stages:
            continue
        columns = result.stage(stage).columns
        titles = [t(_SCORE["total"]) if code == TOTAL else _titled(result, code) for code in columns]
        rows = [
            (unit.code, unit.name, unit.group, *(column[place] for column in columns.values()))
            for place, unit in enumerate(result.units)
        ]
        found.append(Sheet(t(_SHEETS[stage]), [*identity, *titles], rows, 3))
    score = result.stage("score").columns
    rows = [
        (unit.code, unit.name, unit.group, *(score[name][place] for name in _SCORE))
        for place, unit in enumerate(result.units)
    ]
    found.append(Sheet(t(_SHEETS["score"]), [*identity, *(t(text) for text in _SCORE.values())], rows, 3))
    indicators: list[tuple[str | int | float | Fraction | None, ...]] = []
    for item in result.influence():
        node = result.framework.by_code[item.indicator]
        indicators.append(
            (node.code, node.name, node.parent or "", node.own_weight, item.nominal, item.effective, item.correlation)
        )
    found.append(Sheet(t(_SHEETS["indicators"]), [t(text) for text in _INDICATORS], indicators, 2, (4, 5)))
    facts = [(key, value) for name, part in record.items() if name != "units" for key, value in _flat(name, part)]
    found.append(Sheet(t(_SHEETS["run"]), [t(text) for text in _FACTS], facts))
    return found


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Write a record as rows of name and text, parts under their dotted names."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _flat(f"{name}.{key}", part)
    else:
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _titled(result: Result, code: str) -> str:
    node = result.framework.by_code.get(code)
    return f"{code} {node.name}" if node and node.name else code
