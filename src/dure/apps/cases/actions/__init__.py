"""The only writes of the registry; each is one transaction with its entry in the record."""

from dure.apps.cases.actions.facts import (
    Addition,
    AwardFacts,
    CaseChanges,
    CaseFacts,
    ClaimFacts,
    EvidenceFacts,
    FigureFacts,
    OwnerFacts,
    SourceFacts,
)
from dure.apps.cases.actions.fields import load_taxonomies
from dure.apps.cases.actions.index import index_all_cases, index_cases
from dure.apps.cases.actions.merging import add_source, facts_of, merge_cases, reinstate_case, remove_source
from dure.apps.cases.actions.refusals import (
    EditConflict,
    NoOwner,
    NoTitle,
    NotPublished,
    NotWithdrawn,
    OwnerTwice,
    ReasonMissing,
    Refused,
    SameCase,
    UnknownFact,
    UnknownField,
    UnknownGovernment,
    UnknownInstitution,
)
from dure.apps.cases.actions.registry import (
    register_case,
    reinstate_unchanged,
    revise_case,
    set_claim_status,
    withdraw_case,
)
from dure.apps.cases.rules import EditorsOnly

__all__ = [
    "Addition",
    "AwardFacts",
    "CaseChanges",
    "CaseFacts",
    "ClaimFacts",
    "EditConflict",
    "EditorsOnly",
    "EvidenceFacts",
    "FigureFacts",
    "NoOwner",
    "NoTitle",
    "NotPublished",
    "NotWithdrawn",
    "OwnerFacts",
    "OwnerTwice",
    "ReasonMissing",
    "Refused",
    "SameCase",
    "SourceFacts",
    "UnknownFact",
    "UnknownField",
    "UnknownGovernment",
    "UnknownInstitution",
    "add_source",
    "facts_of",
    "index_all_cases",
    "index_cases",
    "load_taxonomies",
    "merge_cases",
    "register_case",
    "reinstate_case",
    "reinstate_unchanged",
    "remove_source",
    "revise_case",
    "set_claim_status",
    "withdraw_case",
]
