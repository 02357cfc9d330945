"""What ``dure assess`` says, in both languages."""

from __future__ import annotations

from typing import Final

from dure.cli import Text
from dure.engines.indices import Finding

FRAMEWORK: Final = Text(
    "a framework's TOML file, or the name of one that comes along", "평가체계 TOML 파일 또는 함께 제공되는 이름"
)
DATA: Final = Text(
    "values: .csv or .parquet (long or wide), or .xlsx with sheets",
    "자료: .csv·.parquet(긴 표·넓은 표) 또는 시트가 있는 .xlsx",
)
UNITS: Final = Text(
    "units: code, name, group, valid_from, valid_to", "평가 대상 목록: code, name, group, valid_from, valid_to"
)
PANELS: Final = Text("marks: panel, unit, criterion, judge, mark", "심사 점수: panel, unit, criterion, judge, mark")
LAST_YEAR: Final = Text("last year's values, as the data", "지난해 자료(자료와 같은 형식)")
JSON: Final = Text("print the result as JSON", "결과를 JSON으로 출력합니다")
REPORT: Final = Text("write workbook, pictures and tables into this folder", "엑셀·그림·표를 이 폴더에 씁니다")
CHECK: Final = Text(
    "look at the data only: what is wrong or doubtful, and where", "자료만 점검합니다: 틀리거나 의심스러운 칸"
)
SHOW: Final = Text(
    "print the framework's text and stop, to copy and fill in", "평가체계 원문을 출력하고 끝냅니다(복사해 채우기)"
)
SEED: Final = Text("seed of the simulation (default 20260701)", "모의실험의 씨앗값(기본 20260701)")
REPLICATES: Final = Text("replicates of the simulation (default 10000)", "모의실험 반복 수(기본 10000)")
NO_DATA: Final = Text(
    "DATA is missing; with --show no data are needed", "자료 파일이 없습니다. --show일 때만 생략할 수 있습니다"
)
NO_UNITS: Final = Text(
    "the framework has no list of units; give --units FILE, or a workbook with the sheet units",
    "평가체계에 대상 목록이 없습니다. --units 파일이나 units 시트를 주십시오",
)
NO_FRAMEWORK: Final = Text(
    "no such file, and no framework of that name; there are", "그런 파일도 평가체계 이름도 없습니다. 있는 이름은"
)
CANNOT_READ: Final = Text("cannot read", "읽을 수 없습니다")
CANNOT_WRITE: Final = Text("cannot write", "쓸 수 없습니다")
NOT_UTF8: Final = Text("not UTF-8; save it as UTF-8", "UTF-8이 아닙니다. UTF-8로 저장하십시오")
NOT_TOML: Final = Text("not TOML; correct the line that is named", "TOML 문법에 맞지 않습니다. 아래 줄을 고치십시오")
MADE_FROM: Final = Text(
    "{engine}, seed {seed}, {replicates} replicates", "{engine}, 씨앗값 {seed}, 모의평가 {replicates}회"
)
NOTHING_FOUND: Final = Text(
    "nothing wrong or doubtful in {n} values", "자료 {n}건에서 틀리거나 의심스러운 것이 없습니다"
)
FOUND: Final = Text(
    "{wrong} wrong, {doubtful} doubtful in {n} values", "자료 {n}건 중 오류 {wrong}건, 의심 {doubtful}건"
)
WRONG: Final = Text("WRONG", "오류")
DOUBTFUL: Final = Text("doubtful", "의심")
WRITTEN: Final = Text("report written to", "보고서를 쓴 곳:")
LEFT_OUT: Final = Text("left out", "제외")

INCOMPLETE: Final = Text(
    "this framework has blanks and does not score. Copy it (--show), set these, and assess by the copy:",
    "이 평가체계에는 빈칸이 있어 채점하지 않습니다. --show로 복사해 다음을 정한 뒤 그 파일로 실행하십시오:",
)
COLUMNS: Final = (
    Text("rank", "순위"), Text("code", "코드"), Text("name", "이름"), Text("score", "점수"), Text("grade", "등급"),
    Text("90 % interval", "90% 순위 구간"),
)  # fmt: skip
NUMBERS: Final = frozenset({COLUMNS[0], COLUMNS[3], COLUMNS[5]})

_FINDINGS: Final = {
    "unknown_unit": Text(
        "{place}: unit {unit} is not in the list; correct the code or the list",
        "{place}: {unit}은(는) 대상 목록에 없습니다. 코드나 목록을 고치십시오",
    ),
    "unknown_indicator": Text(
        "{place}: {indicator} is no indicator of the framework; correct the code",
        "{place}: {indicator}은(는) 평가체계에 없는 지표입니다. 코드를 고치십시오",
    ),
    "twice": Text(
        "{place}: {unit}/{indicator} has another value at {other}; keep one",
        "{place}: {unit}/{indicator} 값이 {other}에도 있습니다. 하나만 남기십시오",
    ),
    "not_valid": Text(
        "{place}: {unit} did not exist on the framework's day; move the value to its successor",
        "{place}: {unit}은(는) 기준일에 없던 기관입니다. 승계 기관으로 옮기십시오",
    ),
    "missing": Text(
        "{place}: {unit}/{indicator} has no value; fill it in",
        "{place}: {unit}/{indicator} 값이 없습니다. 채우십시오",
    ),
    "to_impute": Text(
        "{place}: {unit}/{indicator} has no value; the rulebook will fill it in",
        "{place}: {unit}/{indicator} 값이 없습니다. 편람의 대체 규칙이 채웁니다",
    ),
    "out_of_range": Text(
        "{place}: {unit}/{indicator} is {value}, beyond {other}, which is impossible; look at the unit of measure",
        "{place}: {unit}/{indicator} 값 {value}은(는) 있을 수 있는 한계 {other}을(를) 벗어납니다. 단위를 확인하십시오",
    ),
    "outside_goalposts": Text(
        "{place}: {unit}/{indicator} is {value}, beyond the goalpost {other}; it will be cut there",
        "{place}: {unit}/{indicator} 값 {value}은(는) 기준점 {other} 밖이어서 거기서 잘립니다",
    ),
    "sudden_change": Text(
        "{place}: {unit}/{indicator} is {value} after {other} last year; ask for the evidence",
        "{place}: {unit}/{indicator} 값이 지난해 {other}에서 {value}(으)로 급변했습니다. 증빙을 확인하십시오",
    ),
    "outlier": Text(
        "{place}: {unit}/{indicator} is {value}, far from all others; look at the unit of measure",
        "{place}: {unit}/{indicator} 값 {value}은(는) 다른 기관과 크게 동떨어집니다. 단위를 확인하십시오",
    ),
    "constant": Text(
        "{indicator}: all units have {value}; it cannot tell them apart",
        "{indicator}: 모든 기관이 {value}이어서 변별력이 없습니다",
    ),
    "redundant": Text(
        "{indicator} and {other} say the same (r = {value}); one may do",
        "{indicator}과(와) {other}이(가) 사실상 같습니다(r = {value}). 하나로 충분할 수 있습니다",
    ),
}


def finding_text(finding: Finding) -> Text:
    """Return a finding as a sentence: what, where, how to mend it."""
    both = _FINDINGS[finding.kind]
    words = {
        "place": finding.source or f"{finding.unit}/{finding.indicator}",
        "unit": finding.unit,
        "indicator": finding.indicator,
        "value": "" if finding.value is None else f"{float(finding.value):g}",
        "other": ""
        if finding.other is None
        else finding.other
        if isinstance(finding.other, str)
        else f"{float(finding.other):g}",
    }
    return Text(both.en.format(**words), both.ko.format(**words))
