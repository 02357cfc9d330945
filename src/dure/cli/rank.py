"""``dure rank RULES SHEET``: places and awards of a contest, exactly, with the reason of each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypedDict, cast

from dure.cli import Text
from dure.engines.ranking import (
    Diagnostics,
    Refused,
    Result,
    Ruleset,
    Sheet,
    blanks_of,
    compare,
    diagnose,
    exact_text,
    fill_blanks,
    rank,
    read_rules,
    read_sheet,
    result_data,
    shown,
    simulate,
)
from dure.formats.cell_words import Language, cell_text
from dure.formats.columns import aligned
from dure.formats.ranking_reports import (
    beside_text,
    comparison_text,
    diagnostics_data,
    diagnostics_text,
    simulation_svg,
    simulation_text,
)
from dure.formats.ranking_words import (
    decided_text,
    explain,
    fault_text,
    notice_text,
    vacancy_text,
)
from dure.formats.rulesets import NotARuleset, fill_skeleton, parse_table, preset_names, preset_text
from dure.formats.score_sheets import ScoreBook, read_score_workbook, score_workbook
from dure.formats.tables import to_csv
from dure.formats.workbooks import WorkbookRefused

_FILES = Text(
    "RULES.toml (or a preset's name) and SHEET.json or SHEET.xlsx",
    "규칙 파일(또는 프리셋 이름)과 점수표(JSON 또는 XLSX)",
)
_OPTIONS: tuple[tuple[str, dict[str, Any], Text], ...] = (
    (
        "--json",
        {"action": "store_true"},
        Text("the whole result with every derivation", "모든 계산 근거가 든 결과 전체"),
    ),
    ("--csv", {"action": "store_true"}, Text("the places as CSV for spreadsheets", "순위를 엑셀용 CSV로")),
    (
        "--explain",
        {"metavar": "ENTRY"},
        Text("why an entry stands where it stands", "한 출품작의 순위를 말로 설명합니다"),
    ),
    (
        "--fill",
        {"metavar": "FILE", "type": Path},
        Text("values of the rules' named blanks (TOML)", "규칙의 빈칸에 넣을 값(TOML)"),
    ),
    ("--presets", {"action": "store_true"}, Text("list the rulesets of real contests", "실제 대회의 규칙 목록")),
    (
        "--blanks",
        {"action": "store_true"},
        Text("list the blanks of RULES as a file to fill in", "규칙의 빈칸을 채울 수 있는 파일 꼴로 보여 줍니다"),
    ),
    (
        "--template",
        {"action": "store_true"},
        Text("RULES OUT.xlsx: write empty score sheets", "규칙 OUT.xlsx: 빈 점수표를 만듭니다"),
    ),
    (
        "--compare",
        {"metavar": "OTHER"},
        Text("what other rules would give on the same sheet", "같은 점수표에 다른 규칙을 적용하면 무엇이 달라지는지"),
    ),
    (
        "--simulate",
        {"metavar": "N", "type": int},
        Text(
            "N invented contests: what RULES will do before any score exists",
            "가상의 대회 N번: 점수가 있기 전에 규칙이 무엇을 할지 봅니다",
        ),
    ),
    (
        "--seed",
        {"metavar": "S", "type": int, "default": 1},
        Text("seed of the simulation (default 1)", "모의실험의 시드(기본값 1)"),
    ),
    (
        "--entries",
        {"metavar": "N", "type": int, "default": 0},
        Text("entries of a template or simulation", "점수표나 모의실험의 출품작 수"),
    ),
    (
        "--judges",
        {"metavar": "N|NAMES", "default": "7"},
        Text(
            "judges of a template or simulation: a number, or names with commas",
            "점수표나 모의실험의 심사위원: 수 또는 쉼표로 나눈 이름",
        ),
    ),
    ("--svg", {"metavar": "FILE", "type": Path}, Text("draw the simulation", "모의실험을 그림으로 저장합니다")),
)


_RERUN_LIMIT = 10_000  # scores: beyond, a hundred reruns would take longer than a minute


_WANTED = Text("{what}?  {usage}", "{what}?  {usage}")
_UNREADABLE = Text("{path}: {reason}", "{path}: 읽을 수 없습니다({reason}). 경로를 확인하십시오")
_NO_RULES = Text(
    "{path}: {reason}; presets: dure rank --presets",
    "{path}: 읽을 수 없습니다({reason}). 경로를 확인하십시오. 프리셋 목록: dure rank --presets",
)
_NOT_UTF8 = Text("{path}: not UTF-8; save it as UTF-8", "{path}: UTF-8이 아닙니다. UTF-8로 저장하십시오")
_NO_TABLE = Text("{path}: {reason}", "{path}: TOML이나 JSON으로 읽을 수 없습니다({reason}). 그 줄을 고치십시오")
_UNWRITABLE = Text("{path}: {reason}", "{path}: 쓸 수 없습니다({reason}). 다른 곳을 정하십시오")
_NOT_WHOLE = Text(
    "--simulate N, --judges N: whole numbers from 1", "--simulate N, --judges N: 1 이상의 정수를 적으십시오"
)
_NO_ENTRY = Text("{path}: no such entry", "{path}: 그런 출품번호가 없습니다. 점수표의 번호를 적으십시오")


class _Stop(Exception):
    """Ends the command with a message."""

    def __init__(self, text: Text, **details: object) -> None:
        self.text = Text(text.en.format(**details), text.ko.format(**details))
        super().__init__(self.text.en)


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Add the options of the command."""
    parser.add_argument("files", nargs="*", metavar="FILE", help=t(_FILES))
    for name, options, about in _OPTIONS:
        parser.add_argument(name, help=t(about), **options)


