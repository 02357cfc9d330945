"""Score workbooks: XLSX to the data of a sheet with the address of every cell, and templates to fill in.

Two forms of scores are read: the long table (stage, entry, judge, criterion, value), and one worksheet for each stage
whose first cell says ``단계`` or ``stage`` with the stage's name beside it, then a heading row of entry, judge and
criteria.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dure.engines.ranking import GivenNumber, JudgePanel, Ruleset, VoteCount, exact_text
from dure.formats.workbooks import Cell, CellFault, Table, WorkbookRefused, read_workbook

_NOT_IN_TITLES: Final = "[]:*?/\\"
_ROWS_OF_TABLES: Final = 200  # how far down validations reach in tables without a fixed length


@cache
def sheet_words() -> Mapping[str, Any]:
    """Read the names of sheets and columns."""
    path = resources.files("dure.data.words").joinpath("sheets.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass
class ScoreBook:
    """The data of a sheet, and the address of each row and value under its path (``scores[3].value``)."""

    data: dict[str, Any]
    origins: dict[str, str] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """Return the cell a path of a fault comes from, or the path itself."""
        while path:
            if path in self.origins:
                return self.origins[path]
            path = path.rpartition(".")[0]
        return ""


def read_score_workbook(content: bytes, rules_for: Callable[[Mapping[str, object]], Ruleset]) -> ScoreBook:
    """Read an XLSX score workbook into the data that ``read_sheet`` takes.

    Entries without a name and their empty rows are passed over, as templates have more rows than entries.
    ``rules_for`` makes the rules from the workbook's own fill; they tell which columns of the entries are axes.

    Raises:
        WorkbookRefused: no XLSX; formulas, dates and the like; an unknown sheet or heading; each with its address.
    """
    book = ScoreBook({"entries": [], "scores": [], "votes": [], "recusals": [], "adjustments": [], "fill": {}})
    unused: set[str] = set()
    tables = read_workbook(content)
    kinds = {table.title: _sheet_kind(table) for table in tables}
    for table in tables:
        if kinds[table.title] == "fill":
            book.data["fill"] |= _read_fill(table)
    rules = rules_for(book.data["fill"])
    for table in sorted(tables, key=lambda table: kinds[table.title] != "entries"):
        kind = kinds[table.title]
        if kind in ("guide", "fill"):
            continue
        if kind == "entries":
            unused |= _read_entries(table, book, rules)
        elif kind == "wide":
            _read_wide(table, book, unused)
        elif kind:
            _read_long(table, kind, book, unused)
        elif any(cell.text for line in table.rows for cell in line):
            known = ", ".join(names[0] for names in sheet_words()["sheets"].values())
            raise _refused(code="unknown_sheet", address=table.title, known=known)
    return book


_LONG: Final[Mapping[str, tuple[str, ...]]] = {
    "scores": ("stage", "entry", "judge", "criterion", "value"),
    "votes": ("stage", "entry", "count"),
    "recusals": ("judge", "entry", "kind"),
    "adjustments": ("entry", "kind", "points", "reason"),
}


def _refused(code: str, address: str, **details: str) -> WorkbookRefused:
    return WorkbookRefused([CellFault(code, address, details)])


def _sheet_kind(table: Table) -> str:
    """Tell a worksheet's kind by its first cell or its title; empty if it has none we know."""
    columns = sheet_words()["columns"]
    first = table.rows[0] if table.rows else ()
    named = len(first) > 1 and first[0].text in columns["stage"] and first[1].text not in (None, *columns["entry"])
    if named and not any(cell.text for cell in first[2:]):
        return "wide"
    title = table.title.strip().lower()
    return next(
        (kind for kind, names in sheet_words()["sheets"].items() if title in [name.lower() for name in names]), ""
    )


