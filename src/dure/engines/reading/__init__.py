"""Reading: from any page to an article and findings with evidence.

``open_document(data, path=…, url=…)`` turns bytes into a `Document` with a frozen text (plain text, HTML, HWPX) or raises
`ReadingError`; ``read(document, gazetteer)`` returns a `Reading`: an `Article` of `Block` s and the `Finding` s, each with
the exact characters it was read from. ``to_json_line`` and ``failure_to_json_line`` write the JSON lines of ``dure read``.
Near-duplicates: ``signature`` (128 numbers to store), ``bands`` (keys of candidate pairs), ``containment`` (the check of
a candidate), ``groups`` (texts to groups).

    gazetteer = Gazetteer.load()                 # once a process
    reading = read(open_document(data, path="a.txt"), gazetteer)

No span, no finding; abstaining is a legal answer. The rules stand in ``docs/methods/reading.md``.
"""

from dure.engines.reading.document import (
    Article,
    Block,
    Document,
    Finding,
    Reading,
    ReadingError,
    Unit,
)
from dure.engines.reading.jsonl import as_dict, failure_to_json_line, to_json_line

__all__ = [
    "Article",
    "Block",
    "Document",
    "Finding",
    "Reading",
    "ReadingError",
    "Unit",
    "as_dict",
    "failure_to_json_line",
    "to_json_line",
]
