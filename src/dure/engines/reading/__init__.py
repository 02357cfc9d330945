"""Reading: from any page to an article and findings with evidence.

``open_document(data, path=…, url=…)`` turns bytes into a `Document` with a frozen text (plain text, HTML, HWPX) or raises
`ReadingError`. ``read(document, gazetteer)`` returns a `Reading`: an `Article` with its `Block` s, and the `Finding` s, each
with the exact characters it was read from. ``to_json_line`` and ``failure_to_json_line`` write the lines of ``dure read``.

    gazetteer = default_gazetteer()              # built once a process
    reading = read(open_document(data, path="a.txt"), gazetteer)

Near-duplicates: ``signature`` (128 numbers to store), ``bands`` (keys that candidates share), ``containment`` (the check of
a candidate), ``groups`` (texts to groups). No span, no finding; abstaining is a legal answer.
Lists: ``find_listing(data, url)`` turns a feed, a sitemap or a board's page into a `Listing` of `Entry` s with where it goes on;
``find_attachments(data, url)`` names the documents that hang on a page.
The rules and the keys of each finding's value stand in ``docs/methods/reading.md``.
"""

from dure.engines.reading.decode import decode
from dure.engines.reading.document import (
    Article,
    Block,
    BlockKind,
    Document,
    Finding,
    FindingKind,
    Reading,
    ReadingError,
    Unit,
)
from dure.engines.reading.entries import Attachment, Entry, Listing
from dure.engines.reading.gazetteer import Context, Gazetteer, Mention, Named, Resolution
from dure.engines.reading.gazetteer import default as default_gazetteer
from dure.engines.reading.jsonl import SCHEMA, as_dict, failure_to_json_line, to_json_line
from dure.engines.reading.listing import find_attachments, find_listing
from dure.engines.reading.neardup import bands, containment, groups, signature
from dure.engines.reading.opening import open_document
from dure.engines.reading.read import read
from dure.engines.reading.titles import same_title

__all__ = [
    "SCHEMA",
    "Article",
    "Attachment",
    "Block",
    "BlockKind",
    "Context",
    "Document",
    "Entry",
    "Finding",
    "FindingKind",
    "Gazetteer",
    "Listing",
    "Mention",
    "Named",
    "Reading",
    "ReadingError",
    "Resolution",
    "Unit",
    "as_dict",
    "bands",
    "containment",
    "decode",
    "default_gazetteer",
    "failure_to_json_line",
    "find_attachments",
    "find_listing",
    "groups",
    "open_document",
    "read",
    "same_title",
    "signature",
    "to_json_line",
]
