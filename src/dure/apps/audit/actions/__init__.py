"""Adding to the record, giving entries their places in the log, asking witnesses."""

from dure.apps.audit.actions.recording import (
    PayloadHasNoForm,
    PersonalData,
    RecordOutsideTransaction,
    record,
)

__all__ = ["PayloadHasNoForm", "PersonalData", "RecordOutsideTransaction", "record"]
