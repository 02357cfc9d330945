"""XLSX workbooks to text cells with addresses.

A number cell is taken as its shortest decimal: what a person typed as 18.1 is stored as the nearest binary fraction
and comes back as ``18.1``. Formulas, dates, truth values, percentages and errors are refused with their address, since
each of them would have to be guessed at.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

_LARGEST: Final = 300_000_000  # bytes unpacked: a workbook of a million cells has about 60 million


class CellFault(NamedTuple):
    """One cell, or the whole file, that is refused: ``code`` says why (formula, date, …)."""

    code: str
    address: str
    details: Mapping[str, str]


class WorkbookRefused(ValueError):
    """A file that cannot be taken: none of its kind at all, or cells that hold no plain text or number."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(" ".join([fault.address, fault.code, *fault.details.values()]) for fault in faults))


class Cell(NamedTuple):
    """A cell's text, ``None`` where it is empty, and its address such as ``점수!C5``."""

    text: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet: its title and its rows, empty rows kept so that addresses hold."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def read_workbook(
    content: bytes, *, only: Collection[str] | None = None, dates: Collection[str] = ()
) -> tuple[Table, ...]:
    """Read the worksheets of an XLSX file.

    Args:
        content: the file.
        only: titles of the sheets to read, others being left alone; every sheet if it is None.
        dates: titles of sheets where a date is wanted; it comes as ``2026-07-01``.

    Raises:
        WorkbookRefused: the file is no XLSX, or some cells are formulas, dates, truth values, percentages or errors.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise WorkbookRefused([CellFault("too_big", "", {})])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of extensions that carry no cell, such as validations
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        if isinstance(error, WorkbookRefused):
            raise
        raise WorkbookRefused([CellFault("not_xlsx", "", {"value": str(error)[:80]})]) from error
    faults: list[CellFault] = []
    tables = tuple(
        Table(
            sheet.title,
            tuple(tuple(_cell(cell, sheet.title, faults, dates) for cell in row) for row in sheet.iter_rows()),
        )
        for sheet in book.worksheets
        if only is None or sheet.title in only
    )
    if faults:
        raise WorkbookRefused(faults)
    return tables


def shortest_decimal(value: float) -> str:
    """Write a number cell as the shortest decimal that reads back equal, without an exponent.

    >>> shortest_decimal(18.5), shortest_decimal(18.0), shortest_decimal(0.1 + 0.2), shortest_decimal(1e-7)
    ('18.5', '18', '0.30000000000000004', '0.0000001')
    """
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(cell: Any, title: str, faults: list[CellFault], dates: Collection[str]) -> Cell:
    address = f"{title}!{cell.coordinate}"
    value = cell.value
    if value is None:
        return Cell(None, address)
    if cell.data_type == "d" and title in dates and isinstance(value, date):
        return Cell((value.date() if isinstance(value, datetime) else value).isoformat(), address)
    kind = {"f": "formula", "b": "truth", "e": "error", "d": "date"}.get(cell.data_type)
    if kind is None and cell.data_type == "n" and "%" in (cell.number_format or ""):
        kind = "percent"
    if kind:
        faults.append(CellFault(kind, address, {"value": str(getattr(value, "text", value))[:60]}))
        return Cell(None, address)
    if isinstance(value, int | float):
        return Cell(shortest_decimal(value) if isinstance(value, float) else str(value), address)
    text = unicodedata.normalize("NFC", str(value)).strip()
    return Cell(text or None, address)
