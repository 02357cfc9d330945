"""The table of signs of `docs/methods/reading.md` that say whose page it is: every example is read."""

import re
from pathlib import Path

import pytest

from dure.engines.reading import default_gazetteer, open_document, read

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| Sign | What it looks for | Example | Subject |")[2].partition("\n\n")[0]
ROWS = [
    re.split(r"(?<!\\)\|", line)[1:-1] for line in TABLE.splitlines() if line.startswith("| ") and "---" not in line
]
EXAMPLES = [(row[0].strip(), row[2].strip().replace("\\|", "|"), row[3].strip()) for row in ROWS]


def subject(text):
    reading = read(open_document(text.encode(), path="example.txt"), default_gazetteer())
    roles = [(f.value["role"], f.value["name"]) for f in reading.findings if f.kind == "institution"]
    return next((name for role, name in roles if role == "subject"), None)


def test_the_table_is_found():
    assert len(EXAMPLES) >= 15


@pytest.mark.parametrize(("sign", "example", "wanted"), EXAMPLES, ids=[sign for sign, _, _ in EXAMPLES])
def test_an_example_says_whose_page_it_is(sign, example, wanted):
    assert (subject(example.replace(" ⏎ ", "\n\n")) or "—") == wanted


@pytest.mark.parametrize(
    ("example", "wanted"),
    [
        ("옥천군, 혁신·적극행정 우수\n\n대상은 옥천군, 영동군, 보은군 등 3곳이 적극행정 우수사례로 선정됐다.", "충청북도 옥천군"),
        ("물빛의료원은 12일 이웃 옥천병원과 혁신 우수사례 경진대회를 열었다고 밝혔다.", "물빛의료원"),
        ("경기도의료원 수원병원은 12일 혁신 우수사례 경진대회를 열었다고 밝혔다. 수원병원은 우수사례 세 건을 뽑았다.", "경기도의료원 수원병원"),
        ("물빛의료원 이천병원(병원장 임다온)은 12일 혁신 우수사례 경진대회를 열었다고 밝혔다.", "물빛의료원 이천병원"),
        ("물빛의료원 한일병원은 12일 혁신 우수사례 경진대회를 열었다고 밝혔다.", "물빛의료원 한일병원"),
        ("완주 메달과 완주 기념품을 주는 걷기 우수사례가 혁신 경진대회에서 나왔다. 군은 적극행정 우수사례를 뽑는다.", None),
        ("국세청은 12일 부산에서 적극행정 우수사례 발표회를 열었다고 밝혔다.", "국세청"),
        ("한전 KPS의 적극행정 우수사례. 옥천군은 12일 혁신 우수사례 발표회를 열었다고 밝혔다.", "충청북도 옥천군"),
    ],
)  # fmt: skip
def test_what_only_looks_like_one_of_the_signs(example, wanted):
    assert subject(example) == wanted


def test_a_hospital_joined_with_its_centre_is_no_second_body():
    text = "물빛의료원 옥천병원이 12일 혁신 우수사례 경진대회를 열었다고 밝혔다. 옥천병원은 우수사례 세 건을 뽑았다."
    findings = read(open_document(text.encode(), path="page.txt"), default_gazetteer()).findings
    assert [one.value["name"] for one in findings if one.kind == "institution"] == ["물빛의료원 옥천병원"]
