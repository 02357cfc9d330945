"""XML of office documents, one event after another: no document type, no entities, bounded depth and size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat  # hardened below

from dure.engines.reading.document import ReadingError

MAX_DEPTH = 256
MAX_ELEMENTS = 400_000
"""Of all parts of a document; 1,000 pages have about 300,000."""


def walk(
    xml: bytes,
    *,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
    broken: ReadingError,
    before: int = 0,
) -> int:
    """Call ``start``, ``end`` and ``words`` for what an XML part holds; names come without their namespaces.

    ``before`` elements were counted in other parts of the document; the count with this part's is returned.

    Raises:
        ReadingError: ``bomb`` (a document type, the door of entity bombs and of outside files), ``too-deep`` (more than 256
            levels or 400,000 elements), or ``broken``, which the caller gives, when it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth, elements = 0, before

    def refuse(*_: object) -> None:
        raise ReadingError("bomb", "the XML declares a document type or entities", "check where the file comes from")

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH:
            raise ReadingError("too-deep", "the XML is nested deeper than any document", broken.hint)
        if elements > MAX_ELEMENTS:
            raise ReadingError("too-deep", "the XML has more elements than any document", "split the document")
        start(name.rpartition(" ")[2], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003  expat's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: an encoding nobody knows
        raise broken from error
    return elements
