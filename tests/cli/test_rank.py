"""``dure rank`` as an organiser types it."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from dure.cli import main
from dure.formats.rulesets import preset_names

RULES = """
schema = "dure.ruleset/1"
name = "두레군 우수사례 경진대회"
organiser = "두레군"
year = 2026

[[stages]]
name = "발표"
kind = "judges"
criteria = [{ name = "창의성", points = 50 }, { name = "효과", points = 50 }]
places = 1
absent = "leave_out"
fewest_judges = 2
recusal = { exclusion = "out", challenge = "out", withdrawal = "out" }
do = [{ op = "weigh" }, { op = "drop", highest = 1, lowest = 1, fewest_left = 2 }, { op = "mean" }]

[[stages]]
name = "투표"
kind = "votes"
do = [{ op = "vote_points", by = "share_of_max", points = 20 }]

[[stages]]
name = "합계"
kind = "combine"
parts = [{ stage = "발표", weight = 80 }, { stage = "투표" }]

[ranking]
by = "합계"
tiebreak = [{ by = "발표", criterion = "창의성" }]
end = "shared"

[[awards]]
name = "본상"
by = "rank"
sharing = "refuse"
grades = [{ grade = "최우수", count = 1, at_least = 90 }, { grade = "우수", count = 2 }]
"""

# 발표: A 40+40=80 for all of four judges; B 김 recused, the others 80: (80+80+80)/3, nothing dropped;
# C has an empty cell with 최; 이 90, 박 70, 김 80: dropping would leave one of two needed, so 240/3 = 80.
# 투표: A 100 → 20, B 100 → 20, C 50 → 10. 합계: A and B 84, C 74. Tie: 창의성 A 40, B 42 → B first.
CELLS = {
    ("김", "E01"): (40, 40), ("이", "E01"): (40, 40), ("박", "E01"): (40, 40), ("최", "E01"): (40, 40),
    ("김", "E02"): (1, 1), ("이", "E02"): (42, 38), ("박", "E02"): (42, 38), ("최", "E02"): (42, 38),
    ("김", "E03"): (40, 40), ("이", "E03"): (45, 45), ("박", "E03"): (35, 35), ("최", "E03"): (30, None),
}  # fmt: skip


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    return str(path)


@pytest.fixture
def workbook(rules, tmp_path, capsys):
    """A template that the command made, filled in as an organiser would."""
    path = tmp_path / "점수표.xlsx"
    assert main(["rank", "--template", rules, str(path), "--entries", "4", "--judges", "김,이,박,최"]) == 0
    book = openpyxl.load_workbook(path)
    for row, name in enumerate(("무인 공구도서관", "가야 할 길", "달빛 어린이집"), start=2):
        book["출품"].cell(row, 2, name)
    stage = book["1 발표"]
    for row in stage.iter_rows(min_row=4):
        marks = CELLS.get((row[0].value, row[1].value), (None, None))
        row[2].value, row[3].value = marks
    for row, votes in enumerate((100, 100, 50), start=2):
        book["투표"].cell(row, 3, votes)
    book["제척·기피·회피"].append(["김", "E02", "제척"])
    book.save(path)
    capsys.readouterr()
    return path


def rank_data(capsys, *arguments) -> dict:
    assert main(["rank", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_filled_template_is_ranked_with_its_recusal_empty_cell_tie_and_vacancy(rules, workbook, capsys):
    told = rank_data(capsys, rules, str(workbook))
    assert [(place["entry"], place["place"], place["score"], place["award"], place["decided_by"]) for place in told["places"]] == [
        ("E02", 1, "84", "우수", "tiebreak[1] 발표 · 창의성"),
        ("E01", 2, "84", "우수", "tiebreak[1] 발표 · 창의성"),
        ("E03", 3, "74", None, "score"),
    ]  # fmt: skip
    assert told["vacancies"] == [{"award": "본상", "grade": "최우수", "division": {}, "seats": 1, "passed_on": False}]
    assert {notice["notice"] for notice in told["notices"]} == {"set_aside", "incomplete"}
    assert told["schema"] == "dure.result/1"
    assert len(told["ruleset_sha256"]) == 64
    assert told["derivation"]["E03"][0]["judges"]["최"]["fate"] == ["incomplete:효과"]
    assert told["beside"]["margins"][0][3] == "0"


def test_the_table_says_what_decided_and_what_is_vacant_in_korean(rules, workbook, capsys):
    assert main(["rank", rules, str(workbook), "--lang", "ko"]) == 0
    out = capsys.readouterr().out
    assert "무인 공구도서관" in out
    assert "동점을 동점 규칙 1번 ‘발표 · 창의성’으로 가렸습니다." in out
    assert "최우수 (본상): 1건 수상작 없음" in out
    assert "순위와 따로 보는 것" in out


def test_an_entry_is_explained_in_words(rules, workbook, capsys):
    assert main(["rank", rules, str(workbook), "--explain", "E03", "--lang", "ko"]) == 0
    korean = capsys.readouterr().out
    assert "3위: 74점입니다. 점수만으로 정해진 순위입니다." in korean
    assert "최: 일부 점수 없음 (효과)" in korean
    assert "최고·최저점 제외 없음: 남는 점수가 너무 적음" in korean
    assert "합산: 발표 80/100 × 80 + 투표 10 = 74" in korean
    assert main(["rank", rules, str(workbook), "--explain", "E02"]) == 0
    english = capsys.readouterr().out
    assert "김: recused (exclusion); not in the denominator" in english
    assert "compared by tie rule 1, 발표 · 창의성: E01 40, E02 42" in english


def test_csv_opens_in_a_spreadsheet(rules, workbook, capsys):
    book = openpyxl.load_workbook(workbook)
    book["출품"]["B2"] = "-=위험한 이름"
    book.save(workbook)
    assert main(["rank", rules, str(workbook), "--csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out[1:])))
    assert [(row["place"], row["entry"], row["score"], row["award"]) for row in rows] == [
        ("1", "E02", "84", "우수"), ("2", "E01", "84", "우수"), ("3", "E03", "74", ""),
    ]  # fmt: skip
    assert rows[1]["name"] == "'-=위험한 이름"


def test_a_formula_and_a_wrong_score_are_refused_with_their_cells(rules, workbook, capsys):
    book = openpyxl.load_workbook(workbook)
    book["1 발표"]["C4"] = "=AVERAGE(C5:C6)"
    book.save(workbook)
    assert main(["rank", rules, str(workbook), "--lang", "ko"]) == 1
    assert "1 발표!C4: 수식이 있습니다 (=AVERAGE(C5:C6))" in capsys.readouterr().err
    book["1 발표"]["C4"] = 40.25
    book["1 발표"]["D5"] = 51
    book.save(workbook)
    assert main(["rank", rules, str(workbook)]) == 1
    err = capsys.readouterr().err
    assert "1 발표!C4: entry E01, judge 김, 창의성: 40.25 has more than 1 decimal places. To mend:" in err
    assert "1 발표!D5: entry E02, judge 김, 효과: 51 is not between 0 and 50. To mend:" in err


def test_the_same_sheet_as_json(rules, tmp_path, capsys):
    path = tmp_path / "sheet.json"
    data = {
        "entries": [{"id": "A", "name": "가", "division": {}, "organisations": ["갑시"]}],
        "scores": [
            {"stage": "발표", "entry": "A", "judge": judge, "criterion": criterion, "value": "41.5"}
            for judge in ("김", "이")
            for criterion in ("창의성", "효과")
        ],
        "votes": [{"stage": "투표", "entry": "A", "count": "3"}],
        "recusals": [], "adjustments": [], "fill": {},
    }  # fmt: skip
    path.write_text(json.dumps(data), encoding="utf-8")
    # 83 × .8 + 20 = 86.4
    assert rank_data(capsys, rules, str(path))["places"][0]["score"] == "86.4"
    data["scores"][0]["value"] = 41.5
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["rank", rules, str(path)]) == 1
    assert "scores[0].value: a text such as" in capsys.readouterr().err


def test_presets_are_listed_and_do_not_rank_before_they_are_filled(workbook, capsys):
    assert main(["rank", "--presets"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in preset_names())
    assert len(preset_names()) >= 26
    assert main(["rank", "gangwon-2024", str(workbook)]) == 1
    assert "these blanks are not filled: expert_criteria" in capsys.readouterr().err


def test_blanks_are_printed_as_a_file_to_fill_in_and_the_filled_file_is_taken(tmp_path, capsys):
    assert main(["rank", "--blanks", "gyeonggi-ideas-2022"]) == 0
    skeleton = capsys.readouterr().out
    assert '# tie_end = "shared"' in skeleton
    fill = tmp_path / "fill.toml"
    fill.write_text("\n".join(line[2:] if " = " in line else line for line in skeleton.splitlines()), encoding="utf-8")
    out = tmp_path / "out.xlsx"
    assert main(["rank", "--template", "gyeonggi-ideas-2022", str(out), "--fill", str(fill)]) == 0
    assert openpyxl.load_workbook(out).sheetnames[:3] == ["안내", "출품", "1 전문심사단"]
    assert [cell.value for cell in openpyxl.load_workbook(out)["출품"][1]] == [
        "번호", "사례명", "기관", "온라인 여론조사", "청중평가단",
    ]  # fmt: skip


def test_a_draw_takes_its_seed_from_the_fill_file(rules, workbook, tmp_path, capsys):
    drawn = tmp_path / "draw.toml"
    drawn.write_text(RULES.replace('end = "shared"', 'end = "draw"').replace(
        'tiebreak = [{ by = "발표", criterion = "창의성" }]', "tiebreak = []"), encoding="utf-8")  # fmt: skip
    assert main(["rank", str(drawn), str(workbook)]) == 1
    assert "no seed is given" in capsys.readouterr().err
    fill = tmp_path / "fill.toml"
    fill.write_text('draw_seed = "1242회 3 9 12"', encoding="utf-8")
    told = rank_data(capsys, str(drawn), str(workbook), "--fill", str(fill))
    assert told["draw_seed"] == "1242회 3 9 12"
    assert {place["decided_by"] for place in told["places"][:2]} == {"draw"}


def test_other_rules_are_compared_on_the_same_sheet(rules, workbook, tmp_path, capsys):
    other = tmp_path / "other.toml"
    other.write_text(
        RULES.replace("points = 20 }]", "points = 40 }]").replace("두레군 우수", "다른 우수"), encoding="utf-8"
    )
    assert main(["rank", rules, str(workbook), "--compare", str(other), "--lang", "ko"]) == 0
    out = capsys.readouterr().out
    # 최우수 needs 90: E01 and E02 have 64 + 40 = 104 now, so E02 gets it, and E03 moves up to 우수
    assert "3건 가운데 순위가 바뀐 것 0건, 상이 바뀐 것 2건, 켄들 τ 1.000" in out


def test_a_simulation_is_printed_and_drawn(rules, tmp_path, capsys):
    drawing = tmp_path / "simulation.svg"
    arguments = [
        "rank",
        rules,
        "--simulate",
        "3",
        "--seed",
        "5",
        "--entries",
        "8",
        "--judges",
        "3",
        "--svg",
        str(drawing),
    ]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert "3 invented contests, 8 entries, 3 judges, seed 5" in first
    assert main(arguments) == 0
    assert capsys.readouterr().out == first
    root = ET.fromstring(drawing.read_text(encoding="utf-8"))  # noqa: S314  # our own drawing
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "발표 · EFFECTIVE" in texts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rank"], "a ruleset?"),
        (["rank", "--blanks", "nowhere.toml"], "nowhere.toml: No such file"),
        (["rank", "gyeonggi-ideas-2022"], "a score sheet?"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(arguments, said, capsys):
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_broken_files_are_told_by_name(rules, workbook, tmp_path, capsys):
    broken = tmp_path / "broken.toml"
    broken.write_text("schema = ", encoding="utf-8")
    assert main(["rank", str(broken), str(workbook)]) == 2
    assert "broken.toml: Invalid value" in capsys.readouterr().err
    (tmp_path / "sheet.json").write_text("{", encoding="utf-8")
    assert main(["rank", rules, str(tmp_path / "sheet.json")]) == 2
    assert "sheet.json: Expecting" in capsys.readouterr().err
    (tmp_path / "sheet.xlsx").write_text("no workbook", encoding="utf-8")
    assert main(["rank", rules, str(tmp_path / "sheet.xlsx")]) == 1
    assert "this is no XLSX workbook" in capsys.readouterr().err


def test_a_float_in_a_ruleset_is_refused_with_its_path(rules, workbook, tmp_path, capsys):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(RULES.replace("weight = 80", "weight = 80.5"), encoding="utf-8")
    assert main(["rank", str(wrong), str(workbook)]) == 1
    assert "stages[2].parts[0].weight: 80.5 is a binary fraction" in capsys.readouterr().err


def test_files_and_calls_that_do_not_work_are_told_in_korean(rules, workbook, tmp_path, capsys):
    (tmp_path / "broken.toml").write_text("schema = ", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    (tmp_path / "sheet.json").write_text("{", encoding="utf-8")
    (tmp_path / "taken").mkdir()
    for arguments, said in (
        ([], "규칙 파일?"),
        ([rules], "점수표?"),
        (["nowhere.toml", str(workbook)], "nowhere.toml: 읽을 수 없습니다"),
        ([str(tmp_path / "broken.toml"), str(workbook)], "broken.toml: TOML이나 JSON으로 읽을 수 없습니다"),
        ([str(tmp_path / "latin.toml"), str(workbook)], "latin.toml: UTF-8이 아닙니다"),
        ([rules, str(tmp_path / "sheet.json")], "sheet.json: TOML이나 JSON으로 읽을 수 없습니다"),
        ([rules, str(tmp_path / "gone.xlsx")], "gone.xlsx: 읽을 수 없습니다"),
        ([rules, str(workbook), "--explain", "E99"], "E99: 그런 출품번호가 없습니다"),
        ([rules, "--simulate", "0"], "1 이상의 정수를 적으십시오"),
        ([rules, str(tmp_path / "taken"), "--template"], "쓸 수 없습니다"),
        ([rules, "--simulate", "1", "--svg", str(tmp_path / "taken")], "쓸 수 없습니다"),
    ):
        assert main(["rank", *arguments, "--lang", "ko"]) == 2, arguments
        assert said in capsys.readouterr().err


def test_many_scores_are_not_ranked_again_and_the_table_and_json_say_so(rules, workbook, capsys, monkeypatch):
    from dure.cli import rank

    assert main(["rank", rules, str(workbook), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)["beside"]["reruns"]["scores"]
    monkeypatch.setattr(rank, "_RERUN_LIMIT", scores - 1)
    assert main(["rank", rules, str(workbook), "--json"]) == 0
    beside = json.loads(capsys.readouterr().out)["beside"]
    assert beside["reruns"] == {"done": False, "scores": scores, "limit": scores - 1}
    assert (beside["weights"], beside["judges"]) == (None, [])
    assert main(["rank", rules, str(workbook)]) == 0
    assert (
        f"Not shown: how the order holds with other weights or without each judge. {scores} scores"
        in capsys.readouterr().out
    )
    assert main(["rank", rules, str(workbook), "--lang", "ko"]) == 0
    assert f"점수 {scores}개가 {scores - 1}개를 넘어" in capsys.readouterr().out
    monkeypatch.setattr(rank, "_RERUN_LIMIT", scores)
    assert main(["rank", rules, str(workbook)]) == 0
    assert "Not shown" not in capsys.readouterr().out
