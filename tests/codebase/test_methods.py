"""Every worked example of docs/methods that is written as a Python session gives what the page says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import get_args

import pytest

from dure.engines.indices import rulebook

METHODS = Path(__file__).parents[2] / "docs" / "methods"
PAGES = [path for path in sorted(METHODS.glob("*.md")) if "```pycon" in path.read_text(encoding="utf-8")]


def blocks(page: Path, kind: str) -> list[tuple[int, str]]:
    text = page.read_text(encoding="utf-8")
    found = re.finditer(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [(text[: match.start(1)].count("\n") + 1, match[1]) for match in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_examples_are_right(page):
    names: dict[str, object] = {}
    for line, code in blocks(page, "python"):
        exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)  # noqa: S102  # the page's own lines
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    for line, block in blocks(page, "pycon"):
        example = doctest.DocTestParser().get_doctest(block, names, page.name, str(page), line - 1)
        runner.run(example, out=said.append, clear_globs=False)
        names.update(example.globs)
    result = runner.summarize(verbose=False)
    assert result.attempted > 10
    assert not result.failed, "".join(said)


@pytest.mark.parametrize(
    "methods", ["ImputeMethod", "TreatMethod", "NormaliseMethod", "WeightMethod", "AggregateMethod"]
)
def test_every_method_of_the_index_engine_has_a_worked_example(methods):
    """Winsorising is the treatment without a name, AHP stands as compare_pairs, and none does nothing."""
    shown = "".join(block for _, block in blocks(METHODS / "indices.md", "pycon"))
    elsewhere = {"none", "winsorise", "ahp"}
    missing = [name for name in get_args(getattr(rulebook, methods)) if f'"{name}"' not in shown]
    assert set(missing) - elsewhere == set()
