"""``dure log …``: keys, sequencing, export, receipts and witnesses of the tamper-evident log."""

from __future__ import annotations

import argparse
import sys
import zipapp
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dure.cli import Text, translator

if TYPE_CHECKING:
    from dure.apps.audit.outside.folder import LogFolder

_SAID = {
    "key": Text("verifier key: {vkey}", "공개 열쇠: {vkey}"),
    "keep": Text(
        "the private key stands in {folder}: back it up, apart from the database, and show it to nobody",
        "개인 열쇠는 {folder}에 있습니다. 데이터베이스와 따로 백업하고 아무에게도 보이지 마세요",
    ),
    "retired": Text("key {id} signs no more", "열쇠 {id}는 더 서명하지 않습니다"),
    "added": Text("{count} entries added", "{count}건을 더했습니다"),
    "busy": Text("another sequencer is at work", "다른 프로그램이 차례를 매기고 있습니다"),
    "exported": Text("{path}: {size} entries", "{path}: {size}건"),
    "receipt": Text("{path}: receipt of entry {index}", "{path}: {index}번 기록의 영수증"),
    "named": Text("witness {name} is asked from now on", "이제부터 증인 {name}에게 묻습니다"),
    "cosigned": Text("cosigned by: {names}", "맞서명한 증인: {names}"),
    "nobody": Text("nobody cosigned anything new", "새로 맞서명한 증인이 없습니다"),
    "stamped": Text("{path}: time stamp over {size} entries", "{path}: {size}건에 대한 시점확인"),
    "built": Text("{path}: run it with `python {path} LOG`", "{path}: `python {path} 기록`으로 실행합니다"),
}


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """One subcommand for each thing an operator, a reader or a witness does."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="WHAT")

    def add(name: str, about: Text) -> argparse.ArgumentParser:
        child = commands.add_parser(name, help=t(about), description=t(about))
        child.add_argument("--lang", choices=("en", "ko"), default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        return child

    keygen = add("keygen", Text("make the log's signing key", "기록의 서명 열쇠를 만듭니다"))
    keygen.add_argument("--origin", help=t(Text("the log's name, an address without https://", "기록의 이름")))
    keygen.add_argument("--rotate", action="store_true", help=t(Text("make a second key", "두 번째 열쇠를 만듭니다")))
    keygen.add_argument("--retire", metavar="ID", help=t(Text("put a key away", "열쇠를 거둡니다")))
    keygen.add_argument(
        "--if-missing", action="store_true", help=t(Text("do nothing where there is one", "있으면 그대로 둡니다"))
    )
    sequence = add("sequence", Text("number waiting entries and publish", "기다리는 기록에 차례를 매기고 공개합니다"))
    sequence.add_argument(
        "--follow", action="store_true", help=t(Text("go on until stopped", "멈출 때까지 이어 갑니다"))
    )
    sequence.add_argument(
        "--rebuild", action="store_true", help=t(Text("write missing tiles again", "없어진 조각을 다시 씁니다"))
    )
    export = add("export", Text("write the whole log into one file", "기록 전체를 한 파일로 씁니다"))
    export.add_argument("file", type=Path, metavar="FILE.zip")
    receipt = add("receipt", Text("write the receipt of an entry", "한 기록의 영수증을 씁니다"))
    receipt.add_argument("index", type=int, metavar="INDEX")
    receipt.add_argument("-o", "--output", type=Path, metavar="FILE")
    trust = add("trust", Text("name a witness and ask it from now on", "증인을 정해 이제부터 묻습니다"))
    trust.add_argument("name", metavar="NAME")
    trust.add_argument("vkey", metavar="VKEY")
    trust.add_argument("url", metavar="URL")
    trust.add_argument(
        "--quorum", type=int, default=0, help=t(Text("witnesses that must cosign", "맞서명이 있어야 할 증인 수"))
    )
    add("cosign", Text("ask the witnesses now", "지금 증인에게 묻습니다"))
    stamp = add("timestamp", Text("get an RFC 3161 time stamp", "RFC 3161 시점확인을 받습니다"))
    stamp.add_argument("url", metavar="URL")
    build = add("zipapp", Text("build verify.pyz", "verify.pyz를 만듭니다"))
    build.add_argument("file", type=Path, metavar="FILE.pyz")
    witness = add("witness", Text("be a witness of other logs", "다른 기록의 증인이 됩니다"))
    from dure.cli import witness as witnessing

    witnessing.configure(witness, t)


def run(arguments: argparse.Namespace) -> int:
    """Do it; every fault is one line with what to do about it."""
    if arguments.what == "witness":  # runs anywhere, without settings and database
        from dure.cli import witness

        return witness.run(arguments)
    from dure.apps.audit.outside.folder import NotPublished, TileDiffers
    from dure.apps.audit.outside.keys import KeyExists, LogHalted, NoSigningKey
    from dure.apps.audit.outside.timestamps import NoTimestamp
    from dure.verify import Malformed

    faults: tuple[type[Exception], ...] = (
        NotPublished, TileDiffers, KeyExists, LogHalted, NoSigningKey, NoTimestamp, Malformed, OSError,
    )  # fmt: skip
    if arguments.what in {"sequence", "cosign"}:
        from dure.cli.manage import prepare

        prepare()
        from dure.apps.audit.actions import LogIsNewer, WitnessKnowsMore

        faults += (LogIsNewer, WitnessKnowsMore)
    else:
        _settings()
    try:
        status: int = _COMMANDS[arguments.what](arguments, translator(arguments.lang))
    except faults as error:
        reason = (type(error).__doc__ or "").partition("\n\n")[0].replace("\n", " ")
        detail = str(error)
        sys.stderr.write(f"dure: {detail}: {reason}\n" if not isinstance(error, OSError) else f"dure: {detail}\n")
        return 1
    return status


def _settings() -> None:
    """Find the log's folder and keys without starting Django or the database."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")


