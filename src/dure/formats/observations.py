"""Assessment data from CSV, XLSX and Parquet: values, units, marks and last year, each with the cell it stands in.

Numbers are taken as the decimals that are written; formulas, dates and texts where a number belongs are refused with
their address. An empty cell is missing.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dure.engines.indices import Mark, Observation, Unit
from dure.formats.workbooks import Cell, CellFault, WorkbookRefused, read_workbook, shortest_decimal

SHEETS: Final = ("units", "data", "panels", "last_year", "succession")
_LONG: Final = ("unit", "indicator", "value")
_PANELS: Final = ("panel", "unit", "judge", "mark")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")


Rows = Sequence[Sequence[Cell]]


_MAGNITUDE: Final = 60
"""Of a number's exponent: 1e999999999 would fill the memory."""


class DataFileBroken(WorkbookRefused):
    """A file of data, or some of its cells, cannot be taken; each fault says which and how to mend it."""

    def __init__(self, code: str, address: str, **details: str) -> None:
        """Keep one fault; ``address`` is a cell's or a file's name."""
        super().__init__([CellFault(code, address, details)])


@dataclass(frozen=True)
class DataFile:
    """What a file holds; parts that it lacks are empty, ``units`` None when it lists none."""

    observations: tuple[Observation, ...] = ()
    units: tuple[Unit, ...] | None = None
    marks: tuple[tuple[str, Mark], ...] = ()
    last_year: tuple[Observation, ...] = ()
    succession: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def column_letters(number: int) -> str:
    """Return a column's letters, 0 being A.

    >>> [column_letters(number) for number in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def csv_table(content: bytes, name: str) -> Rows:
    """Read a CSV in UTF-8 (with or without mark) or CP949.

    Raises:
        DataFileBroken: it is neither, or no CSV.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError as error:
            raise DataFileBroken("not_text", name) from error
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise DataFileBroken("not_csv", name, value=str(error)) from error
    return [
        [_text_cell(value, f"{name}:{column_letters(column)}{row}") for column, value in enumerate(values)]
        for row, values in enumerate(lines, 1)
        if any(value.strip() for value in values)
    ]


def _text_cell(value: str, address: str) -> Cell:
    return Cell(unicodedata.normalize("NFC", value).strip() or None, address)


def xlsx_tables(content: bytes, name: str) -> dict[str, Rows]:
    """Read the sheets that an assessment has; others are left alone.

    Raises:
        WorkbookRefused: it is no workbook, or cells hold formulas and the like, each with its address.
        DataFileBroken: it has none of the sheets.
    """
    tables = read_workbook(content, only=SHEETS, dates=("units",))
    found: dict[str, Rows] = {
        table.title: [row for row in table.rows if any(cell.text is not None for cell in row)] for table in tables
    }
    if not found:
        raise DataFileBroken("no_known_sheet", name, known=", ".join(SHEETS))
    return found


def parquet_table(content: bytes, name: str) -> Rows:
    """Read a Parquet file by polars; rows are counted from the header, as if it were a sheet.

    Raises:
        DataFileBroken: it is none.
    """
    import polars as pl  # noqa: PLC0415  # only when such a file is given

    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataFileBroken("not_parquet", name, value=str(error).split("\n", maxsplit=1)[0][:80]) from error
    header = [Cell(column, f"{name}:{column_letters(place)}1") for place, column in enumerate(frame.columns)]
    return [
        header,
        *(
            [_parquet_cell(value, f"{name}:{column_letters(place)}{row}") for place, value in enumerate(values)]
            for row, values in enumerate(frame.iter_rows(), 2)
        ),
    ]


def _parquet_cell(value: object, address: str) -> Cell:
    if value is None:
        return Cell(None, address)
    return Cell(shortest_decimal(value), address) if isinstance(value, float) else _text_cell(str(value), address)


def number_in(cell: Cell) -> Fraction | None:
    """Return a cell's number as the decimal written; an empty cell is missing.

    Raises:
        DataFileBroken: something else stands there.
    """
    if cell.text is None:
        return None
    text = cell.text.replace(",", "") if _THOUSANDS.match(cell.text) else cell.text
    if _NUMBER.match(text) and abs(Decimal(text).adjusted()) <= _MAGNITUDE:
        return Fraction(Decimal(text))
    if text.startswith("="):
        raise DataFileBroken("formula", cell.address, value=text[:60])
    raise DataFileBroken("not_a_number", cell.address, value=text[:60])


