"""``dure verify PATH``: check a log, an exported log, a receipt or a checkpoint, offline and without database.

The checking stands in ``dure.verify``; here is only its Korean.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dure import verify
from dure.cli import Text

_HELP_KO = {
    "path": "기록 폴더, 내려받은 기록(zip), 영수증, 체크포인트",
    "policy": "믿을 열쇠를 적은 파일 (c2sp.org/tlog-policy)",
    "key": "기록의 이 공개 열쇠를 믿습니다",
    "against": "예전에 받아 둔 체크포인트·영수증·기록 폴더",
    "file": "이 파일이 지금 그대로 기록되었는지 봅니다",
    "json": "JSON 한 덩이로 출력합니다",
}
KOREAN = {
    "unreadable": "읽을 수 없습니다: {reason}",
    "unknown": "기록 폴더도, 내려받은 기록도, 영수증도, 체크포인트도 아닙니다",
    "archive": "압축 파일이 깨졌습니다: {reason}",
    "policy": "믿을 열쇠를 적은 파일을 읽을 수 없습니다: {reason}",
    "key": "믿을 열쇠가 없습니다. --key나 --policy로 정해 주세요",
    "malformed": "형식이 맞지 않습니다: {reason}",
    "entry": "{index}번 기록이 바뀌었습니다. 나무에 있는 해시와 다릅니다",
    "spelling": "{index}번 기록이 정해진 JSON 표기가 아닙니다: {reason}",
    "hash": "{position}번째 해시가 바뀌었습니다. {below}와 맞지 않습니다",
    "leftover": "예전 조각이 그것을 이어 자란 조각과 다릅니다",
    "forged": "{name}의 서명이 거짓입니다",
    "unsigned": "{origin}의 믿을 만한 열쇠로 된 서명이 없습니다",
    "quorum": "다음 증인 가운데 {needed}곳의 맞서명이 있어야 하는데 없습니다: {names}",
    "root": "기록 {size}건이 여기에 서명된 뿌리 해시로 이어지지 않습니다",
    "fork": "한 기록에 두 가지 역사가 있습니다. {size}건일 때의 뿌리 해시가 {other}의 것과 다릅니다",
    "shrunk": "기록이 {size}건인데, 전에 {earlier}건짜리 체크포인트에 서명했습니다",
    "origin": "다른 기록의 것입니다: {wanted}이어야 하는데 {found}입니다",
    "file": "SHA-256 {digest}: 검사한 기록 어디에도 없습니다. 파일이 기록된 그대로가 아닙니다",
    "no-entry": "영수증에 기록 내용(extra 줄)이 없습니다",
    "recomputed": "다시 셈한 결과가 다릅니다: {reason}",
    "own-policy": "검사한 것 옆에 있던 열쇠를 썼습니다. 다른 곳에서 얻은 열쇠와 견주어 보세요 (--policy, --key)",
    "stranger": "아무도 알려 주지 않은 열쇠 {name}의 서명은 보지 않았습니다",
    "beyond": "체크포인트 뒤의 파일 {count}개는 아직 공개되지 않아 검사하지 않았습니다",
    "unchecked": "기록에 속하지 않아 검사하지 않았습니다",
    "timestamps": "RFC 3161 시점확인 토큰 {count}개는 검사하지 않았습니다",
    "apart": "{size}건과 {other}건의 두 나무는 기록 없이는 견줄 수 없습니다",
    "no-places": "순위는 다시 셈하지 않았습니다. verify.pyz가 합니다",
    "is-log": "기록 {origin}: {size}건",
    "is-receipt": "{origin}의 {index}번 기록 영수증 (전체 {size}건)",
    "is-checkpoint": "{origin}의 체크포인트: {size}건",
    "signed": "서명: {name}",
    "cosigned": "맞서명: {name}, {time}",
    "recorded": "{where}: {index}번 기록에 있습니다",
    "holds": "모두 맞습니다",
    "fault": "잘못",
    "note": "알림",
}


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """Add the arguments of ``dure.verify``, in the language asked for."""
    verify.configure(parser)
    for action in parser._actions:  # noqa: SLF001  # argparse has no public list of what was added
        action.help = t(Text(str(action.help), _HELP_KO.get(action.dest, str(action.help))))


def run(arguments: argparse.Namespace) -> int:
    """Check and print; 0 when all holds, else 1."""
    return verify.run(arguments, KOREAN if arguments.lang == "ko" else verify.ENGLISH)