def run(arguments: argparse.Namespace) -> int:  # noqa: PLR0911  # one way out for each thing asked for
    """Do what the options ask for; 2 is a wrong call, 1 a refusal with every fault on standard error."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    language: Language = "ko" if arguments.lang == "ko" else "en"
    book: ScoreBook | None = None
    try:
        if arguments.presets:
            return _presets()
        rules_path = _file(arguments, 0, Text("a ruleset", "규칙 파일"))
        if arguments.blanks:
            return _blanks(rules_path)
        if arguments.template:
            return _template(arguments, rules_path)
        if arguments.simulate is not None:
            return _simulate(arguments, _rules(rules_path, arguments.fill, {}), language)
        sheet_path = _file(arguments, 1, Text("a score sheet", "점수표"))
        data, book = _sheet_data(sheet_path, rules_path, arguments.fill)
        sheet = read_sheet(data)
        rules = _rules(rules_path, arguments.fill, sheet.fill)
        sheet = _seeded(sheet, arguments.fill)
        if arguments.compare:
            return _compare(arguments, sheet, rules, language)
        return _print(rank(sheet, rules), arguments, language)
    except Refused as refused:
        return _complain([fault_text(fault, language, book) for fault in refused.faults])
    except WorkbookRefused as refused:
        return _complain([cell_text(fault, language) for fault in refused.faults])
    except _Stop as stop:
        _complain([stop.text.ko if language == "ko" else stop.text.en])
        return 2


def _complain(lines: list[str]) -> int:
    for line in dict.fromkeys(lines):  # four scores of one unknown entry are one fault
        sys.stderr.write(f"dure rank: {line}\n")
    return 1


def _file(arguments: argparse.Namespace, place: int, what: Text) -> str:
    if len(arguments.files) <= place:
        usage = "dure rank RULES.toml SHEET.xlsx  (dure rank --help)"
        raise _Stop(_WANTED, what=what.ko if arguments.lang == "ko" else what.en, usage=usage)
    return cast("str", arguments.files[place])


def _text(path: str) -> str:
    """Read a ruleset's text: a file, or a preset by its name."""
    if not Path(path).exists() and path in preset_names():
        return preset_text(path)
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise _Stop(_NO_RULES, path=path, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise _Stop(_NOT_UTF8, path=path) from error


def _table(path: str) -> dict[str, Any]:
    try:
        return parse_table(_text(path))
    except NotARuleset as error:
        raise _Stop(_NO_TABLE, path=path, reason=error) from error


def _rules(path: str, fill: Path | None, own: Mapping[str, object], *, lenient: bool = False) -> Ruleset:
    """Read a ruleset with its blanks filled; ``lenient`` passes over fills that belong to another ruleset."""
    data = _table(path)
    fills = [_table(str(fill)) if fill else {}, own]
    if lenient:
        names = {blank.name for blank in blanks_of(data)}
        fills = [{name: value for name, value in each.items() if name in names} for each in fills]
    return read_rules(fill_blanks(data, *fills))


def _sheet_data(path: str, rules_path: str, fill: Path | None) -> tuple[object, ScoreBook | None]:
    """Read a score sheet; a workbook's own fill is needed to read the rules that its columns are read by."""
    if not path.lower().endswith((".xlsx", ".xlsm")):
        try:
            return json.loads(_text(path)), None
        except json.JSONDecodeError as error:
            raise _Stop(_NO_TABLE, path=path, reason=error) from error
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise _Stop(_UNREADABLE, path=path, reason=error.strerror) from error
    book = read_score_workbook(content, lambda own: _rules(rules_path, fill, own))
    return book.data, book


def _seeded(sheet: Sheet, fill: Path | None) -> Sheet:
    """Take the draw's seed from the fill file where the sheet has none."""
    seed = _table(str(fill)).get("draw_seed") if fill else None
    if seed is None or "draw_seed" in sheet.fill:
        return sheet
    return Sheet(
        sheet.entries, sheet.scores, sheet.votes, sheet.recusals, sheet.adjustments, {**sheet.fill, "draw_seed": seed}
    )


def _presets() -> int:
    rows = []
    for name in preset_names():
        data = parse_table(preset_text(name))
        rows.append((name, str(data["year"]), str(data["organiser"]), str(data["name"]), str(len(blanks_of(data)))))
    print("\n".join(aligned([("PRESET", "YEAR", "ORGANISER", "CONTEST", "BLANKS"), *rows], right=(4,))))
    return 0


def _blanks(path: str) -> int:
    data = _table(path)
    print(fill_skeleton(blanks_of(data), str(data.get("name", path))), end="")
    return 0


def _template(arguments: argparse.Namespace, rules_path: str) -> int:
    from dure.formats.score_sheets import sheet_words  # only where a template is made

    out = Path(_file(arguments, 1, Text("where to write the score sheets", "점수표를 쓸 파일")))
    rules = _rules(rules_path, arguments.fill, {})
    count = arguments.entries or 20
    entries = [f"E{number:0{max(2, len(str(count)))}}" for number in range(1, count + 1)]
    default = sheet_words()["guide"]["judge"]
    if arguments.judges.isdigit():
        names = [default.format(number=number + 1) for number in range(int(arguments.judges))]
    else:
        names = [name.strip() for name in arguments.judges.split(",") if name.strip()]
    try:
        out.write_bytes(score_workbook(rules, entries=entries, judges=names))
    except OSError as error:
        raise _Stop(_UNWRITABLE, path=out, reason=error.strerror) from error
    print(out)
    return 0


def _simulate(arguments: argparse.Namespace, rules: Ruleset, language: Language) -> int:
    if arguments.simulate < 1 or not arguments.judges.isdigit():
        raise _Stop(_NOT_WHOLE)
    entries = arguments.entries or 48
    found = simulate(rules, arguments.simulate, arguments.seed, entries=entries, judges=int(arguments.judges))
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(simulation_text(found, rules.name, arguments.seed, language)))
    if arguments.svg:
        try:
            arguments.svg.write_text(simulation_svg(found, rules.name, arguments.seed, language), encoding="utf-8")
        except OSError as error:
            raise _Stop(_UNWRITABLE, path=arguments.svg, reason=error.strerror) from error
    return 0


