"""The one command-line program."""

import json
import socket
import subprocess
import sys

import pytest

from dure.cli import COMMANDS, main


def dure(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "dure", *arguments], capture_output=True, text=True, check=False, **options
    )


def test_help_in_both_languages(capsys):
    for arguments, words in ((["--help"], "serve the site"), (["--lang", "ko", "--help"], "사이트를 열고")):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
        assert words in capsys.readouterr().out


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "manage"])
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[command].en.split()[0] in capsys.readouterr().out


def test_an_unknown_command_is_one_line_and_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2
    assert "invalid choice: 'fly'" in capsys.readouterr().err


@pytest.mark.enable_socket
def test_a_taken_port_is_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = dure("demo", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        f"dure: port {port} is taken: stop what uses it, or choose another (make demo PORT=8001)"
    ]


@pytest.mark.enable_socket
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_missing_style_sheets_are_one_line_instead_of_broken_pages(tmp_path, command):
    done = dure(command, "--port", "8199", env={"DURE_VAR": str(tmp_path), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(
        f"dure: the pages' style sheets and fonts are missing at {tmp_path}/static: run `make setup`"
    )
    assert list(tmp_path.iterdir()) == []


def test_reading_starts_without_django():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from dure.cli import main; main(['read', '/dev/null']); print('django' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip().splitlines()[-1] == "False"
    assert json.loads(done.stdout.splitlines()[0])["error"]["code"]


def test_doctor_finds_a_database_that_is_not_there(tmp_path):
    done = dure("doctor", env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    assert "FAIL  database" in done.stdout
    assert "Traceback" not in done.stderr
