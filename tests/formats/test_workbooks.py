from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from dure.formats import workbooks
from dure.formats.columns import aligned
from dure.formats.workbooks import WorkbookRefused, read_workbook, shortest_decimal


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_number_cells_come_as_their_shortest_decimal():
    def fill(sheet):
        sheet.title = "점수"
        sheet.append([18.5, 18.1, 18, 18.0, "18.50", None, " 우수 "])

    (table,) = read_workbook(workbook(fill))
    assert [cell.text for cell in table.rows[0]] == ["18.5", "18.1", "18", "18", "18.50", None, "우수"]
    assert table.rows[0][1].address == "점수!B1"


def test_seventeen_digits_of_an_excel_file_are_the_number_that_was_typed():
    # Excel stores what was typed as 18.1 as 18.100000000000001
    assert shortest_decimal(float("18.100000000000001")) == "18.1"


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        ("=SUM(A1:A3)", None, "formula"),
        (True, None, "truth"),
        (dt.date(2026, 11, 22), None, "date"),
        (0.185, "0.0%", "percent"),
        ("#N/A", None, "error"),
    ],
)
def test_what_would_have_to_be_guessed_at_is_refused_with_its_address(value, number_format, code):
    def fill(sheet):
        sheet.title = "점수"
        sheet["C5"] = value
        if number_format:
            sheet["C5"].number_format = number_format

    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(workbook(fill))
    assert [(fault.code, fault.address) for fault in refused.value.faults] == [(code, "점수!C5")]


def test_a_file_that_is_no_workbook_is_refused():
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "a")
    for content in (b"", b"entry,judge\n", empty.getvalue()):
        with pytest.raises(WorkbookRefused) as refused:
            read_workbook(content)
        assert refused.value.faults[0].code == "not_xlsx"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "_LARGEST", 1_000_000)  # 300 MB of zeros would take the test 8 seconds to write
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 1_000_001)
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(bomb.getvalue())
    assert refused.value.faults[0].code == "too_big"


def test_columns_are_aligned_by_the_width_of_korean_letters():
    assert aligned([("순위", "이름"), ("1", "a"), ("12", "나")], right=(0,)) == ["순위  이름", "   1  a", "  12  나"]


def test_only_the_sheets_that_are_asked_for_are_read_and_dates_only_where_they_are_wanted():
    def fill(sheet):
        sheet.title = "notes"
        sheet["A1"] = "=1+1"
        units = sheet.parent.create_sheet("units")
        units.append(["code", dt.date(2026, 7, 1), dt.datetime(2026, 6, 30, 12)])  # noqa: DTZ001  # a workbook's times have no zone

    content = workbook(fill)
    (table,) = read_workbook(content, only=("units",), dates=("units",))
    assert [cell.text for cell in table.rows[0]] == ["code", "2026-07-01", "2026-06-30"]
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(content, only=("units",))
    assert [(fault.code, fault.address) for fault in refused.value.faults] == [
        ("date", "units!B1"),
        ("date", "units!C1"),
    ]
    with pytest.raises(WorkbookRefused, match="notes!A1 formula"):
        read_workbook(content, dates=("units",))
