"""`docs/methods/reading.md` says what every rule finds: its examples are read, and no rule of the code is missing from it."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from dure.engines.reading import Document, default_gazetteer, open_document, read
from dure.engines.reading.cases.finding import ruled_cases, topic_of
from dure.engines.reading.drafts import MentionKind
from dure.engines.reading.lines import lines_of
from dure.engines.reading.located import locate
from dure.engines.reading.prose import prose_of
from dure.engines.reading.read import article_of
from dure.engines.reading.titles import unquoted

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
HEAD = "옥천군, 2024년 적극행정 우수사례 경진대회 개최\n\n옥천군은 12일 군청에서 2024년 적극행정 우수사례 경진대회를 열었다.\n\n"
EXAMPLES = [(rule, example, found) for rule, _, example, found in ROW.findall(PAGE.partition("\n## 4. ")[2])]
# Calls that take a rule's name, and what else their words may be.
MAKERS = {
    "AwardDraft",
    "Framed",
    "CaseDraft",
    "EventDraft",
    "Finding",
    "_draft",
    "one_title",
    "replace",
    "having",
    "_row",
    "_described",
}
OTHER_WORDS = {
    *("contest", "sharing", "council", "participation", "assessment", "other"),
    *("case", "award", "event", "institution", "date", "field", "person", "count", "amount", "claim", "day", "minute"),
    *("code", "grade", "kind", "name", "rank", "role", "text", "title", "what", "where", "won", "subject", "anaphor"),
    *("list", "shown", "government", "organisation", "winner", "organiser", "host", "td", "th", "p"),
}


def emitted() -> set[str]:
    """Return the names of rules that stand in the code, as the words of the calls and assignments that take one."""
    found = {f"name-{kind}" for kind in get_args(MentionKind)} | {
        "name-signature",
        "name-letter",
        "name-publisher",
        "name-caption",
    }
    for path in (ROOT / "src" / "dure" / "engines" / "reading").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values: list[ast.expr] = []
            if (
                isinstance(node, ast.Call)
                and (getattr(node.func, "id", None) or getattr(node.func, "attr", "")) in MAKERS
            ):
                values = [*node.args, *(keyword.value for keyword in node.keywords)]
            elif isinstance(node, ast.Assign) and any(
                isinstance(name, ast.Name) and name.id == "rule" for target in node.targets for name in ast.walk(target)
            ):
                values = [node.value]
            for constant in (inner for value in values for inner in ast.walk(value)):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    found.add(constant.value)
    return {word for word in found if re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word)} - OTHER_WORDS


def proposed(document: Document, rule: str) -> list[str]:
    """Return the titles that a rule of cases proposes, whatever the decision makes of them beside an example's few words."""
    prose = prose_of(document, article_of(document, lines_of(document))[1])
    places = locate(prose, default_gazetteer(), None)
    drafts = ruled_cases(prose, places, topic_of(prose))
    return [prose.text[slice(*unquoted(prose.text, one.start, one.end))] for one in drafts if one.rule == rule]


def test_every_rule_of_the_code_is_explained():
    assert emitted() == {rule for rule, _, _ in EXAMPLES}


@pytest.mark.parametrize(("rule", "example", "wanted"), EXAMPLES, ids=[rule for rule, _, _ in EXAMPLES])
def test_an_example_gives_what_it_says(rule, example, wanted):
    text = example.replace(" ⏎ ", "\n\n" if "\\tab" not in example else "\n").replace("\\tab", "\t")
    text = text.removeprefix("¶ ") if text.startswith("¶ ") else HEAD + text
    document = open_document(text.encode(), path="example.txt")
    reading = read(document, default_gazetteer())
    by_rule = [
        str(value)
        for finding in reading.findings
        if finding.rule == rule
        for key, value in finding.value.items()
        if key in {"name", "title", "grade", "number", "won", "text", "rank", "date"}
    ]
    assert wanted in [*by_rule, *proposed(document, rule)], [(f.rule, dict(f.value)) for f in reading.findings]
