"""Adding to the record, giving entries their places in the log, asking its witnesses."""

from dure.apps.audit.actions.recording import (
    PayloadHasNoForm,
    PersonalData,
    RecordOutsideTransaction,
    record,
)
from dure.apps.audit.actions.sequencing import AlreadySequencing, LogIsNewer, follow, sequence
from dure.apps.audit.actions.witnessing import WitnessKnowsMore, ask_witnesses

__all__ = [
    "AlreadySequencing",
    "LogIsNewer",
    "PayloadHasNoForm",
    "PersonalData",
    "RecordOutsideTransaction",
    "WitnessKnowsMore",
    "ask_witnesses",
    "follow",
    "record",
    "sequence",
]
