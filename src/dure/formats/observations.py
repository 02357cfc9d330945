"""Assessment data from CSV, XLSX and Parquet: values, units, marks and last year, each with the cell it stands in.

Numbers are taken as the decimals that are written; formulas, dates and texts where a number belongs are refused with
their address. An empty cell is missing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from dure.engines.indices import Mark, Observation, Unit

SHEETS: Final = ("units", "data", "panels", "last_year", "succession")
_LONG: Final = ("unit", "indicator", "value")
_PANELS: Final = ("panel", "unit", "criterion", "judge", "mark")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")


class DataFileBroken(ValueError):
    """A file or cell cannot be read; the message says which and how to mend it."""


class FormulaInCell(DataFileBroken):
    """A cell holds a formula: its value depends on the program that opens it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content and its address, such as ``data!C7`` or ``data.csv:C7``."""

    content: str | int | float | Decimal | date | None
    address: str

    @property
    def text(self) -> str:
        """The content as text, codes without a decimal point."""
        if self.content is None:
            return ""
        if isinstance(self.content, float) and self.content.is_integer():
            return str(int(self.content))
        return str(self.content).strip()


Table = Sequence[Sequence[Cell]]


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


def csv_table(content: bytes, name: str) -> Table:
    """Read a CSV in UTF-8 (with or without mark) or CP949.

    Raises:
        DataFileBroken: it is neither.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError as error:
            message = f"{name}: neither UTF-8 nor CP949; save it again as UTF-8"
            raise DataFileBroken(message) from error
    return [
        [Cell(value.strip() or None, f"{name}:{column_letters(column)}{row}") for column, value in enumerate(values)]
        for row, values in enumerate(csv.reader(io.StringIO(text)), 1)
        if any(value.strip() for value in values)
    ]