def _headings(table: Table, row: int, wanted: Sequence[str], *, others: bool) -> dict[str, int]:
    """Map each wanted column to its position; other headings are returned under ``+`` or refused."""
    columns = sheet_words()["columns"]
    found: dict[str, int] = {}
    for position, cell in enumerate(table.rows[row] if row < len(table.rows) else ()):
        if cell.text is None:
            continue
        name = next((key for key in wanted if key not in found and cell.text in columns[key]), None)
        if name is None and not others:
            raise _refused(
                code="unknown_heading",
                address=cell.address,
                heading=cell.text,
                known=", ".join(columns[key][0] for key in wanted),
            )
        if name is None and f"+{cell.text}" in found:
            raise _refused(code="heading_twice", address=cell.address, heading=cell.text)
        found[name or f"+{cell.text}"] = position
    for key in wanted:
        if key not in found and not (key == "organisations" and others):
            raise _refused(code="missing_heading", address=f"{table.title}!{row + 1}", heading=columns[key][0])
    return found


def _rows(table: Table, wanted: Sequence[str], heading: int, *, others: bool = False) -> Iterator[dict[str, Cell]]:
    """Yield each row under a heading that has any text, as column → cell."""
    found = _headings(table, heading, wanted, others=others)
    for line in table.rows[heading + 1 :]:
        if any(cell.text for cell in line):
            yield {key: line[position] for key, position in found.items()}


def _read_entries(table: Table, book: ScoreBook, rules: Ruleset) -> set[str]:
    """Read the entries; returns the ids of template rows nobody used."""
    unused: set[str] = set()
    given = {stage.source.value for stage in rules.stages if isinstance(stage.source, GivenNumber)}
    for row in _rows(table, ("id", "name", "organisations"), 0, others=True):
        identity, name = row["id"].text or "", row["name"].text
        if name is None:
            unused.add(identity)
            continue
        path = f"entries[{len(book.data['entries'])}]"
        organisations = row["organisations"].text if "organisations" in row else None
        more = {key[1:]: cell for key, cell in row.items() if key.startswith("+") and cell.text}
        for key, cell in more.items():
            if key not in rules.axes and key not in given:
                raise _refused(
                    code="unknown_heading", address=cell.address, heading=key, known=", ".join((*rules.axes, *given))
                )
        book.data["entries"].append({
            "id": identity,
            "name": name,
            "division": {key: cell.text for key, cell in more.items() if key in rules.axes},
            "organisations": [part.strip() for part in (organisations or "").split(";") if part.strip()],
            "values": {key: cell.text for key, cell in more.items() if key in given},
        })  # fmt: skip
        book.origins[path] = row["id"].address
        book.origins[f"{path}.division"] = row["name"].address
        for key, cell in more.items():
            book.origins[f"{path}.division.{key}"] = cell.address
    return unused


def _read_fill(table: Table) -> dict[str, Any]:
    rows = [(row["blank"].text, row["value"].text) for row in _rows(table, ("blank", "value"), 0)]
    return {name: _fill_value(name, value) for name, value in rows if name and value}


def _read_wide(table: Table, book: ScoreBook, unused: set[str]) -> None:
    stage = table.rows[0][1].text
    names = sheet_words()["columns"]
    heading = next(
        (
            number
            for number, line in enumerate(table.rows)
            if number and {cell.text for cell in line} & set(names["judge"])
        ),
        None,
    )
    if heading is None:
        raise _refused(code="missing_heading", address=f"{table.title}!2", heading=names["judge"][0])
    for row in _rows(table, ("entry", "judge"), heading, others=True):
        marks = {key[1:]: cell for key, cell in row.items() if key.startswith("+")}
        entry, judge = row["entry"].text, row["judge"].text
        if entry in unused and not any(cell.text for cell in marks.values()):
            continue
        if entry is None or judge is None:
            empty = row["entry"] if entry is None else row["judge"]
            raise _refused(code="empty_cell", address=empty.address)
        for criterion, cell in marks.items():
            path = f"scores[{len(book.data['scores'])}]"
            book.data["scores"].append(
                {"stage": stage, "entry": entry, "judge": judge, "criterion": criterion, "value": cell.text}
            )
            book.origins[path] = book.origins[f"{path}.value"] = cell.address
            book.origins[f"{path}.entry"] = row["entry"].address


