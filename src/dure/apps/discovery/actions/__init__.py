"""The only writes of discovery: taking documents in, storing what was read, deciding on what is proposed.

``read_document`` writes nothing: it is the pure step between two writes, and runs in any process.
"""

from dure.apps.discovery.actions.deciding import (
    AwardForm,
    CaseForm,
    CaseMovedOn,
    ClaimForm,
    FigureForm,
    NoOwner,
    OwnerForm,
    UnknownOwner,
    accept_proposal,
    form_as_filled,
    merge_proposal,
    reject_proposal,
    undo_decision,
)
from dure.apps.discovery.actions.filling import Draft, drafts, same_title, title_key
from dure.apps.discovery.actions.intake import (
    NothingGiven,
    already_read,
    finish_batch,
    give_documents,
    read_again,
    read_sources,
    refuse,
    start_batch,
    take_in,
    take_in_known,
    take_in_read,
)
from dure.apps.discovery.actions.listed import Applied, DecisionDoesNotFit, apply_decisions
from dure.apps.discovery.actions.reading import READER, Failure, ReadDocument, read_document, read_document_apart, warm_up
from dure.apps.discovery.actions.recording import propose_case, propose_cases, record_failure, record_reading
from dure.apps.discovery.outside import FetchError, fetch
from dure.apps.discovery.rules import (
    AlreadyDecided,
    BatchMissing,
    CaseMissing,
    EditorsOnly,
    NotDecided,
    ProposalMissing,
)

__all__ = [
    "READER",
    "AlreadyDecided",
    "Applied",
    "AwardForm",
    "BatchMissing",
    "CaseForm",
    "CaseMissing",
    "CaseMovedOn",
    "ClaimForm",
    "DecisionDoesNotFit",
    "Draft",
    "EditorsOnly",
    "Failure",
    "FetchError",
    "FigureForm",
    "NoOwner",
    "NotDecided",
    "NothingGiven",
    "OwnerForm",
    "ProposalMissing",
    "ReadDocument",
    "UnknownOwner",
    "accept_proposal",
    "already_read",
    "apply_decisions",
    "drafts",
    "fetch",
    "finish_batch",
    "form_as_filled",
    "give_documents",
    "merge_proposal",
    "propose_case",
    "propose_cases",
    "read_again",
    "read_document",
    "read_document_apart",
    "read_sources",
    "record_failure",
    "record_reading",
    "refuse",
    "reject_proposal",
    "same_title",
    "start_batch",
    "take_in",
    "take_in_known",
    "take_in_read",
    "title_key",
    "undo_decision",
    "warm_up",
]
