"""Asking the witnesses, and keeping what they signed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from dure.apps.audit.models import Cosignature, Published
from dure.apps.audit.outside import witnesses
from dure.apps.audit.outside.folder import LogFolder
from dure.apps.audit.outside.keys import KeyFolder
from dure.engines import ledger
from dure.verify import Checkpoint, Key, Malformed, Note, SignatureFalse

_LOGGER = logging.getLogger(__name__)
_CONFLICT = 409
_COSIGNED = 200


class WitnessKnowsMore(Exception):
    """A witness has cosigned a larger tree: this log was restored from an old backup, files and all."""


def ask_witnesses() -> list[str]:
    """Ask every witness of the policy to cosign the newest checkpoint; return the names of those who did.

    A witness that does not answer is asked again next time.

    Raises:
        WitnessKnowsMore: a witness has seen more entries than the log has now.
    """
    log = LogFolder(settings.LOG_FOLDER)
    policy, note = log.policy(), log.note()
    if policy is None or note is None or not policy.urls:
        return []
    checkpoint = Checkpoint.parse(Note.parse(note).text)
    signed = []
    for name, url in policy.urls.items():
        key = policy.witnesses[name]
        if Cosignature.objects.filter(checkpoint_id=checkpoint.size, witness=key.name).exists():
            continue
        try:
            lines = _ask(log, note, checkpoint, key, url)
            cosigned = ledger.add_signatures(note, lines, [key]) if lines else note
        except (witnesses.WitnessUnreachable, Malformed, SignatureFalse) as error:
            _LOGGER.warning("witness %s: %s", name, error)
            continue
        if cosigned != note:
            _keep(log, checkpoint, key, cosigned.decode().removeprefix(note.decode()))
            signed.append(name)
    return signed


def _ask(log: LogFolder, note: bytes, checkpoint: Checkpoint, key: Key, url: str) -> str:
    """Send the checkpoint with a proof from what the witness signed last; on 409 once more from what it says."""
    last = Cosignature.objects.filter(witness=key.name).order_by("-checkpoint_id").first()
    old_size = last.checkpoint_id if last else 0
    for _ in range(2):
        proof = ledger.consistency_proof(old_size, checkpoint.size, log.files.hashes)
        status, text = witnesses.ask(url, ledger.ask_text(old_size=old_size, proof=proof, checkpoint=note))
        if status == _COSIGNED:
            return text
        if status != _CONFLICT or not text.strip().isdecimal():
            message = f"{url} answered {status}: {text.strip():.200}"
            raise witnesses.WitnessUnreachable(message)
        old_size = int(text)
        if old_size > checkpoint.size:
            message = f"{key.name} has cosigned {old_size} entries, the log has {checkpoint.size}"
            KeyFolder(settings.LOG_KEYS).halt(message)
            raise WitnessKnowsMore(message)
    message = f"{url} changes the size it knows"
    raise witnesses.WitnessUnreachable(message)


def _keep(log: LogFolder, checkpoint: Checkpoint, key: Key, line: str) -> None:
    """Record the cosignature, then show it beside the checkpoint it belongs to."""
    time = Note.parse(f"{ledger.checkpoint_text(checkpoint)}\n{line}".encode()).verified_by([key])[key]
    with transaction.atomic():
        published = Published.objects.get(size=checkpoint.size)
        Cosignature.objects.create(
            checkpoint=published, witness=key.name, line=line, at=datetime.fromtimestamp(time or 0, UTC)
        )
    with log.alone():
        lines = (
            Cosignature.objects.filter(checkpoint_id=checkpoint.size).order_by("witness").values_list("line", flat=True)
        )
        whole = published.note.encode() + "".join(lines).encode()
        log.keep(whole, checkpoint.size)
        if log.checkpoint() == checkpoint:
            log.show(whole)
