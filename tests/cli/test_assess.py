"""``dure assess``: the demonstration year, data in all formats, checks with cells, errors that say how to mend."""

import csv
import io
import json
import re
import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from dure.cli import main

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "samples" / "assessments" / "demo-2026"
FRAMEWORK = """
[framework]
year = 2026
name = "small"
[[node]]
code = "x"
weight = 2
low = 0
high = 100
[[node]]
code = "y"
weight = 1
low = 0
high = 100
[[step]]
step = "normalise"
method = "goalposts"
[[step]]
step = "aggregate"
[[step]]
step = "round"
rules = [{ stage = "score", places = 1 }]
[[step]]
step = "grade"
bands = [{ name = "good", quota = { share = "1/3" } }, { name = "rest" }]
"""
UNITS = "code,name,group\na,에이,all\nb,비,all\nc,씨,all\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.toml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    return tmp_path


def assessed(capsys, *arguments):
    status = main(["assess", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def scores_of(capsys, folder, data):
    status, out, err = assessed(capsys, folder / "small.toml", data, "--units", folder / "units.csv", "--json")
    assert (status, err) == (0, "")
    return {unit["code"]: (unit["score"], unit["rank"], unit["grade"]) for unit in json.loads(out)["units"]}


def test_wide_long_xlsx_and_parquet_say_the_same(capsys, folder):
    wide = 'unit,x,y\na,100,0.10\nb,50.15,50\nc,0,"100.1"\n'
    (folder / "wide.csv").write_text(wide, encoding="utf-8-sig")
    rows = [
        ("a", "x", "100"),
        ("a", "y", "0.1"),
        ("b", "x", "50.15"),
        ("b", "y", "50"),
        ("c", "x", "0"),
        ("c", "y", "100.1"),
    ]
    (folder / "long.csv").write_text(
        "unit,indicator,value,source\n" + "".join(f"{u},{i},{v},결산서\n" for u, i, v in rows), encoding="cp949"
    )
    pl.DataFrame({"unit": ["a", "b", "c"], "x": [100.0, 50.15, 0.0], "y": [0.1, 50.0, 100.1]}).write_parquet(
        folder / "wide.parquet"
    )
    book = openpyxl.Workbook()
    book.active.title = "data"
    for row in csv.reader(io.StringIO(wide)):
        book["data"].append([float(cell) if cell[:1].isdigit() else cell for cell in row])
    book.save(folder / "data.xlsx")
    expected = {"a": ("66.7", 1, "good"), "b": ("50.1", 2, "rest"), "c": ("33.3", 3, "rest")}
    for name in ("wide.csv", "long.csv", "wide.parquet", "data.xlsx"):
        assert scores_of(capsys, folder, folder / name) == expected, name


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("unit,x,y\na,ten,1\n", "bad.csv:B2: “ten” is not a number. To mend: put a number, or leave the cell empty"),
        ("unit,x,y\na,=1+1,1\n", "bad.csv:B2: there is a formula (=1+1). To mend: copy it and paste the value alone"),
        ("unit,x,z\na,1,1\n", "bad.csv:C2: indicator z is not in the framework"),
        ("unit,x,y\nq,1,1\n", "bad.csv:B2: unit q is not in the list of units"),
        ("unit,x,y\na,1,\nb,1,1\nc,1,1\n", "missing is never 0; without a value (unit/indicator): a/y"),
        ("name,x,y\na,1,1\n", "bad.csv:A1: the first row holds no column “unit”"),
    ],
)
def test_wrong_data_are_refused_with_their_cell(capsys, folder, content, message):
    (folder / "bad.csv").write_text(content, encoding="utf-8")
    status, out, err = assessed(capsys, folder / "small.toml", folder / "bad.csv", "--units", folder / "units.csv")
    assert status == 2
    assert out == ""
    assert message in err


