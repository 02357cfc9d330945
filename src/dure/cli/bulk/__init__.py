"""Bulk reading: folders, WARC and Parquet, from disk or object storage, into tables that survive being killed.

The work is cut into **parts** of some hundred documents (`plan`). A part is read by one worker process (`work`), whose
reading itself runs in a child that may die or hang (`child`), and becomes four Parquet files that appear whole or not
at all (`tables`). Daft hands the parts to processes of this machine or to a Ray cluster (`cluster`); the driver plans,
keeps the manifest and shows how far it is (`driver`). Only `cluster` knows Daft, only `places` knows where things are.
Addresses of the web are copied beside the tables first (`fetched`); two runs keep apart by a `lease`; which documents
are one release is found when all parts stand (`groups`, from what `gathered` lays ready).
"""

from __future__ import annotations

__all__ = ["SCHEMA", "TABLES", "BulkFailure"]

SCHEMA = "dure.bulk/1"
TABLES = ("documents", "blocks", "findings", "errors")


class BulkFailure(Exception):
    """The run cannot begin or go on: what is wrong, and how to mend it (in English)."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
