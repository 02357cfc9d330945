"""``dure serve``: the web server and the worker of background jobs, together."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from dure.cli import Text, translator

_PORT_TAKEN = Text(
    "dure: port {port} is taken: stop what uses it, or choose another (make demo PORT=8001)",
    "dure: {port}번 포트를 다른 프로그램이 쓰고 있습니다. 그것을 끝내거나 다른 포트를 고르세요 (make demo PORT=8001)",
)
_PORT_REFUSED = Text(
    "dure: port {port} cannot be used ({reason}): choose one above 1023",
    "dure: {port}번 포트를 쓸 수 없습니다 ({reason}). 1024 이상의 번호를 고르세요",
)
_NO_FILES = Text(
    "dure: the pages' style sheets and fonts are missing at {folder}: run `make setup`, or `dure manage collectstatic`",
    "dure: {folder}에 화면 파일(스타일, 글꼴)이 없습니다. `make setup`이나 `dure manage collectstatic`을 실행하세요",
)


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help=t(Text("address to listen on", "들을 주소")))
    parser.add_argument("--port", type=int, default=8000, help=t(Text("port to listen on", "들을 포트")))
    parser.add_argument(
        "--workers", type=int, default=2, help=t(Text("web processes (4 threads each)", "웹 프로세스 수 (각 4스레드)"))
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    check_port(arguments.host, arguments.port, arguments.lang)
    check_files(arguments.lang)
    from dure.cli.manage import prepare  # only when it is needed

    prepare()
    return serve(host=arguments.host, port=arguments.port, workers=arguments.workers)


def check_port(host: str, port: int, language: str) -> None:
    """End with one line where the port cannot be had, before anything else is done."""
    t = translator(language)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            sys.exit(t(_PORT_REFUSED).format(port=port, reason=error.strerror))
        except OverflowError:
            sys.exit(t(_PORT_REFUSED).format(port=port, reason="0-65535"))
        except OSError:
            sys.exit(t(_PORT_TAKEN).format(port=port))


def check_files(language: str) -> None:
    """End with one line where the pages would have neither style nor font."""
    from dure.config import paths  # only when it is needed

    folder = paths.var() / "static"
    if not (folder / "staticfiles.json").exists():
        sys.exit(translator(language)(_NO_FILES).format(folder=folder))


def serve(*, host: str, port: int, workers: int, greeting: Callable[[], str] | None = None) -> int:
    """Run gunicorn and a job worker as children; when one of them ends, end the other.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        workers: gunicorn processes.
        greeting: what is printed once the server answers; it is asked for while the server starts.
    """
    environment = {**os.environ, "DURE_DATABASE_ROLE": "app"}
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "dure.config.wsgi:application", "--bind", address,
            "--workers", str(workers), "--threads", "4", "--worker-tmp-dir", _memory_folder(),
            "--log-level", "warning", "--preload", "--graceful-timeout", "10", "--max-requests", "5000",
        ],
        env=environment,
    )  # fmt: skip
    # Three jobs at once: a visit to a source mostly waits for its turn, and must not keep uploads and the log waiting.
    jobs = subprocess.Popen(
        [sys.executable, "-m", "dure", "manage", "procrastinate", "worker", "--concurrency", "3"],
        env=environment,
        stderr=subprocess.DEVNULL if os.environ.get("DURE_QUIET_JOBS") else None,
    )
    children = [web, jobs]

    def stop(*_: object) -> None:
        for child in children:
            if child.poll() is None:
                child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if greeting is not None:
        said = greeting()
        if _answers(host, port, web):
            sys.stdout.write(said)
            sys.stdout.flush()
    while all(child.poll() is None for child in children):
        time.sleep(0.3)
    stop()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if web.returncode in {0, -signal.SIGTERM, -signal.SIGINT} else 1


def _memory_folder() -> str:
    """The heartbeat file of gunicorn belongs on a file system that never blocks."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # noqa: PTH112, S108  # fixed system folders


def _answers(host: str, port: int, web: subprocess.Popen[bytes]) -> bool:
    """Wait until the server accepts connections; False when it ended or half a minute went by."""
    until = time.monotonic() + 30
    while time.monotonic() < until and web.poll() is None:
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.05)
    return False