def _read_long(table: Table, kind: str, book: ScoreBook, unused: set[str]) -> None:
    for row in _rows(table, _LONG[kind], 0):
        number = row.get("value") or row.get("count") or row.get("points")
        if row["entry"].text in unused and number is not None and number.text is None:
            continue
        if kind == "votes" and row["count"].text is None:
            continue  # no count is no vote row; the engine refuses the entry if its stage needs one
        path = f"{kind}[{len(book.data[kind])}]"
        line: dict[str, str | None] = {}
        for key, cell in row.items():
            if cell.text is None and key != "value":
                raise _refused(code="empty_cell", address=cell.address)
            line[key] = _kind_word(kind, cell.text or "") if key == "kind" else cell.text
            book.origins[f"{path}.{key}"] = cell.address
        book.data[kind].append(line)
        book.origins[path] = row["entry"].address


def _kind_word(table: str, text: str) -> str:
    """Turn 제척, 가점 and the like into the word the engine knows; others stay, and are refused there."""
    return next((word for word, names in sheet_words()[table].items() if text in names), text)


def _fill_value(name: str, text: str) -> Any:
    """Read a fill's cell: lists and tables as TOML, whole numbers as such, all else as text; a seed is always text."""
    if name != "draw_seed" and (text[0] in "[{" or text.isdigit()):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return text
    return text


# --- templates ------------------------------------------------------------------------------------------------------

