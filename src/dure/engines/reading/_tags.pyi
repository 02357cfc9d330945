from collections.abc import Sequence

from dure.engines.reading.cases.tagging import PlainTagger

class Tagger(PlainTagger):
    def __init__(
        self, kept: bytes, particles: Sequence[str], grades: Sequence[str], contests: Sequence[str]
    ) -> None: ...
