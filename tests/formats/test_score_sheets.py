from __future__ import annotations

import io
import string
import tomllib
from importlib import resources

import openpyxl
import pytest

from dure.engines.ranking import rank, read_rules, read_sheet
from dure.engines.ranking.faults import ENGLISH
from dure.formats.ranking_words import ranking_words
from dure.formats.score_sheets import read_score_workbook, score_workbook
from dure.formats.workbooks import WorkbookRefused
from tests.engines.ranking.contests import data, judged, ruleset, standing, voted

CRITERIA = [{"name": "창의성", "points": 50}, {"name": "효과", "points": 50}]
RULES = ruleset(
    voted("투표"),
    judged("발표/심사", criteria=CRITERIA),
    axes={"유형": ["시", "군"]},
    ranking={"by": "발표/심사", "per": ["유형"]},
)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template(entries=("E01", "E02", "E03"), judges=("김", "이")) -> openpyxl.Workbook:
    return opened(score_workbook(RULES, entries=entries, judges=judges))


def filled() -> openpyxl.Workbook:
    book = template()
    for row, (name, kind) in enumerate((("가 사례", "시"), ("나 사례", "군")), start=2):  # E03 stays unused
        book["출품"].cell(row, 2, name)
        book["출품"].cell(row, 3, "갑시; 을군" if row == 2 else "병군")
        book["출품"].cell(row, 4, kind)
        book["투표"].cell(row, 3, 10 * row)
    stage = book["1 발표심사"]
    for row in range(4, 10):
        if stage.cell(row, 2).value != "E03":
            stage.cell(row, 3, 40.5)
            stage.cell(row, 4, row)
    return book


def read(book: openpyxl.Workbook):
    return read_score_workbook(saved(book), lambda _fill: RULES)


def test_a_template_has_a_sheet_for_each_thing_to_fill_in():
    book = template()
    assert book.sheetnames == ["안내", "출품", "1 발표심사", "투표", "제척·기피·회피", "가점·감점", "빈칸"]
    assert [cell.value for cell in book["1 발표심사"][1]][:2] == ["단계", "발표/심사"]
    assert [cell.value for cell in book["1 발표심사"][3]] == ["심사위원", "번호", "창의성", "효과"]
    assert [[cell.value for cell in row][:2] for row in book["1 발표심사"].iter_rows(min_row=4)] == [
        ["김", "E01"], ["김", "E02"], ["김", "E03"], ["이", "E01"], ["이", "E02"], ["이", "E03"],
    ]  # fmt: skip
    rules = {str(rule.sqref): rule.formula1 for rule in book["1 발표심사"].data_validations.dataValidation}
    assert rules["C4:C9"] == "AND(ISNUMBER(C4),C4>=0,C4<=50,ABS(ROUND(C4,1)-C4)<1E-9)"
    assert {rule.formula1 for rule in book["출품"].data_validations.dataValidation} == {'"시,군"'}


def test_a_filled_template_reads_into_a_sheet_and_ranks():
    book = filled()
    book["제척·기피·회피"].append(["이", "E01", "회피"])
    book["가점·감점"].append(["E02", "가점", 1.5, "협업"])
    book["빈칸"].append(["draw_seed", 1242])
    found = read(book)
    assert found.data["entries"] == [
        {"id": "E01", "name": "가 사례", "division": {"유형": "시"}, "organisations": ["갑시", "을군"], "values": {}},
        {"id": "E02", "name": "나 사례", "division": {"유형": "군"}, "organisations": ["병군"], "values": {}},
    ]  # fmt: skip
    assert found.data["scores"][:2] == [
        {"stage": "발표/심사", "entry": "E01", "judge": "김", "criterion": "창의성", "value": "40.5"},
        {"stage": "발표/심사", "entry": "E01", "judge": "김", "criterion": "효과", "value": "4"},
    ]  # fmt: skip
    assert len(found.data["scores"]) == 8
    assert found.data["votes"] == [
        {"stage": "투표", "entry": "E01", "count": "20"},
        {"stage": "투표", "entry": "E02", "count": "30"},
    ]
    assert found.data["recusals"] == [{"judge": "이", "entry": "E01", "kind": "withdrawal"}]
    assert found.data["adjustments"] == [{"entry": "E02", "kind": "bonus", "points": "1.5", "reason": "협업"}]
    assert found.data["fill"] == {"draw_seed": "1242"}
    del found.data["adjustments"][0]
    assert standing(rank(read_sheet(found.data), RULES)) == {"E01": 1, "E02": 1}


