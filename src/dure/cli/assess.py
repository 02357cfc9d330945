"""``dure assess FRAMEWORK DATA``: scores, places, grades and their uncertainty, without a database."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from dure.cli import Text, assess_words, translator
from dure.data.frameworks import framework_names, framework_text
from dure.data.governments import Government, governments_on, successions
from dure.engines.indices import (
    VERSION,
    Finding,
    FrameworkIncomplete,
    Observation,
    Panel,
    Refusal,
    Result,
    Uncertainty,
    Unit,
    UnitList,
    Written,
    assess,
    check_data,
    read_framework,
)
from dure.formats.assessment_words import said
from dure.formats.cell_words import Language, cell_text
from dure.formats.observations import DataFile, data_in, marks_in, observations_in, table_in, units_in
from dure.formats.workbooks import WorkbookRefused

HELP = Text(
    "assess units by a framework: scores, places, grades, uncertainty",
    "평가체계로 점수·순위·등급과 불확실성을 계산합니다",
)
_SEED, _REPLICATES = 20260701, 10_000
_SHEETS = {"units": "units", "panels": "panels", "last": "last_year"}
"""The sheet of a workbook that each of these options reads."""


class InputUnreadable(ValueError):
    """A file or framework that was named cannot be used; holds the sentence in both languages."""

    def __init__(self, text: Text) -> None:
        """Keep both languages."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class Material:
    """All inputs of one run, with the hash of each file by its name."""

    written: Written
    data: DataFile
    units: tuple[Unit, ...]
    panels: Mapping[str, Panel]
    hashes: Mapping[str, str]


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Add the options of the command."""
    parser.add_argument("framework", metavar="FRAMEWORK", help=t(assess_words.FRAMEWORK))
    parser.add_argument("data", nargs="?", type=Path, metavar="DATA", help=t(assess_words.DATA))
    parser.add_argument("--units", type=Path, metavar="FILE", help=t(assess_words.UNITS))
    parser.add_argument("--panels", type=Path, metavar="FILE", help=t(assess_words.PANELS))
    parser.add_argument("--last-year", type=Path, metavar="FILE", help=t(assess_words.LAST_YEAR))
    parser.add_argument("--check", action="store_true", help=t(assess_words.CHECK))
    parser.add_argument("--json", action="store_true", help=t(assess_words.JSON))
    parser.add_argument("--report", type=Path, metavar="DIR", help=t(assess_words.REPORT))
    parser.add_argument("--show", action="store_true", help=t(assess_words.SHOW))
    parser.add_argument("--seed", type=int, default=_SEED, metavar="N", help=t(assess_words.SEED))
    parser.add_argument(
        "--replicates", type=_positive, default=_REPLICATES, metavar="N", help=t(assess_words.REPLICATES)
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        message = "at least 1"
        raise argparse.ArgumentTypeError(message)
    return number


def run(arguments: argparse.Namespace) -> int:
    """Assess and print; 1 when the data are wrong, 2 when the inputs cannot be used."""
    t = translator(arguments.lang)
    language = _language(arguments)
    try:
        return _run(arguments, t)
    except InputUnreadable as error:
        reasons = [t(error.text)]
    except FrameworkIncomplete as error:
        blanks = "".join(f"\n  - {said(blank, language)}" for blank in error.blanks)
        reasons = [f"{arguments.framework}: {t(assess_words.INCOMPLETE)}{blanks}"]
    except Refusal as error:
        reasons = [said(error, language)]
    except WorkbookRefused as error:
        reasons = [cell_text(fault, language) for fault in error.faults]
    sys.stderr.writelines(f"dure assess: {reason}\n" for reason in reasons)
    return 2


def _run(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    if arguments.show:
        sys.stdout.write(_framework_text(arguments.framework))
        return 0
    if arguments.data is None:
        raise InputUnreadable(assess_words.NO_DATA)
    material = gather(arguments)
    if arguments.check:
        return _check(material, t, as_json=arguments.json)
    result = _assess(material)
    inputs = material.written.uncertainty
    uncertain = result.uncertainty(arguments.replicates, inputs, seed=arguments.seed) if inputs else None
    record = record_of(material, result, uncertain, arguments)
    if arguments.json:
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    else:
        _print_table(result, uncertain, t, _language(arguments))
        _print_record(record, t)
    if arguments.report:
        from dure.cli.assess_report import write_report  # pictures are needed for a report only

        try:
            write_report(arguments.report, result, last_result(material), uncertain, record, t)
        except OSError as error:
            raise _unwritable(arguments.report, error) from error
        sys.stderr.write(f"{t(assess_words.WRITTEN)} {arguments.report}\n")
    return 0


def _framework_text(name: str) -> str:
    path = Path(name)
    if path.is_file():
        try:
            return _read(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            words = assess_words.NOT_UTF8
            raise InputUnreadable(Text(f"{name}: {words.en}", f"{name}: {words.ko}")) from error
    try:
        return framework_text(name)
    except KeyError as error:
        known = ", ".join(framework_names())
        words = assess_words.NO_FRAMEWORK
        raise InputUnreadable(Text(f"{name}: {words.en} {known}", f"{name}: {words.ko} {known}")) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        words = assess_words.CANNOT_READ
        reason = error.strerror or str(error)
        raise InputUnreadable(Text(f"{words.en} {path}: {reason}", f"{path}: {words.ko} ({reason})")) from error


def _unwritable(path: Path, error: OSError) -> InputUnreadable:
    words = assess_words.CANNOT_WRITE
    reason = error.strerror or str(error)
    return InputUnreadable(Text(f"{words.en} {path}: {reason}", f"{path}: {words.ko} ({reason})"))


def gather(arguments: argparse.Namespace) -> Material:
    """Read framework and files."""
    text = _framework_text(arguments.framework)
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        words, where = assess_words.NOT_TOML, arguments.framework
        raise InputUnreadable(Text(f"{where}: {words.en} ({error})", f"{where}: {words.ko} ({error})")) from error
    written = read_framework(tables)
    contents = {Path(arguments.framework).name: text.encode()}
    paths = {"data": arguments.data, "units": arguments.units, "panels": arguments.panels, "last": arguments.last_year}
    given = {role: path for role, path in paths.items() if path is not None}
    for path in given.values():
        contents[path.name] = _read(path)
    data = data_in(contents[arguments.data.name], arguments.data.name)
    sheets = {
        role: table_in(contents[path.name], path.name, _SHEETS[role]) for role, path in given.items() if role in _SHEETS
    }
    if "units" in sheets:
        data = replace(data, units=units_in(sheets["units"]))
    if "panels" in sheets:
        data = replace(data, marks=marks_in(sheets["panels"]))
    if "last" in sheets:
        data = replace(data, last_year=observations_in(sheets["last"]))
    units = data.units
    if units is None and written.unit_list is not None:
        units = listed(written.unit_list, written.framework.as_of_date)
    if units is None:
        raise InputUnreadable(assess_words.NO_UNITS)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return Material(written, data, units, _panels(written, data), hashes)


def _panels(written: Written, data: DataFile) -> dict[str, Panel]:
    codes = dict.fromkeys(code for code, _ in data.marks)
    rules = written.rulebook.panels
    return {
        code: Panel(
            code,
            tuple(mark for panel, mark in data.marks if panel == code),
            written.criteria.get(code, {}),
            code in rules and rules[code].is_drawn,
            code in rules and rules[code].zero_is_missing,
        )
        for code in codes
    }


def listed(wanted: UnitList, on_date: date | None) -> tuple[Unit, ...]:
    """Return the governments in law on a day as units, all of them or one province's."""
    day = on_date or date.max
    return tuple(
        Unit(item.code or item.lineage, item.full_name, item.peer_group)
        for item in governments_on(day)
        if wanted.parent is None or item.parent_lineage == _lineage(wanted.parent, day)
    )


