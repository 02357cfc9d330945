"""A short run of the fuzzer; `make fuzz` is the long one."""

import pytest

from tests import fuzzing


def test_a_document_can_be_made_again():
    assert {kind: fuzzing.make(kind, 7) == fuzzing.make(kind, 7) for kind in fuzzing.MAKERS} == dict.fromkeys(
        fuzzing.MAKERS, True
    )


@pytest.mark.slow
def test_no_document_ends_the_reader_or_holds_it():
    assert fuzzing.fuzz(30, first=500_000) == []