def _folder() -> LogFolder:
    from django.conf import settings

    from dure.apps.audit.outside.folder import LogFolder

    return LogFolder(settings.LOG_FOLDER)


def _say(t: Callable[[Text], str], kind: str, **values: object) -> int:
    sys.stdout.write(t(_SAID[kind]).format(**values) + "\n")
    sys.stdout.flush()
    return 0


def _keygen(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from django.conf import settings

    from dure.apps.audit.outside.keeping import make_key, retire_key
    from dure.apps.audit.outside.keys import KeyExists

    if arguments.retire:
        retire_key(key_id=arguments.retire)
        return _say(t, "retired", id=arguments.retire)
    try:
        vkey = make_key(origin=arguments.origin, rotate=arguments.rotate)
    except KeyExists:
        if arguments.if_missing:
            return 0
        raise
    _say(t, "key", vkey=vkey)
    return _say(t, "keep", folder=settings.LOG_KEYS)


def _sequence(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from dure.apps.audit.actions import AlreadySequencing, follow, sequence

    try:
        if not arguments.follow:
            return _say(t, "added", count=sequence(rebuild=arguments.rebuild))
        for count in follow():
            if count:
                _say(t, "added", count=count)
    except AlreadySequencing:
        _say(t, "busy")
        return 1
    return 0


def _export(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    return _say(t, "exported", path=arguments.file, size=_folder().write_export(arguments.file))


def _receipt(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    path = arguments.output or Path(f"{arguments.index}.tlog-proof")
    path.write_bytes(_folder().receipt(arguments.index))
    return _say(t, "receipt", path=path, index=arguments.index)


def _trust(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from dure.apps.audit.outside.keeping import name_witness

    name_witness(name=arguments.name, vkey=arguments.vkey, url=arguments.url, quorum=arguments.quorum)
    return _say(t, "named", name=arguments.name)


def _cosign(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    del arguments
    from dure.apps.audit.actions import ask_witnesses

    names = ask_witnesses()
    return _say(t, "cosigned", names=", ".join(names)) if names else _say(t, "nobody")


def _timestamp(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from dure.apps.audit.outside.timestamps import stamp

    path, size = stamp(_folder(), arguments.url)
    return _say(t, "stamped", path=path, size=size)


def _zipapp(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    """Build a program of the one file; the module ``recompute`` joins it when contests are in the log."""
    from dure import verify

    with TemporaryDirectory() as folder:
        (Path(folder) / "verify.py").write_bytes(Path(verify.__file__).read_bytes())
        zipapp.create_archive(folder, arguments.file, interpreter="/usr/bin/env python3", main="verify:main")
    return _say(t, "built", path=arguments.file)


_COMMANDS: dict[str, Callable[[argparse.Namespace, Callable[[Text], str]], int]] = {
    "keygen": _keygen,
    "sequence": _sequence,
    "export": _export,
    "receipt": _receipt,
    "trust": _trust,
    "cosign": _cosign,
    "timestamp": _timestamp,
    "zipapp": _zipapp,
}
