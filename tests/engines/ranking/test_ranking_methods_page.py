"""docs/methods/ranking.md says what the engine does: its rules are read, the tests it names exist, every operation stands in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dure.engines.ranking import read_rules
from dure.engines.ranking.reading_operations import OPERATION_NAMES

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "methods" / "ranking.md").read_text(encoding="utf-8")


def test_the_contest_of_the_page_is_a_ruleset():
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert [stage.name for stage in read_rules(tomllib.loads(block)).stages] == ["서면심사", "주민투표", "발표", "합계"]


def test_every_test_the_page_names_exists():
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = set(re.findall(r"\btest_\w+", PAGE))
    assert len(named) > 30
    assert {name for name in named if f"def {name}(" not in here} == set()


def test_every_operation_stands_in_the_page():
    assert {name for name in OPERATION_NAMES if f"`{name}`" not in PAGE} == set()