def _lineage(code: str, day: date) -> str:
    return next((item.lineage for item in governments_on(day) if item.code == code), code)


def _assess(material: Material) -> Result:
    return assess(
        material.written.framework, material.units, material.data.observations, material.written.rulebook,
        panels=material.panels, last_year=material.data.last_year,
    )  # fmt: skip


def last_result(material: Material) -> tuple[Result, Mapping[str, tuple[str, ...]]] | None:
    """Assess last year's values by this year's framework, for comparison; None without them.

    Panels have no marks then: last year's values of their indicators are the scores. Units are those of the day
    before this year's, or those valid a year earlier in the list that was given.
    """
    data, framework = material.data, material.written.framework
    if not data.last_year:
        return None
    before = (framework.as_of_date or date.max) - timedelta(days=1)
    succession = dict(data.succession)
    if data.units is not None:
        units = tuple(unit for unit in data.units if unit.is_valid(before))
    elif material.written.unit_list is not None:
        units = listed(material.written.unit_list, before)
        succession = {**predecessors(before, framework.as_of_date or date.max), **succession}
    else:
        return None
    known = {unit.code for unit in units}
    values = [seen for seen in data.last_year if seen.unit in known]
    if not values:
        return None
    earlier = replace(framework, as_of_date=before, year=framework.year - 1)
    return assess(earlier, units, values, material.written.rulebook), succession


