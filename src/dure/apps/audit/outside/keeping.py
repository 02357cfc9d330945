"""The log's keys and witnesses: made, rotated, named in the policy that stands beside the log."""

from __future__ import annotations

from django.conf import settings

from dure.apps.audit.outside.folder import LogFolder, replace
from dure.apps.audit.outside.keys import KeyFolder
from dure.verify import COSIGNATURE, Key, Malformed, Policy

_GROUP = "witnesses"


def make_key(*, origin: str | None = None, rotate: bool = False) -> str:
    """Make a signing key and name it in the policy; return its verifier key.

    While a key is rotated, the old and the new one sign every checkpoint, so that whoever knows either is served.

    Raises:
        KeyExists: there is one, and no other was asked for.
    """
    keys = KeyFolder(settings.LOG_KEYS)
    made = keys.make(origin or settings.LOG_ORIGIN, rotate=rotate)
    _write_policy(keys, None)
    return str(made.key)


def retire_key(*, key_id: str) -> None:
    """Put a signing key away.

    Raises:
        NoSigningKey: no key in use has this ID, or no other would be left.
    """
    keys = KeyFolder(settings.LOG_KEYS)
    keys.retire(key_id)
    _write_policy(keys, None)


def name_witness(*, name: str, vkey: str, url: str, quorum: int) -> None:
    """Add a witness to the policy; ``quorum`` of all witnesses must cosign from now on.

    Raises:
        Malformed: the key is no witness's, the name is taken, or the quorum is larger than the number of witnesses.
    """
    log, key = LogFolder(settings.LOG_FOLDER), Key.parse(vkey)
    policy = log.policy() or Policy((), {})
    if key.algorithm != COSIGNATURE:
        message = f"{key.name} is no witness's key (its type is not 0x04)"
        raise Malformed(message)
    if name in policy.witnesses or name.split() != [name]:
        message = f"the name {name!r} is taken, or no single word"
        raise Malformed(message)
    witnesses = {**policy.witnesses, name: key}
    named = Policy(policy.logs, witnesses, (quorum, frozenset(witnesses)), {**policy.urls, name: url})
    _write_policy(KeyFolder(settings.LOG_KEYS), named)


def _write_policy(keys: KeyFolder, named: Policy | None) -> None:
    log = LogFolder(settings.LOG_FOLDER)
    policy = named or log.policy() or Policy((), {})
    signing = keys.keys()
    lines = [f"# Keys of the log {signing[0].name} and of its witnesses (c2sp.org/tlog-policy)"]
    lines += [f"log {key.key}" for key in signing]
    lines += [f"witness {name} {key} {policy.urls.get(name, '')}".rstrip() for name, key in policy.witnesses.items()]
    if policy.quorum[0]:
        lines += [f"group {_GROUP} {policy.quorum[0]} {' '.join(policy.witnesses)}", f"quorum {_GROUP}"]
    else:
        lines += ["quorum none"]
    text = "\n".join(lines) + "\n"
    Policy.parse(text)  # what cannot be read must not be published
    with log.alone():
        replace(log.root / "policy", text.encode())
