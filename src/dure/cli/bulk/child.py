"""The process that reads, apart from the one that writes: a document that kills or stalls it fails alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from dure.engines.reading import ReadingError, Source, Tables, add_error, default_gazetteer, read_batch
from dure.isolation import Isolated, ProcessDied, TookTooLong

SECONDS = 60.0
"""For a batch, or for one document where the batch was not done; the reader's limits keep every format within two."""

_HINT = "give it as plain text, and report this document"


def read_sources(sources: Sequence[Source]) -> Tables:
    """Read a batch. Called in the reading process, which builds the gazetteer once."""
    return read_batch(sources, default_gazetteer())


class Reader:
    """A process that reads batches; made anew when a document has ended it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        # The worker fetches ahead in a thread, so that its process cannot be copied.
        self._process = Isolated(f"{__name__}:read_sources", seconds=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def read(self, sources: Sequence[Source]) -> Tables:
        """Read a batch. If it ends the process, its documents are read one by one, and the culprit is an error."""
        try:
            tables: Tables = self._process.call(list(sources))
        except (ProcessDied, TookTooLong) as error:
            return self._one_by_one(sources, error)
        return tables

    def _one_by_one(self, sources: Sequence[Source], error: ProcessDied | TookTooLong) -> Tables:
        tables = Tables()
        if len(sources) > 1:
            for source in sources:
                tables.extend(self.read([source]))
        elif isinstance(error, TookTooLong):
            add_error(tables, sources[0], ReadingError("timeout", f"reading it was given up: {error}", _HINT))
        else:
            add_error(
                tables, sources[0], ReadingError("crashed", f"the reader did not survive this document: {error}", _HINT)
            )
        return tables