def predecessors(before: date, after: date) -> dict[str, tuple[str, ...]]:
    """Return each government's predecessors by code: the same lineage, and whoever merged into it or it split from."""
    old = {item.lineage: _code(item) for item in governments_on(before)}
    found: dict[str, list[str]] = {}
    for item in governments_on(after):
        sources = [old[item.lineage]] if item.lineage in old else []
        sources += [
            old[change.old]
            for change in successions()
            if before < change.effective_date <= after
            and change.new == item.lineage
            and change.old != change.new
            and change.old in old
        ]
        found[_code(item)] = list(dict.fromkeys(sources))
    return {code: tuple(sources) for code, sources in found.items()}


def _code(item: Government) -> str:
    return item.code or item.lineage


def _check(material: Material, t: Callable[[Text], str], *, as_json: bool) -> int:
    findings = check_data(
        material.written.framework,
        material.units,
        material.data.observations,
        material.written.rulebook,
        last_year=_followed(material),
        panel_entries={code: panel.entries for code, panel in material.panels.items()},
    )
    if as_json:
        record = {
            "engine": f"dure.engines.indices {VERSION}",
            "framework_sha256": material.written.framework.digest,
            "inputs_sha256": dict(material.hashes),
            "findings": [_finding_record(finding, t) for finding in findings],
        }
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        return int(any(finding.is_wrong for finding in findings))
    for finding in findings:
        mark = t(assess_words.WRONG) if finding.is_wrong else t(assess_words.DOUBTFUL)
        sys.stdout.write(f"{mark}  {t(assess_words.finding_text(finding))}\n")
    wrong = sum(finding.is_wrong for finding in findings)
    words = assess_words.FOUND if findings else assess_words.NOTHING_FOUND
    count = len(material.data.observations)
    sys.stdout.write(t(words).format(n=count, wrong=wrong, doubtful=len(findings) - wrong) + "\n")
    sys.stdout.write(f"dure.engines.indices {VERSION}\n")
    _print_hashes(material.hashes)
    return int(wrong > 0)


def _followed(material: Material) -> list[Observation]:
    """Return last year's values under this year's codes, where a unit has exactly one predecessor."""
    last = last_units(material)
    return [replace(seen, unit=last.get(seen.unit, seen.unit)) for seen in material.data.last_year]


def last_units(material: Material) -> dict[str, str]:
    """Return the successor of each old code that went on as one unit."""
    after = material.written.framework.as_of_date or date.max
    succession: dict[str, tuple[str, ...]] = dict(material.data.succession)
    if material.data.units is None and material.written.unit_list is not None:
        succession = {**predecessors(after - timedelta(days=1), after), **succession}
    heirs = Counter(source for sources in succession.values() for source in sources)
    return {sources[0]: code for code, sources in succession.items() if len(sources) == 1 and heirs[sources[0]] == 1}