def _compare(arguments: argparse.Namespace, sheet: Sheet, rules: Ruleset, language: Language) -> int:
    other = _rules(arguments.compare, arguments.fill, sheet.fill, lenient=True)
    found = compare(rank(sheet, rules), rank(sheet, other))
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=exact_text))
    else:
        names = {entry.id: entry.name for entry in sheet.entries}
        print("\n".join(comparison_text(found, names, (rules.name, other.name), language)))
    return 0


def _print(result: Result, arguments: argparse.Namespace, language: Language) -> int:
    if arguments.explain:
        if arguments.explain not in {entry.id for entry in result.sheet.entries}:
            raise _Stop(_NO_ENTRY, path=arguments.explain)
        print("\n".join(explain(result, arguments.explain, language)))
    elif arguments.json:
        data = {**result_data(result), "beside": {**diagnostics_data(_diagnosed(result)), "reruns": _reruns(result)}}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    elif arguments.csv:
        sys.stdout.write(_csv(result).decode("utf-8"))
    else:
        beside = diagnostics_text(_diagnosed(result), language)
        reruns = _reruns(result)
        if not reruns["done"]:
            beside.append("  " + beside_text("not_rerun", language, **reruns))
        print("\n".join([_shown(result, language), "", *beside]))
    return 0


