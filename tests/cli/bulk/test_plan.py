"""Which documents make which part: all once, and nothing again because of something else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dure.cli.bulk.pieces import Piece
from dure.cli.bulk.places import Input
from dure.cli.bulk.plan import Plan, replan


def inputs(*names, size=1, modified=1):
    return [Input(name, size, modified) for name in names]


def planned(  # noqa: PLR0913  # what a plan is made of
    given, old=None, *, again=(), records=None, most=25, workers=1
):
    cut = {
        one.address: [
            Piece(one.address, one.kind, start, start + 1, 10) for start in range((records or {})[one.address])
        ]
        for one in given
        if one.kind != "file" and one.address in (records or {})
    }
    asked = []

    def cut_all(containers):
        asked.extend(one.address for one in containers)
        return {one.address: cut[one.address] for one in containers}

    plan, changes = replan(given, old or Plan(), again=again, cut_all=cut_all, most=most, workers=workers)
    return plan, changes, asked


def names(plan):
    return {number: [piece.address for piece in pieces] for number, pieces in plan.parts.items()}


def many(count, start=0):
    return [f"{number:03d}.txt" for number in range(start, start + count)]


def test_parts_have_equal_shares_within_their_bounds():
    plan, _, _ = planned(inputs(*many(60)))
    assert [len(pieces) for pieces in plan.parts.values()] == [25, 25, 10]
    plan, _, _ = planned(inputs(*many(400)), most=1000, workers=2)
    assert [len(pieces) for pieces in plan.parts.values()] == [50] * 8
    plan, _, _ = planned(inputs(*many(400)), most=30, workers=2)
    assert len(plan.parts) == 14


def test_what_is_added_makes_new_parts_and_touches_no_other():
    old, _, _ = planned(inputs(*many(30, start=10)))
    new, changes, _ = planned(inputs(*many(5), *many(30, start=10)), old)
    assert names(new) == names(old) | {2: many(5)}
    assert (changes.new, changes.changed, changes.gone, changes.dropped) == (5, (), (), ())


def test_what_changed_or_went_drops_its_part_alone_and_numbers_do_not_come_back():
    old, _, _ = planned(inputs(*many(75)))
    now = [Input(one.address, 2 if one.address == "030.txt" else 1, 1) for one in inputs(*many(75))]
    new, changes, _ = planned(now, old)
    assert changes.changed == ("030.txt",)
    assert changes.dropped == (1,)
    assert names(new) == {0: many(25), 2: many(25, start=50), 3: many(25, start=25)}
    newer, changes, _ = planned(now[:70], new)
    assert changes.gone == tuple(many(5, start=70))
    assert names(newer) == {0: many(25), 3: many(25, start=25), 4: many(20, start=50)}
    assert newer.next_part == 5


def test_parts_that_are_asked_for_again_are_new_ones():
    old, _, _ = planned(inputs(*many(50)))
    new, changes, _ = planned(inputs(*many(50)), old, again={0})
    assert names(new) == {1: many(25, start=25), 2: many(25)}
    assert changes.dropped == (0,)


def test_a_web_archive_is_cut_once_and_its_pieces_stay_where_they_can():
    given = inputs("a.txt", "b.warc", "c.txt")
    old, _, asked = planned(given, records={"b.warc": 6})
    assert asked == ["b.warc"]
    assert names(old) == {0: ["a.txt", "b.warc", "b.warc"], 1: ["b.warc"] * 2, 2: ["b.warc"] * 2 + ["c.txt"]}
    given[2] = Input("c.txt", 9, 1)
    new, _, asked = planned(given, old)
    assert asked == []
    assert names(new) == {0: old_names(old, 0), 1: ["b.warc"] * 2, 3: ["b.warc"] * 2 + ["c.txt"]}
    assert [piece.start for piece in new.parts[3]] == [4, 5, 0]


def old_names(plan, number):
    return [piece.address for piece in plan.parts[number]]


def test_a_plan_comes_back_from_its_table_and_fingerprints_tell_a_change():
    plan, _, _ = planned(inputs("a.txt", "b.warc"), records={"b.warc": 2})
    back = Plan.from_parquet(plan.as_parquet(), plan.next_part)
    assert (back.parts, back.inputs, back.next_part) == (plan.parts, plan.inputs, plan.next_part)
    other, _, _ = planned(inputs("a.txt", "b.warc", modified=2), records={"b.warc": 2})
    assert back.fingerprint(0) == plan.fingerprint(0) != other.fingerprint(0)
    assert Plan.from_parquet(Plan().as_parquet(), 0).parts == {}


NAMES = st.dictionaries(st.integers(0, 80), st.integers(1, 3), max_size=70)


@given(NAMES, NAMES, st.sets(st.integers(0, 4)))
def test_after_any_change_every_input_is_in_exactly_one_part_as_it_is_now(before, after, again):
    old, _, _ = planned([Input(f"{name:02d}.txt", size, 1) for name, size in sorted(before.items())])
    now = [Input(f"{name:02d}.txt", size, 1) for name, size in sorted(after.items())]
    new, changes, _ = planned(now, old, again=again)
    held = sorted((piece.address, piece.end) for pieces in new.parts.values() for piece in pieces)
    assert held == [(one.address, one.size) for one in now]
    kept = set(new.parts) & set(old.parts)
    assert all(new.parts[number] == old.parts[number] for number in kept)
    assert kept | set(changes.dropped) == set(old.parts)