def test_a_formula_in_a_workbook_is_refused_with_its_cell(capsys, folder):
    book = openpyxl.Workbook()
    book.active.title = "data"
    book["data"].append(["unit", "x", "y"])
    book["data"].append(["a", "=SUM(1,2)", 1])
    book.save(folder / "data.xlsx")
    status, _, err = assessed(capsys, folder / "small.toml", folder / "data.xlsx", "--units", folder / "units.csv")
    assert status == 2
    assert "data!B2: there is a formula (=SUM(1,2)). To mend: copy it and paste the value alone" in err


def test_check_lists_cells_and_its_status_tells_wrong_from_doubtful(capsys, folder):
    (folder / "data.csv").write_text("unit,x,y\na,120,7\nb,5,7\nc,9,7\n", encoding="utf-8")
    common = [folder / "small.toml", folder / "data.csv", "--units", folder / "units.csv", "--check"]
    status, out, _ = assessed(capsys, *common, "--lang", "ko")
    assert status == 0
    assert "의심  data.csv:B2: a/x 값 120은(는) 기준점 100 밖이어서 거기서 잘립니다" in out
    assert "y: 모든 기관이 7이어서 변별력이 없습니다" in out
    assert re.search(r"^dure\.engines\.indices \d", out, re.MULTILINE)
    assert re.findall(r"^sha256 [0-9a-f]{64}  (.+)$", out, re.MULTILINE) == ["small.toml", "data.csv", "units.csv"]
    status, out, _ = assessed(capsys, *common, "--json")
    record = json.loads(out)
    assert set(record) == {"engine", "framework_sha256", "inputs_sha256", "findings"}
    assert record["findings"][0]["place"] == "data.csv:B2"
    (folder / "data.csv").write_text("unit,x,y\na,,7\nb,5,8\nc,9,9\n", encoding="utf-8")
    status, out, _ = assessed(capsys, *common)
    assert status == 1
    assert "WRONG  data.csv:B2: a/x has no value; fill it in" in out


def test_blanks_are_listed_and_a_framework_can_be_copied(capsys, folder):
    (folder / "data.csv").write_text("unit,x\n48250,1\n", encoding="utf-8")
    status, _, err = assessed(capsys, "innovation-2025", folder / "data.csv", "--lang", "ko")
    assert status == 2
    assert "빈칸이 있어 채점하지 않습니다" in err
    assert "노드 i01: max_points(배점) 또는 weight를 정하십시오" in err
    status, out, _ = assessed(capsys, "gyeongnam-2019", "--show")
    assert status == 0
    assert 'organiser = "경상남도"' in out
    status, _, err = assessed(capsys, "no-such", folder / "data.csv")
    assert status == 2
    assert "no such file, and no framework of that name; there are demo-2026" in err


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    files = ["--panels", str(DEMO / "panels.csv"), "--last-year", str(DEMO / "last_year.csv")]
    status = main(
        ["assess", "demo-2026", str(DEMO / "data.csv"), *files, "--report", str(folder), "--replicates", "200"]
    )
    assert status == 0
    return folder


def test_the_demonstration_year(report):
    record = json.loads((report / "run.json").read_text(encoding="utf-8"))
    assert len(record["units"]) == 243
    assert list(dict.fromkeys(unit["group"] for unit in record["units"])) == ["광역", "시", "군", "구"]
    assert record["engine"].startswith("dure.engines.indices")
    assert set(record["inputs_sha256"]) == {"demo-2026", "data.csv", "panels.csv", "last_year.csv"}
    assert (record["seed"], record["replicates"]) == (20260701, 200)
    grades = {}
    for unit in record["units"]:
        grades.setdefault(unit["group"], []).append(unit["grade"])
    top = {group: names.count("최우수") + names.count("우수") for group, names in grades.items()}
    assert top == {"광역": 4, "시": 19, "군": 21, "구": 18}  # a quarter of 16, 75, 82, 70, half up
    assert len(record["selected"]) == 3 + 15 + 16 + 14


