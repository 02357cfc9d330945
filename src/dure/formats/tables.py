"""Tables as CSV and XLSX, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CELL: Final = 32_767  # characters that XLSX allows


def harmless(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe.

    >>> harmless("=cmd|' /C calc'!A0"), harmless(-3), harmless("평범한 글")
    ("'=cmd|' /C calc'!A0", -3, '평범한 글')
    """
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return CSV in UTF-8 with a byte order mark, which Korean spreadsheets need to read it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def to_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], *, widths: Sequence[int]) -> bytes:
    """Return a workbook of one sheet with a filter and a fixed header; text stays text, never a formula or a link.

    Args:
        header: the names of the columns.
        rows: text, numbers and None.
        widths: of the columns, in characters.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bg_color": "#f4f5f6", "bottom": 1})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(last, column, value)
            elif value is not None:
                sheet.write_string(last, column, str(value)[:_CELL])
    sheet.autofilter(0, 0, last, len(header) - 1)
    book.close()
    return file.getvalue()