def xlsx_tables(content: bytes, name: str) -> dict[str, Table]:
    """Read the sheets that an assessment has; others are left alone.

    Raises:
        DataFileBroken: it is no workbook, or has none of the sheets.
        FormulaInCell: names the cell.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # only when a workbook is given

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises whatever the broken archive made it meet
        message = f"{name}: not an XLSX workbook ({error})"
        raise DataFileBroken(message) from error
    found: dict[str, Table] = {}
    for title in book.sheetnames:
        if title not in SHEETS:
            continue
        rows = []
        for number, row in enumerate(book[title].iter_rows(), 1):
            cells = [_xlsx_cell(cell, title, number, column) for column, cell in enumerate(row)]
            if any(cell.content is not None for cell in cells):
                rows.append(cells)
        found[title] = rows
    if not found:
        message = f"{name}: none of the sheets {', '.join(SHEETS)}; there are {', '.join(book.sheetnames)}"
        raise DataFileBroken(message)
    return found


def _xlsx_cell(cell: Any, sheet: str, row: int, column: int) -> Cell:
    address = f"{sheet}!{column_letters(column)}{row}"
    value = cell.value
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        message = f"{address}: a formula ({value}); put its value there (copy, then paste as values)"
        raise FormulaInCell(message)
    if cell.data_type == "e":
        message = f"{address}: {value} is an error value; put a number there or leave it empty"
        raise DataFileBroken(message)
    if isinstance(value, bool):
        message = f"{address}: {value} is no number"
        raise DataFileBroken(message)
    if isinstance(value, str):
        return Cell(value.strip() or None, address)
    return Cell(value.date() if isinstance(value, datetime) else value, address)


def parquet_table(content: bytes, name: str) -> Table:
    """Read a Parquet file by polars.

    Raises:
        DataFileBroken: it is none.
    """
    import polars as pl  # noqa: PLC0415  # only when such a file is given

    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{name}: not a Parquet file ({error})"
        raise DataFileBroken(message) from error
    header = [Cell(column, f"{name}:{column_letters(place)}1") for place, column in enumerate(frame.columns)]
    return [
        header,
        *(
            [
                Cell(None if value == "" else value, f"{name}:{column_letters(place)}{row}")
                for place, value in enumerate(values)
            ]
            for row, values in enumerate(frame.iter_rows(), 2)
        ),
    ]


def number_in(cell: Cell) -> Fraction | None:
    """Return a cell's number as the decimal written; an empty cell is missing.

    Raises:
        DataFileBroken: something else stands there.
    """
    content = cell.content
    if content is None:
        return None
    if isinstance(content, int | Decimal) and not isinstance(content, bool):
        return Fraction(content)
    if isinstance(content, float):
        text = repr(content)
    else:
        text = cell.text.replace(",", "") if _THOUSANDS.match(cell.text) else cell.text
    try:
        if _NUMBER.match(text):
            return Fraction(Decimal(text))
    except InvalidOperation as error:
        raise _no_number(cell) from error
    raise _no_number(cell)


def _no_number(cell: Cell) -> DataFileBroken:
    hint = "put a number, or leave the cell empty if the value is missing"
    if cell.text.startswith("="):
        return FormulaInCell(f"{cell.address}: a formula ({cell.text}); put its value there")
    return DataFileBroken(f'{cell.address}: "{cell.text}" is not a number; {hint}')


def _records(table: Table, wanted: Sequence[str], what: str) -> Iterator[dict[str, Cell]]:
    if not table:
        return
    header = [cell.text for cell in table[0]]
    if lacking := [name for name in wanted if name not in header]:
        message = f"{table[0][0].address}: {what} needs columns {', '.join(wanted)}; {', '.join(lacking)} is missing"
        raise DataFileBroken(message)
    for row in table[1:]:
        yield {name: cell for name, cell in zip(header, row, strict=False) if name}


def observations_in(table: Table) -> tuple[Observation, ...]:
    """Return values from a long table (unit, indicator, value, source) or a wide one (unit and a column per code)."""
    if not table:
        return ()
    header = [cell.text for cell in table[0]]
    if set(_LONG) <= set(header):
        return tuple(
            Observation(row["unit"].text, row["indicator"].text, number_in(row["value"]), _place(row))
            for row in _records(table, _LONG, "a long table")
            if row["unit"].text
        )
    if "unit" not in header:
        message = (
            f'{table[0][0].address}: the first row holds no column "unit"; give unit, indicator, value (long) '
            "or unit and one column per indicator code (wide)"
        )
        raise DataFileBroken(message)
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        message = f"{table[0][0].address}: column {', '.join(twice)} stands twice"
        raise DataFileBroken(message)
    return tuple(
        Observation(row["unit"].text, name, number_in(cell), cell.address)
        for row in _records(table, ["unit"], "a wide table")
        if row["unit"].text
        for name, cell in row.items()
        if name != "unit"
    )


def _place(row: Mapping[str, Cell]) -> str:
    """Return the address of a value, followed by its source if the table names one."""
    source = row["source"].text if "source" in row else ""
    return f"{row['value'].address} ({source})" if source else row["value"].address


def units_in(table: Table) -> tuple[Unit, ...]:
    """Return units from a table of code, name, group, valid_from, valid_to."""
    return tuple(
        Unit(
            row["code"].text,
            row["name"].text,
            row["group"].text if "group" in row and row["group"].text else "all",
            _day(row.get("valid_from")),
            _day(row.get("valid_to")),
        )
        for row in _records(table, ("code", "name"), "the list of units")
        if row["code"].text
    )


def _day(cell: Cell | None) -> date | None:
    if cell is None or cell.content is None:
        return None
    if isinstance(cell.content, date):
        return cell.content
    try:
        return date.fromisoformat(cell.text)
    except ValueError as error:
        message = f'{cell.address}: "{cell.text}" is not a day; write 2026-07-01'
        raise DataFileBroken(message) from error


def marks_in(table: Table) -> tuple[tuple[str, Mark], ...]:
    """Return marks from a table of panel, unit, criterion (may be left out), judge, mark."""
    wanted = [name for name in _PANELS if name != "criterion"]
    return tuple(
        (
            row["panel"].text,
            Mark(
                row["unit"].text,
                row["judge"].text,
                number_in(row["mark"]),
                row["criterion"].text if "criterion" in row else "",
            ),
        )
        for row in _records(table, wanted, "the list of marks")
        if row["panel"].text
    )


def succession_in(table: Table) -> dict[str, tuple[str, ...]]:
    """Return each new code's predecessors from a table of new, old."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _records(table, ("new", "old"), "the succession"):
        if row["new"].text:
            found[row["new"].text] = (*found.get(row["new"].text, ()), row["old"].text)
    return found


def table_in(content: bytes, name: str) -> Table:
    """Read a file of one table by its name's ending; of a workbook its first known sheet."""
    readers: Mapping[str, Callable[[bytes, str], Table]] = {"csv": csv_table, "parquet": parquet_table}
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        return next(iter(xlsx_tables(content, name).values()))
    if ending not in readers:
        message = f"{name}: a file ends in .csv, .xlsx or .parquet"
        raise DataFileBroken(message)
    return readers[ending](content, name)


def data_in(content: bytes, name: str) -> DataFile:
    """Read an assessment's data file: one table of values, or a workbook with its sheets."""
    if not name.lower().endswith(".xlsx"):
        return DataFile(observations_in(table_in(content, name)))
    sheets = xlsx_tables(content, name)
    return DataFile(
        observations_in(sheets.get("data", ())),
        units_in(sheets["units"]) if "units" in sheets else None,
        marks_in(sheets.get("panels", ())),
        observations_in(sheets.get("last_year", ())),
        succession_in(sheets.get("succession", ())),
    )