def _finding_record(finding: Finding, t: Callable[[Text], str]) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "wrong": finding.is_wrong,
        "unit": finding.unit,
        "indicator": finding.indicator,
        "place": finding.source,
        "value": None if finding.value is None else float(finding.value),
        "text": t(assess_words.finding_text(finding)),
    }


def record_of(
    material: Material, result: Result, uncertain: Uncertainty | None, arguments: argparse.Namespace
) -> dict[str, object]:
    """Return the run as it is written down: hashes of the inputs, seed, version, scores as exact texts."""
    intervals = uncertain.rank_interval(0.9) if uncertain else {}
    chances = uncertain.grade_probability() if uncertain else {}
    names = {unit.code: (unit.name, unit.group) for unit in result.units}
    return {
        "framework": result.framework.name,
        "year": result.framework.year,
        "framework_sha256": result.framework.digest,
        "inputs_sha256": dict(material.hashes),
        "engine": f"dure.engines.indices {VERSION}",
        "seed": arguments.seed,
        "replicates": uncertain.n if uncertain else 0,
        "rulebook": result.rulebook.describe(),
        "left_out": {code: said(reason, _language(arguments)) for code, reason in result.left_out.items()},
        "selected": list(result.selected),
        "units": [
            {
                "code": code, "name": names[code][0], "group": names[code][1],
                "score": decimal_text(result.score[code]),
                "rank": result.rank[code], "grade": result.grade.get(code), "rank_interval_90": intervals.get(code),
                "grade_probability": chances.get(code),
            }
            for codes in result.groups.values() for code in codes
        ],
    }  # fmt: skip


def decimal_text(value: object) -> str:
    """Write a fraction as a decimal: exactly where it ends, else to twelve places."""
    from dure.engines.indices import round_to, to_fraction

    fraction = to_fraction(value)  # type: ignore[arg-type]  # scores are fractions
    short = round_to(fraction, 12)
    return f"{Decimal(short.numerator) / Decimal(short.denominator):.12f}".rstrip("0").rstrip(".")


def _language(arguments: argparse.Namespace) -> Language:
    return "ko" if arguments.lang == "ko" else "en"


def _print_record(record: Mapping[str, object], t: Callable[[Text], str]) -> None:
    """Say under the table what the run was made from, so that it can be made again."""
    sys.stdout.write(t(assess_words.MADE_FROM).format(**record) + "\n")
    hashes = record["inputs_sha256"]
    if isinstance(hashes, dict):
        _print_hashes(hashes)


def _print_hashes(hashes: Mapping[str, str]) -> None:
    sys.stdout.writelines(f"sha256 {digest}  {name}\n" for name, digest in hashes.items())


def _print_table(result: Result, uncertain: Uncertainty | None, t: Callable[[Text], str], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 110)
    intervals = uncertain.rank_interval(0.9) if uncertain else {}
    names = {unit.code: unit.name for unit in result.inputs.units}  # those left out too
    texts = {code: decimal_text(score) for code, score in result.score.items()}
    places = max((len(text.partition(".")[2]) for text in texts.values()), default=0)
    for group, codes in result.groups.items():
        table = Table(title=f"{group} ({len(codes)})", title_justify="left")
        for title in assess_words.COLUMNS if intervals else assess_words.COLUMNS[:-1]:
            table.add_column(t(title), justify="right" if title in assess_words.NUMBERS else "left")
        for code in codes:
            score = f"{Decimal(texts[code]):.{places}f}"  # 55.00 beside 54.79
            cells = [str(result.rank[code]), code, names[code], score]
            cells.append(result.grade.get(code, ""))
            if intervals:
                cells.append("{}-{}".format(*intervals[code]))
            table.add_row(*cells)
        console.print(table)
    for code, reason in result.left_out.items():
        console.print(f"{t(assess_words.LEFT_OUT)}: {code} {names.get(code, '')} {said(reason, language)}")
