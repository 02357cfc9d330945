"""The house rules of ARCHITECTURE.md that import-linter cannot say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dure"
APPS = sorted(path.name for path in (PACKAGE / "apps").iterdir() if (path / "apps.py").exists())
ENGINES = sorted(path.name for path in (PACKAGE / "engines").iterdir() if (path / "__init__.py").exists())
CLOSED_LIST = {
    "urls", "views", "tasks", "admin", "management", "forms", "actions", "queries", "outside", "rules", "models",
    "choices", "apps", "migrations", "api", "schemas", "templatetags", "signals", "checks", "templates", "__init__",
}  # fmt: skip
OPEN_TO_OTHER_APPS = {"actions", "queries", "choices"}
BANNED_NAMES = {"utils", "helpers", "common", "manager", "service", "services", "util", "misc"}
LONGEST_FILE = 700
ONE_FILE_ON_PURPOSE = {"verify.py": 1000}  # downloaded alone by strangers (decision 0030)


def sources(folder: Path = PACKAGE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> set[str]:
    """Every dotted name that a file imports at run time, with the imported names appended."""
    names = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("app", APPS)
def test_an_app_is_made_of_the_closed_list_of_modules(app):
    found = {path.stem for path in (PACKAGE / "apps" / app).iterdir() if not path.name.startswith("__pycache__")}
    assert found - CLOSED_LIST == set()


@pytest.mark.parametrize("app", APPS)
def test_other_apps_enter_through_actions_queries_and_choices(app):
    wrong = []
    for path in sources(PACKAGE / "apps" / app):
        for name in imports(path):
            parts = name.split(".")
            is_other = parts[:2] == ["dure", "apps"] and len(parts) > 3 and parts[2] != app
            if is_other and parts[3] not in OPEN_TO_OTHER_APPS:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_entered_through_its_door(engine):
    door = ast.parse((PACKAGE / "engines" / engine / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(door), "the door's docstring is the engine's card"
    assert any(isinstance(node, ast.Assign | ast.AnnAssign) and "__all__" in ast.unparse(node) for node in door.body)
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources()
        if engine not in path.relative_to(PACKAGE).parts[1:2]
        for name in imports(path)
        if name.startswith(f"dure.engines.{engine}.") and name.count(".") > 3
    ]
    assert wrong == []


def test_no_file_is_too_long_and_no_name_says_nothing():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > ONE_FILE_ON_PURPOSE.get(str(path.relative_to(PACKAGE)), LONGEST_FILE)
    }
    assert too_long == {}
    assert [path for path in sources() if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES] == []


def test_views_do_not_write():
    """A view calls actions and queries; ORM writes stand in actions."""
    writing = re.compile(r"\.(objects\.(create|update|bulk_create|get_or_create|update_or_create)|save\(|delete\()")
    allowed = {"accounts/views.py": 1}  # the person's own name, through its ModelForm
    found = {}
    for app in APPS:
        for path in [*(PACKAGE / "apps" / app).glob("views*.py"), *(PACKAGE / "apps" / app).glob("views/*.py")]:
            name = str(path.relative_to(PACKAGE / "apps"))
            count = len(writing.findall(path.read_text(encoding="utf-8")))
            if count > allowed.get(name, 0):
                found[name] = count
    assert found == {}


def test_every_exception_swallowed_has_a_reason():
    """``except …: pass`` hides faults; ``contextlib.suppress`` too."""
    silent = []
    for path in sources():
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
        ]
    assert silent == []


TRACES = sorted((ROOT / "docs" / "traces").glob("*.md"))


@pytest.mark.parametrize("trace", TRACES, ids=lambda path: path.stem)
def test_each_step_of_a_trace_exists(trace):
    steps = re.findall(r"`([\w/.]+)::(\w+)`", trace.read_text(encoding="utf-8"))
    assert steps, "a trace has steps"
    assert len({path for path, _ in steps}) <= 8
    for path, name in steps:
        file = PACKAGE / path
        tree = ast.parse(file.read_text(encoding="utf-8"))
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert name in defined, f"{path}::{name}"