def _diagnosed(result: Result) -> Diagnostics:
    """Describe judges and stability; sheets of many scores are not ranked again and again."""
    small = _reruns(result)["done"]
    return diagnose(result, weight_runs=100 if small else 0, without_judges=small)


class _Reruns(TypedDict):
    """Whether a result was ranked again with other weights and without each judge, and what decided that."""

    done: bool
    scores: int
    limit: int


def _reruns(result: Result) -> _Reruns:
    count = len(result.sheet.scores)
    return {"done": count <= _RERUN_LIMIT, "scores": count, "limit": _RERUN_LIMIT}


_HEADINGS = {
    "en": ("DIVISION", "PLACE", "ENTRY", "NAME", "SCORE", "AWARD", "DECIDED BY"),
    "ko": ("구분", "순위", "번호", "사례명", "점수", "상", "정해진 까닭"),
}


def _shown(result: Result, language: Language) -> str:
    """Lay the places out as a table, with vacancies and notices below."""
    names = {entry.id: entry.name for entry in result.sheet.entries}
    rows = [_HEADINGS[language]]
    for place in result.places:
        division = ", ".join(place.division.values()) or "-"
        rows.append((
            ("종합" if language == "ko" else "overall") if place.scope == "overall" else division,
            "-" if place.place is None else str(place.place),
            place.entry,
            names[place.entry],
            "-" if place.score is None else shown(place.score),
            place.award or "",
            decided_text(place.decided_by, language, result.seed) if place.decided_by != "score" else "",
        ))  # fmt: skip
    lines = [f"{result.rules.name}  (sha256 {result.rules.sha256[:16]}…)", "", *aligned(rows, right=(1, 4))]
    extra = [
        f"{prize.grade} ({prize.ladder}): {prize.entry} {names[prize.entry]}"
        for prize in result.prizes
        if prize.parallel
    ]
    extra += [vacancy_text(vacancy, language) for vacancy in result.vacancies]
    extra += [notice_text(notice, language) for notice in result.notices]
    return "\n".join([*lines, *([""] if extra else []), *extra])


def _csv(result: Result) -> bytes:
    entries = {entry.id: entry for entry in result.sheet.entries}
    axes = tuple(result.rules.axes)
    header = ("scope", *axes, "place", "entry", "name", "organisations", "score", "award", "decided_by")
    rows = [
        (
            place.scope,
            *[entries[place.entry].division[axis] for axis in axes],
            place.place,
            place.entry,
            entries[place.entry].name,
            "; ".join(entries[place.entry].organisations),
            None if place.score is None else exact_text(place.score),
            place.award,
            place.decided_by,
        )
        for place in result.places
    ]
    return to_csv(header, rows)