_HEAD: Final = PatternFill("solid", fgColor="E7EEF7")
_INPUT: Final = PatternFill("solid", fgColor="FFFDE7")
_SIDE: Final = Side(style="thin", color="B0B8C1")
_LINE: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def score_workbook(rules: Ruleset, *, entries: Sequence[str], judges: Sequence[str]) -> bytes:
    """Make an empty score workbook of a ruleset: entries, one sheet for each stage with judges, votes and the rest.

    Cells take only what the rules allow: a mark's bounds, an axis' values, a kind of recusal.
    """
    words = sheet_words()
    book = openpyxl.Workbook()
    guide = book.active
    if not isinstance(guide, Worksheet):  # pragma: no cover - a new workbook always has a worksheet
        raise TypeError
    _write_guide(guide, rules)
    _write_entries(book.create_sheet(words["sheets"]["entries"][0]), rules, entries)
    panels = [(stage.name, stage.source) for stage in rules.stages if isinstance(stage.source, JudgePanel)]
    for number, (name, panel) in enumerate(panels, start=1):
        plain = "".join(letter for letter in name if letter not in _NOT_IN_TITLES)
        title = f"{number} {plain}"[:31]  # Excel's limit
        _write_stage(book.create_sheet(title), name, panel, entries, judges)
    channels = dict.fromkeys(
        channel for stage in rules.stages if isinstance(stage.source, VoteCount) for channel, _ in stage.source.channels
    )
    if channels:
        rows = [[channel, entry, None] for channel in channels for entry in entries]
        sheet = _write_table(book, "votes", ("stage", "entry", "count"), rows)
        _whole_numbers(sheet, f"C2:C{len(rows) + 1}")
    sheet = _write_table(book, "recusals", ("judge", "entry", "kind"), [])
    _choices(sheet, "C", [names[0] for names in words["recusals"].values()])
    sheet = _write_table(book, "adjustments", ("entry", "kind", "points", "reason"), [])
    _choices(sheet, "B", [names[0] for names in words["adjustments"].values()])
    _write_table(book, "fill", ("blank", "value"), [])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_guide(sheet: Worksheet, rules: Ruleset) -> None:
    words = sheet_words()["guide"]
    sheet.title = sheet_words()["sheets"]["guide"][0]
    lines = [words["title"].format(name=rules.name), "", *words["lines"], ""]
    for stage in rules.stages:
        if isinstance(stage.source, JudgePanel):
            criteria = ", ".join(f"{line.name} {exact_text(line.points)}" for line in stage.source.criteria)
            lines.append(words["stage_note"].format(stage=stage.name, criteria=criteria, places=stage.source.places))
    lines += ["", words["rules_hash"].format(sha256=rules.sha256)]
    for number, line in enumerate(lines, start=1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = Font(size=16, bold=True)
    sheet.column_dimensions["A"].width = 100


def _write_entries(sheet: Worksheet, rules: Ruleset, entries: Sequence[str]) -> None:
    columns = sheet_words()["columns"]
    given = [stage.source.value for stage in rules.stages if isinstance(stage.source, GivenNumber)]
    headings = [columns["id"][0], columns["name"][0], columns["organisations"][0], *rules.axes, *given]
    _head(sheet, 1, headings, [10, 48, 28, *[16] * (len(headings) - 3)])
    for number, entry in enumerate(entries, start=2):
        for column in range(1, len(headings) + 1):
            _box(sheet, number, column, entry if column == 1 else None)
    for place, values in enumerate(rules.axes.values(), start=4):
        _choices(sheet, get_column_letter(place), values)
    sheet.freeze_panes = "B2"


def _write_stage(sheet: Worksheet, name: str, panel: JudgePanel, entries: Sequence[str], judges: Sequence[str]) -> None:
    """Write one stage: a row for each judge and entry, judges together, a column for each criterion."""
    columns, words = sheet_words()["columns"], sheet_words()["guide"]
    sheet.cell(1, 1, columns["stage"][0]).font = Font(bold=True)
    sheet.cell(1, 2, name).font = Font(bold=True)
    headings = [columns["judge"][0], columns["entry"][0], *[line.name for line in panel.criteria]]
    _head(sheet, 3, headings, [16, 10, *[max(12, 2 * len(line.name) + 2) for line in panel.criteria]])
    for place, line in enumerate(panel.criteria, start=3):
        sheet.cell(2, place, f"≤ {exact_text(line.points)}").alignment = Alignment(horizontal="center")
    number = 4
    for judge in judges:
        for entry in entries:
            for column, value in enumerate([judge, entry, *[None] * len(panel.criteria)], start=1):
                _box(sheet, number, column, value)
            number += 1
    for place, line in enumerate(panel.criteria, start=3):
        letter = get_column_letter(place)
        cells = f"{letter}4:{letter}{number - 1}"
        if line.marks:
            _add_list(sheet, cells, list(line.marks))
            continue
        least, most = exact_text(line.least), exact_text(line.points)
        rule = DataValidation(
            type="custom",
            formula1=f"AND(ISNUMBER({letter}4),{letter}4>={least},{letter}4<={most},ABS(ROUND({letter}4,{panel.places})-{letter}4)<1E-9)",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=line.name,
            error=words["score_error"].format(least=least, most=most, places=panel.places),
        )
        sheet.add_data_validation(rule)
        rule.add(cells)
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "1:3"


def _write_table(
    book: openpyxl.Workbook, kind: str, keys: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> Worksheet:
    words = sheet_words()
    sheet: Worksheet = book.create_sheet(words["sheets"][kind][0])
    _head(sheet, 1, [words["columns"][key][0] for key in keys], [24] * len(keys))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            _box(sheet, number, column, value)
    sheet.freeze_panes = "A2"
    return sheet


def _head(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    for column, (heading, wide) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = sheet.cell(row, column, heading)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _LINE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = wide


def _box(sheet: Worksheet, row: int, column: int, value: str | None) -> None:
    cell = sheet.cell(row, column, value)
    cell.border = _LINE
    if value is None:
        cell.fill, cell.protection = _INPUT, Protection(locked=False)


def _choices(sheet: Worksheet, letter: str, values: Sequence[str]) -> None:
    _add_list(sheet, f"{letter}2:{letter}{_ROWS_OF_TABLES + 1}", values)


def _add_list(sheet: Worksheet, cells: str, values: Sequence[str]) -> None:
    """Offer values as a list; Excel holds 255 letters of them, and none with a comma."""
    joined = ",".join(values)
    if len(joined) <= 255 and not any("," in value for value in values):  # noqa: PLR2004  # Excel's own limit
        rule = DataValidation(type="list", formula1=f'"{joined}"', allow_blank=True, showErrorMessage=True)
        sheet.add_data_validation(rule)
        rule.add(cells)


def _whole_numbers(sheet: Worksheet, cells: str) -> None:
    rule = DataValidation(
        type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True
    )
    sheet.add_data_validation(rule)
    rule.add(cells)


__all__ = ["ScoreBook", "read_score_workbook", "score_workbook", "sheet_words"]