def test_an_empty_cell_is_an_absent_score():
    book = filled()
    book["1 발표심사"]["C4"] = None
    found = read(book)
    assert found.data["scores"][0]["value"] is None
    assert found.address("scores[0].value") == "1 발표심사!C4"


def test_a_fault_of_a_row_finds_its_cell():
    found = read(filled())
    assert found.address("scores[3].value") == "1 발표심사!D5"
    assert found.address("entries[1].division.유형") == "출품!D3"
    assert found.address("votes[1].count") == "투표!C3"
    assert found.address("ranking.per") == ""


def test_the_long_table_of_scores_is_read_too():
    book = filled()
    del book["1 발표심사"]
    scores = book.create_sheet("scores")
    scores.append(["stage", "entry", "judge", "criterion", "value"])
    scores.append(["발표/심사", "E01", "김", "창의성", 41.5])
    scores.append(["발표/심사", "E01", "김", "효과", None])
    found = read(book)
    assert [score["value"] for score in found.data["scores"]] == ["41.5", None]
    assert found.address("scores[1].value") == "scores!E3"


def test_fills_of_a_workbook_may_be_texts_numbers_lists_and_tables():
    book = template()
    for row in (["tie_end", "shared"], ["places", 1], ["do", '[{op = "weigh"}]'], ["odd", "[half"]):
        book["빈칸"].append(row)
    assert read(book).data["fill"] == {"tie_end": "shared", "places": 1, "do": [{"op": "weigh"}], "odd": "[half"}


@pytest.mark.parametrize(
    ("change", "code", "address"),
    [
        (lambda book: book.create_sheet("메모").append(["안녕"]), "unknown_sheet", "메모"),
        (
            lambda book: book["출품"].__setitem__("E1", "지역") or book["출품"].__setitem__("E2", "동"),
            "unknown_heading",
            "출품!E2",
        ),
        (lambda book: book["투표"].__setitem__("C1", "몇 표"), "unknown_heading", "투표!C1"),
        (lambda book: book["투표"].__setitem__("C1", None), "missing_heading", "투표!1"),
        (lambda book: book["1 발표심사"].__setitem__("D3", "창의성"), "heading_twice", "1 발표심사!D3"),
        (lambda book: book["1 발표심사"].__setitem__("A4", None), "empty_cell", "1 발표심사!A4"),
        (lambda book: book["제척·기피·회피"].append(["김", "E01", None]), "empty_cell", "제척·기피·회피!C2"),
    ],
)
def test_a_sheet_or_heading_nobody_knows_is_refused_with_its_address(change, code, address):
    book = filled()
    change(book)
    with pytest.raises(WorkbookRefused) as refused:
        read(book)
    assert [(fault.code, fault.address) for fault in refused.value.faults] == [(code, address)]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_fault_is_said_in_korean_with_the_same_details():
    korean = ranking_words()["faults"]
    assert korean.keys() == ENGLISH.keys()
    for code, sentences in korean.items():
        assert [placeholders(text) for text in sentences] == [placeholders(text) for text in ENGLISH[code]], code


def test_every_cell_fault_and_explanation_stands_in_both_languages():
    words = tomllib.loads(resources.files("dure.data.words").joinpath("ranking.toml").read_text(encoding="utf-8"))
    cells = tomllib.loads(resources.files("dure.data.words").joinpath("cells.toml").read_text(encoding="utf-8"))
    for sections in cells["cells"].values():
        assert [placeholders(text) for text in sections["en"]] == [placeholders(text) for text in sections["ko"]]
    for name in ("explain", "beside", "simulation", "comparison"):
        for key, both in words[name].items():
            english, korean = placeholders(both["en"]), placeholders(both["ko"])
            assert {part.replace("where_ko", "where") for part in korean} == english, key


def test_letter_marks_are_offered_as_a_list():
    marks = [{"mark": "탁월", "points": 100}, {"mark": "우수", "points": 80}]
    rules = read_rules(data(judged(criteria=[{"name": "총점", "points": 100, "marks": marks}])))
    book = opened(score_workbook(rules, entries=("E01",), judges=("김",)))
    assert {rule.formula1 for rule in book["1 심사"].data_validations.dataValidation} == {'"탁월,우수"'}
