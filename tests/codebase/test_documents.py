"""What a document tells people to type works."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "samples" / "README.md"] if path.exists()
]
TEXT = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in DOCUMENTS}


def blocks(kind: str) -> list[tuple[str, str]]:
    return [
        (str(path), block)
        for path, text in TEXT.items()
        for block in re.findall(rf"^ *```{kind}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    ]


RUNNABLE = [(path, line.strip()) for path, block in blocks("sh run") for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize(("path", "command"), RUNNABLE)
def test_commands_marked_to_run_do(path, command):
    done = subprocess.run(
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def mentioned(pattern: str) -> set[str]:
    return {name for text in TEXT.values() for name in re.findall(pattern, text)}


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = mentioned(r"`make ([a-z-]+)") | {
        n for _, block in blocks("sh") for n in re.findall(r"^\s*make ([a-z-]+)", block, re.MULTILINE)
    }
    assert named
    assert named - targets == set()


def test_dure_commands_exist():
    from django.core.management import get_commands

    from dure.cli import COMMANDS

    named = mentioned(r"(?:`|\n\s*|bin/)dure ([a-z]+)\b")
    assert named - set(COMMANDS) == set()
    managed = mentioned(r"dure manage ([a-z_]+)")
    assert managed - set(get_commands()) == set()


def test_options_that_documents_name_are_there(capsys):
    from dure.cli import COMMANDS, main

    for name in COMMANDS:
        lines = [line for text in TEXT.values() for line in re.findall(rf"dure {name}\b([^`\n]*)", text)]
        options = {option for line in lines for option in re.findall(r"--[a-z-]+", line)}
        if name == "manage" or not options:
            continue
        with pytest.raises(SystemExit):
            main([name, "--help"])
        said = capsys.readouterr().out
        listed = re.search(r"^  WHAT\n((?:    .*\n)+)", said, re.MULTILINE)  # dure log keygen, dure log witness, …
        for below in re.findall(r"^    ([a-z]+)", listed[1] if listed else "", re.MULTILINE):
            with pytest.raises(SystemExit):
                main([name, below, "--help"])
            said += capsys.readouterr().out
        assert options - set(re.findall(r"--[a-z-]+", said)) == set(), name


def test_links_and_pictures_lead_somewhere():
    broken = [
        f"{path}: {target}"
        for path, text in TEXT.items()
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (ROOT / path).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_environment_variables_of_documents_are_settings():
    settings = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "dure").rglob("*.py"))
    named = mentioned(r"\b((?:DURE|DATABASE)_[A-Z_]+)\b")
    assert {name for name in named if name not in settings} == set()
