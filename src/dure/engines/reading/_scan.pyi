from collections.abc import Mapping, Sequence

from dure.engines.reading.document import Unit

def scan(
    source: str, serialised: bool, enough: int
) -> (
    tuple[
        str | None,
        Sequence[Mapping[str, str]],
        Sequence[Mapping[str, str]],
        Sequence[tuple[bool, str]],
        str,
        tuple[Unit, ...],
        bool,
    ]
    | None
): ...
def controls(data: bytes) -> int: ...
def tags(source: str) -> int: ...
