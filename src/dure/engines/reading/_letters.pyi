from collections.abc import Callable, Iterable, Mapping, Sequence
from re import Match

from dure.engines.reading.document import Unit
from dure.engines.reading.lines import Line

class LineReader:
    def __init__(
        self,
        line: type[Line],
        words: Mapping[str, int],
        is_prose: Callable[[str, int, int], bool],
        is_marked: Callable[[str], Match[str] | None],
        without_mark: Callable[[str, str, int], str],
        outside: frozenset[str],
        of_writer: str,
        dated: int,
        picture: int,
        signed: int,
        loud: int,
        every: int,
    ) -> None: ...
    def lines_of(self, text: str, units: Sequence[Unit]) -> list[Line]: ...

class WordList:
    def __init__(self, words: Iterable[str]) -> None: ...
    def find(self, text: str, start: int, end: int) -> int: ...
    def spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]: ...

def squeezed(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]: ...

class Pairs:
    def __init__(self, text: str) -> None: ...
    def __len__(self) -> int: ...
    def common(self, other: Pairs) -> int: ...
    def share(self, other: Pairs) -> float: ...
    def found_in(self, text: str) -> int: ...