def test_every_picture_has_its_sentence_and_its_table(report):
    pictures = sorted(path.stem for path in (report / "pictures").iterdir())
    assert pictures == sorted(path.stem for path in (report / "tables").iterdir())
    kinds = {name.split("-")[1] for name in pictures}
    assert kinds == {"places", "chances", "weights", "sobol", "profile", "years", "severity", "assignment"}
    for name in pictures:
        tree = ET.fromstring((report / "pictures" / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314  # our own
        space = "{http://www.w3.org/2000/svg}"
        assert tree.get("role") == "img"
        assert len(tree.findtext(f"{space}title")) > 5
        assert len(tree.findtext(f"{space}desc")) > 20
        with (report / "tables" / f"{name}.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        assert len(rows) > 3
        assert {len(row) for row in rows} == {len(rows[0])}


def test_the_workbook_has_every_stage_and_no_formula(report):
    book = openpyxl.load_workbook(report / "assessment.xlsx")
    assert book.sheetnames == [
        "ranking", "1 observed", "2 denominated", "3 imputed", "4 treated", "5 normalised", "6 weighted parts",
        "7 areas and total", "8 score", "indicators", "run",
    ]  # fmt: skip
    assert book["ranking"].max_row == 244
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_workbook_reads_well(report):
    """Numbers of a column to the same places, chances in per cent, headings in sight, no heading empty."""
    book = openpyxl.load_workbook(report / "assessment.xlsx")
    ranking = book["ranking"]
    assert ranking.freeze_panes == "E2"
    assert (ranking["B2"].number_format, ranking["E2"].number_format, ranking["J2"].number_format) == (
        "0",
        "0.00",
        "0.0%",
    )
    assert {row[3].number_format for row in book["5 normalised"].iter_rows(min_row=2)} == {"0.0000"}
    assert book["indicators"]["E2"].number_format == "0.0%"
    assert [cell.value for cell in book["7 areas and total"][1]][-1] == "total, unrounded"
    assert all(cell.value for sheet in book for cell in sheet[1])
    facts = {row[0].value: row[1].value for row in book["run"].iter_rows(min_row=2)}
    assert facts["rulebook.normalise.method"] == "goalposts"
    assert facts["seed"] == "20260701"
    assert len(facts["inputs_sha256.data.csv"]) == 64
    widths = {sheet.title: max(part.width for part in sheet.column_dimensions.values()) for sheet in book}
    assert max(widths.values()) <= 60


def test_demonstration_data_come_out_of_their_script_again():
    made = runpy.run_path(str(ROOT / "samples" / "assessments" / "make.py"))["make"]()
    for name, rows in zip(("data", "panels", "last_year"), made, strict=True):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        assert buffer.getvalue() == (DEMO / f"{name}.csv").read_text(encoding="utf-8")


WRONG = {
    "unknown table": ("[frame]\nyear = 1", "unit,x\na,1\n"),
    "unknown key": ("[framework]\nyear = 2026\nyears = 1", "unit,x\na,1\n"),
    "no TOML": ("[framework\n", "unit,x\na,1\n"),
    "wrong kind": (FRAMEWORK.replace("weight = 2", 'weight = "much"'), "unit,x,y\na,1,1\n"),
    "no text": (FRAMEWORK.replace("year = 2026", "year = true"), "unit,x,y\na,1,1\n"),
    "steps": (FRAMEWORK.replace('"aggregate"', '"screen"'), "unit,x,y\na,1,1\n"),
    "zero": (FRAMEWORK.replace('"aggregate"', '"aggregate"\nmethod = "geometric"'), "unit,x,y\na,0,1\nb,1,1\nc,1,1\n"),
    "exponent": (FRAMEWORK.replace('"aggregate"', '"aggregate"\nexponent = 0'), "unit,x,y\na,1,1\n"),
    "goalposts": (FRAMEWORK.replace("high = 100", "high = 0"), "unit,x,y\na,1,1\nb,1,1\nc,1,1\n"),
    "log": (FRAMEWORK.replace("high = 100", 'high = 100\nscale = "log"'), "unit,x,y\na,1,1\nb,1,1\nc,1,1\n"),
    "reference": (
        FRAMEWORK.replace('"goalposts"', '"dist2ref"\nreference = "z"'),
        "unit,x,y\na,1,1\nb,2,2\nc,3,3\n",
    ),
    "code": (FRAMEWORK.replace('"goalposts"', '"goalposts"\nby_code = { z = "rank" }'), "unit,x,y\na,1,1\n"),
    "stage": (FRAMEWORK.replace('stage = "score"', 'stage = "end"'), "unit,x,y\na,1,1\n"),
    "mean": (FRAMEWORK.replace('"goalposts"', '"zscore"'), "unit,x,y\na,1,1\nb,1,2\nc,1,3\n"),
    "missing": (FRAMEWORK, "unit,x,y\na,1,\nb,1,1\nc,1,1\n"),
    "text": (FRAMEWORK, "unit,x,y\na,ten,1\n"),
    "formula": (FRAMEWORK, "unit,x,y\na,=1,1\n"),
    "unit": (FRAMEWORK, "unit,x,y\nq,1,1\n"),
    "indicator": (FRAMEWORK, "unit,x,z\na,1,1\n"),
    "twice": (FRAMEWORK, "unit,x,y\na,1,1\na,2,2\n"),
    "huge": (FRAMEWORK, "unit,x,y\na,1e999999999,1\n"),
    "huge weight": (FRAMEWORK.replace("weight = 2", "weight = 1e99999"), "unit,x,y\na,1,1\n"),
    "nobody": (
        FRAMEWORK.replace('step = "normalise"', 'step = "screen"\nmin_share = 2\n[[step]]\nstep = "normalise"'),
        "unit,x,y\na,1,1\nb,2,3\nc,3,3\n",
    ),
    "share": (FRAMEWORK + '[[uncertainty]]\nkind = "weights"\nshare = 7\n', "unit,x,y\na,1,1\nb,2,3\nc,3,3\n"),
    "sd": (FRAMEWORK + '[[uncertainty]]\nkind = "values"\nsd = { x = nan }\n', "unit,x,y\na,1,1\n"),
    "options": (FRAMEWORK + '[[uncertainty]]\nkind = "alternatives"\noptions = 3\n', "unit,x,y\na,1,1\n"),
    "first stage": (
        FRAMEWORK + '[preselection]\nnodes = []\nsurvey = "y"\nquota = { share = "1/2" }\notherwise = 1\n',
        "unit,x,y\na,1,1\nb,2,3\nc,3,3\n",
    ),
    "no indicator": ("[framework]\nyear = 2026\n[[node]]\ncode = 'e'\nkind = 'bonus'\nmax_points = 1\n[[step]]\nstep = 'aggregate'\n", "unit,e\na,1\n"),
    "one node": ("node = 3\n[framework]\nyear = 2026\n", "unit,e\na,1\n"),
    "heading": (FRAMEWORK, "name,x,y\na,1,1\n"),
    "heading twice": (FRAMEWORK, "unit,x,x\na,1,1\n"),
    "pca": (FRAMEWORK.replace('step = "aggregate"', 'step = "weight"\nmethod = "pca"'), "unit,x,y\na,1,1\nb,2,2\n"),
    "critic": (
        FRAMEWORK.replace('step = "aggregate"', 'step = "weight"\nmethod = "critic"'),
        "unit,x,y\na,1,1\nb,2,2\nc,3,3\n",
    ),
    "em": (
        FRAMEWORK.replace('step = "normalise"', 'step = "impute"\nmethod = "em"\n[[step]]\nstep = "normalise"'),
        "unit,x,y\na,1,1\nb,2,\nc,3,3\n",
    ),
    "uncertain": (FRAMEWORK + '[[uncertainty]]\nkind = "values"\nsd = { z = 1 }\n', "unit,x,y\na,1,1\nb,2,3\nc,3,3\n"),
    "panel": (FRAMEWORK + '[[uncertainty]]\nkind = "marks"\npanels = ["x"]\n', "unit,x,y\na,1,1\nb,2,3\nc,3,3\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_the_language_asked_for(capsys, folder, case):
    framework, data = WRONG[case]
    (folder / "wrong.toml").write_text(framework, encoding="utf-8")
    (folder / "wrong.csv").write_text(data, encoding="utf-8")
    call = [folder / "wrong.toml", folder / "wrong.csv", "--units", folder / "units.csv"]
    said = {}
    for language in ("en", "ko"):
        status, out, said[language] = assessed(capsys, *call, "--lang", language)
        assert (status, out) == (2, "")
    assert not re.search("[가-힣]", said["en"])
    assert re.search("[가-힣]", said["ko"])


def test_files_that_cannot_be_read_or_written_are_named_in_korean(capsys, folder):
    (folder / "data.csv").write_text("unit,x,y\na,1,1\nb,2,3\nc,3,2\n", encoding="utf-8")
    units = ["--units", folder / "units.csv"]
    for name, content, words in (
        ("data.xlsx", b"no workbook", "XLSX 파일이 아닙니다"),
        ("data.parquet", b"no parquet", "Parquet 파일이 아닙니다"),
        ("data.hwp", b"", "모르는 종류의 파일입니다"),
        ("bad.csv", b"\xff\xfe\x00", "UTF-8도 CP949도 아닌 파일입니다"),
        ("gone.csv", None, "읽을 수 없습니다"),
    ):
        if content is not None:
            (folder / name).write_bytes(content)
        status, _, err = assessed(capsys, folder / "small.toml", folder / name, *units, "--lang", "ko")
        assert status == 2
        assert words in err
        assert name in err or name == "data.xlsx"
    (folder / "taken").write_text("", encoding="utf-8")
    call = [folder / "small.toml", folder / "data.csv", *units, "--report", folder / "taken", "--lang", "ko"]
    status, _, err = assessed(capsys, *call)
    assert status == 2
    assert f"{folder / 'taken'}: 쓸 수 없습니다" in err
    (folder / "latin.toml").write_bytes(b"name = '\xe9'")
    status, _, err = assessed(capsys, folder / "latin.toml", folder / "data.csv", "--lang", "ko")
    assert status == 2
    assert "UTF-8이 아닙니다" in err


def test_scores_of_a_table_are_written_to_the_same_places(capsys, folder):
    (folder / "data.csv").write_text("unit,x,y\na,55,55\nb,54.1,54.1\nc,3,3\n", encoding="utf-8")
    status, out, _ = assessed(capsys, folder / "small.toml", folder / "data.csv", "--units", folder / "units.csv")
    assert status == 0
    assert re.findall(r" (\d+\.\d) │ (?:good|rest)", out) == ["55.0", "54.1", "3.0"]


def test_who_is_left_out_and_why_is_said_in_korean(capsys, folder):
    (folder / "lenient.toml").write_text(
        FRAMEWORK.replace('step = "normalise"', 'step = "screen"\nmin_share = 1\n[[step]]\nstep = "normalise"'),
        encoding="utf-8",
    )
    (folder / "data.csv").write_text("unit,x,y\na,1,1\nb,2,\nc,3,3\n", encoding="utf-8")
    call = [folder / "lenient.toml", folder / "data.csv", "--units", folder / "units.csv"]
    status, out, _ = assessed(capsys, *call, "--lang", "ko")
    assert status == 0
    assert "제외: b 비 값이 50%만 있어 기준 100%에 미달" in out
    assert "씨앗값 20260701" in out
    _, out, _ = assessed(capsys, *call, "--json")
    assert json.loads(out)["left_out"] == {"b": "has 50% of the values, below 100%"}