def _records(table: Rows, wanted: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """Return rows by heading; a row that is shorter than the header lacks its last cells."""
    if not table:
        return
    header = [cell.text or "" for cell in table[0]]
    if lacking := [name for name in wanted if name not in header]:
        raise DataFileBroken("missing_heading", table[0][0].address, heading=", ".join(lacking))
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise DataFileBroken("heading_twice", table[0][0].address, heading=", ".join(twice))
    for row in table[1:]:
        yield {name: cell for name, cell in zip(header, row, strict=False) if name}


def _text(row: Mapping[str, Cell], name: str) -> str:
    return (row[name].text or "") if name in row else ""


def observations_in(table: Rows) -> tuple[Observation, ...]:
    """Return values from a long table (unit, indicator, value, source) or a wide one (unit and a column per code).

    Raises:
        DataFileBroken: a heading is missing, or a cell holds no number.
    """
    if not table:
        return ()
    header = [cell.text for cell in table[0]]
    if set(_LONG) <= set(header):
        return tuple(
            Observation(_text(row, "unit"), _text(row, "indicator"), number_in(row["value"]), _place(row))
            for row in _records(table, _LONG)
            if _text(row, "unit") and "value" in row
        )
    if "unit" not in header:
        raise DataFileBroken("no_unit_column", table[0][0].address)
    return tuple(
        Observation(_text(row, "unit"), name, number_in(cell), cell.address)
        for row in _records(table, ["unit"])
        if _text(row, "unit")
        for name, cell in row.items()
        if name != "unit"
    )


def _place(row: Mapping[str, Cell]) -> str:
    """Return the address of a value, followed by its source if the table names one."""
    source = _text(row, "source")
    return f"{row['value'].address} ({source})" if source else row["value"].address


def units_in(table: Rows) -> tuple[Unit, ...]:
    """Return units from a table of code, name, group, valid_from, valid_to."""
    return tuple(
        Unit(
            _text(row, "code"),
            _text(row, "name"),
            _text(row, "group") or "all",
            _day(row.get("valid_from")),
            _day(row.get("valid_to")),
        )
        for row in _records(table, ("code", "name"))
        if _text(row, "code")
    )


def _day(cell: Cell | None) -> date | None:
    if cell is None or cell.text is None:
        return None
    try:
        return date.fromisoformat(cell.text)
    except ValueError as error:
        raise DataFileBroken("not_a_day", cell.address, value=cell.text[:60]) from error


def marks_in(table: Rows) -> tuple[tuple[str, Mark], ...]:
    """Return marks from a table of panel, unit, criterion (may be left out), judge, mark."""
    return tuple(
        (
            _text(row, "panel"),
            Mark(
                _text(row, "unit"),
                _text(row, "judge"),
                number_in(row["mark"]) if "mark" in row else None,
                _text(row, "criterion"),
            ),
        )
        for row in _records(table, _PANELS)
        if _text(row, "panel")
    )


def succession_in(table: Rows) -> dict[str, tuple[str, ...]]:
    """Return each new code's predecessors from a table of new, old."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _records(table, ("new", "old")):
        if new := _text(row, "new"):
            found[new] = (*found.get(new, ()), _text(row, "old"))
    return found


def table_in(content: bytes, name: str, sheet: str) -> Rows:
    """Read a file of one table by its name's ending; of a workbook the sheet that is named so.

    Raises:
        WorkbookRefused, DataFileBroken: it cannot be read, or the workbook lacks the sheet.
    """
    readers: Mapping[str, Callable[[bytes, str], Rows]] = {"csv": csv_table, "parquet": parquet_table}
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        tables = xlsx_tables(content, name)
        if sheet not in tables:
            raise DataFileBroken("no_known_sheet", name, known=sheet)
        return tables[sheet]
    if ending not in readers:
        raise DataFileBroken("unknown_ending", name)
    return readers[ending](content, name)


def data_in(content: bytes, name: str) -> DataFile:
    """Read an assessment's data file: one table of values, or a workbook with its sheets."""
    if not name.lower().endswith(".xlsx"):
        return DataFile(observations_in(table_in(content, name, "data")))
    sheets = xlsx_tables(content, name)
    return DataFile(
        observations_in(sheets.get("data", ())),
        units_in(sheets["units"]) if "units" in sheets else None,
        marks_in(sheets.get("panels", ())),
        observations_in(sheets.get("last_year", ())),
        succession_in(sheets.get("succession", ())),
    )
