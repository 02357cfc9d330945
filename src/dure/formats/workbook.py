"""Tables to an XLSX workbook that a person can read: headings, widths, frozen panes, no formulas."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from dure.formats.charts.canvas import text_width

Content = str | int | float | Decimal | Fraction | None
_WIDEST, _NARROWEST = 60, 8
_MOST_PLACES = 4
_GROUPED = 10_000
"""From this number on thousands are set apart."""
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's times have no zone; a fixed one makes files reproducible


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (at most 31 characters), a header and rows; ``frozen`` columns stay in sight.

    Columns from 0 in ``percents`` are shares of 1 and shown in per cent.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Content]]
    frozen: int = 1
    percents: Collection[int] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as XLSX; the same tables give the same bytes of content. Fractions become decimals of 15 digits."""
    from openpyxl import Workbook  # noqa: PLC0415  # only when a workbook is wanted
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    fill = PatternFill("solid", fgColor="DCEBF7")
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
        for column, title in enumerate(sheet.header):
            longest = max(
                [title, *(_shown(row[column]) for row in sheet.rows[:200])], key=lambda text: text_width(text, 1)
            )
            width = min(max(text_width(longest, 1) * 1.8 + 2, _NARROWEST), _WIDEST)
            page.column_dimensions[get_column_letter(column + 1)].width = width
        heading = []
        for title in sheet.header:
            cell = WriteOnlyCell(page, value=title)
            cell.font, cell.fill = Font(bold=True), fill
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            heading.append(cell)
        page.append(heading)
        formats = [_number_format(sheet, column) for column in range(len(sheet.header))]
        for row in sheet.rows:
            cells = []
            for value, number_format in zip(row, formats, strict=True):
                cell = WriteOnlyCell(page, value=_plain(value))
                if number_format and isinstance(cell.value, int | float):
                    cell.number_format = number_format
                cells.append(cell)
            page.append(cells)
        if sheet.rows:
            page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{len(sheet.rows) + 1}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _number_format(sheet: Sheet, column: int) -> str:
    """Return how a column's numbers are shown: all to the same places, at most four; the cells keep every digit."""
    cells = [row[column] for row in sheet.rows]
    numbers = [abs(float(value)) for value in cells if isinstance(value, int | float | Decimal | Fraction)]
    if not numbers:
        return ""
    if column in sheet.percents:
        return "0.0%"
    places = max(_places(number) for number in numbers)
    whole = "#,##0" if max(numbers) >= _GROUPED else "0"
    return f"{whole}.{'0' * places}" if places else whole


def _places(number: float) -> int:
    text = f"{number:.{_MOST_PLACES}f}".rstrip("0")
    return len(text.partition(".")[2])


def _plain(value: Content) -> str | int | float | None:
    """Return what a cell holds; a text that a program would take for a formula is kept a text by a leading quote."""
    if isinstance(value, Decimal | Fraction):
        value = Fraction(value)
        return int(value) if value.denominator == 1 else float(f"{float(value):.15g}")
    if isinstance(value, str) and value[:1] in ("=", "+", "@"):
        return f"'{value}"
    return value


def _shown(value: Content) -> str:
    if isinstance(value, Fraction | float):
        return f"{float(value):.{_MOST_PLACES}f}".rstrip("0")
    return "" if value is None else str(value)
