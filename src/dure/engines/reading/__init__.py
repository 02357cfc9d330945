"""Reading: from any page to an article and findings with evidence.

``open_document(data, path=…, url=…)`` turns bytes into a `Document` with a frozen text (plain text, HTML, HWPX, HWP 5,
PDF, DOCX) or raises `ReadingError`; ``parts_of`` and ``parts`` take the pages out of a WARC file first. ``read(document, gazetteer)`` returns a `Reading`: an `Article` with its `Block` s, and the `Finding` s, each
with the exact characters it was read from. ``to_json_line`` and ``failure_to_json_line`` write the lines of ``dure read``.

    gazetteer = default_gazetteer()              # built once a process
    reading = read(open_document(data, path="a.txt"), gazetteer)

Many: ``attempt`` reads one document and returns its error instead of raising it; ``read_batch`` turns a batch of `Source` s
into `Tables` of plain columns, on one machine or on a cluster alike.

Near-duplicates: what ``sign`` makes of texts and its ``keys`` are stored with them; texts that share a key are candidates, checked
by ``likeness`` of their ``profiles``; ``choose_groups`` lets one more text join, ``groups`` does so for all.
Event linking: ``occasion`` of an article's findings, ``occasion_keys`` to find others by, ``compare_occasions`` for a verdict with reasons.
Lists: ``find_listing(data, url)`` turns a feed, a sitemap or a board's page into a `Listing` of `Entry` s with where it goes on;
``find_attachments(data, url)`` names the documents that hang on a page.
``is_native()`` tells whether the native modules are in use or, without them, the same is done in Python.
No span, no finding; abstaining is a legal answer.
The rules and the keys of each finding's value stand in ``docs/methods/reading.md``.
"""

from dure.engines.reading.batches import MIN_SIGNED, Source, Tables, add_error, attempt, body_of, read_batch
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
from dure.engines.reading.linking import Link, Occasion, Reason, compare_occasions, occasion, occasion_keys
from dure.engines.reading.listing import find_attachments, find_listing
from dure.engines.reading.native import is_native
from dure.engines.reading.neardup import (
    LEAST_AGREEING,
    MAX_GROUP,
    Signed,
    agreeing,
    candidate_pairs,
    choose_groups,
    groups,
    join_pairs,
    keys,
    merged_pairs,
    sign,
    together,
    verified,
)
from dure.engines.reading.opening import open_document
from dure.engines.reading.read import read
from dure.engines.reading.samerelease import Likeness, Profile, containment, likeness, profiles, shared_share_of
from dure.engines.reading.shingling import shared_stretches
from dure.engines.reading.titles import same_title
from dure.engines.reading.warc import Part, is_warc, parts, parts_of

__all__ = [
    "LEAST_AGREEING",
    "MAX_GROUP",
    "MIN_SIGNED",
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
    "Likeness",
    "Link",
    "Listing",
    "Mention",
    "Named",
    "Occasion",
    "Part",
    "Profile",
    "Reading",
    "ReadingError",
    "Reason",
    "Resolution",
    "Signed",
    "Source",
    "Tables",
    "Unit",
    "add_error",
    "agreeing",
    "as_dict",
    "attempt",
    "body_of",
    "candidate_pairs",
    "choose_groups",
    "compare_occasions",
    "containment",
    "decode",
    "default_gazetteer",
    "failure_to_json_line",
    "find_attachments",
    "find_listing",
    "groups",
    "is_native",
    "is_warc",
    "join_pairs",
    "keys",
    "likeness",
    "merged_pairs",
    "occasion",
    "occasion_keys",
    "open_document",
    "parts",
    "parts_of",
    "profiles",
    "read",
    "read_batch",
    "same_title",
    "shared_share_of",
    "shared_stretches",
    "sign",
    "to_json_line",
    "together",
    "verified",
]
