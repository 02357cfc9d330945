"""Ledger: a log that can only grow, in the published formats of transparency logs.

Card
----
in       entries (bytes, at most 65,535 each), the edge of the tree so far, keys
out      files of a tiled log (tiles, bundles), signed checkpoints, proofs, receipts, answers of a witness, seals
source   RFC 9162 (hashes, proofs), C2SP signed-note, tlog-tiles, tlog-checkpoint, tlog-cosignature, tlog-witness,
         tlog-proof, RFC 8785 (canonical JSON); method and formulas in docs/methods/ledger.md
checks   everything that checks stands in ``dure.verify``, which a stranger can download alone; this engine only makes
pure     no disk, clock, network or randomness: times, nonces and tiles are given by the caller

    edge, files = append(EMPTY_EDGE, [canonical({"kind": "example"})])
    note = sign(Checkpoint("example.org/log", edge.size, edge.root), [key])
"""

from dure.engines.ledger.growing import EMPTY_EDGE, Edge, EntryTooLarge, append, edge_at, join_bundle
from dure.engines.ledger.notes import SigningKey, add_signatures, checkpoint_text, cosign, sign
from dure.engines.ledger.proofs import ReadTile, consistency_proof, inclusion_proof, receipt_text
from dure.engines.ledger.seals import opens, seal
from dure.engines.ledger.witnessing import Answer, ask_text, consider
from dure.verify import Checkpoint, Key, Policy, Receipt, canonical, leaf_hash

__all__ = [
    "EMPTY_EDGE",
    "Answer",
    "Checkpoint",
    "Edge",
    "EntryTooLarge",
    "Key",
    "Policy",
    "ReadTile",
    "Receipt",
    "SigningKey",
    "add_signatures",
    "append",
    "ask_text",
    "canonical",
    "checkpoint_text",
    "consider",
    "consistency_proof",
    "cosign",
    "edge_at",
    "inclusion_proof",
    "join_bundle",
    "leaf_hash",
    "opens",
    "receipt_text",
    "seal",
    "sign",
]
