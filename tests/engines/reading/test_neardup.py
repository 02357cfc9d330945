import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import (
    candidate_pairs,
    choose_groups,
    containment,
    groups,
    join_pairs,
    keys,
    merged_pairs,
    neardup,
    shared_stretches,
    sign,
    together,
    verified,
)

RELEASE = (
    "하동군은 지난 12일 군청에서 혁신공유 간담회를 열고 부서별 우수사례를 발표했다고 13일 밝혔다. "
    "이날 간담회에서는 폐철도를 공원으로 바꾼 사례와 무인 공구 도서관 사례가 소개됐다. "
    "군은 앞으로도 군민이 체감하는 혁신을 이어 갈 계획이다. 부군수는 지속 가능한 혁신을 강조했다."
)
REWRITTEN = (
    "경남 "
    + RELEASE.replace("소개됐다", "눈길을 끌었다").replace("군은 앞으로도", "하동군은 향후")
    + " 자세한 내용은 군청 누리집에 있다."
)
OTHER = (
    "강릉시는 다음 달부터 노인 일자리 참여자를 모집한다고 밝혔다. 신청은 읍면동 주민센터에서 받으며 "
    "선발된 사람은 환경 정비와 학교 급식 지원에 참여한다. 시는 예산 32억 원을 들여 일자리 1,200개를 만든다."
)
TEXTS = st.lists(
    st.sampled_from([RELEASE, REWRITTEN, OTHER, "", "가나다라마바사", RELEASE[:90], OTHER[40:]]), max_size=9
)


def test_a_rewritten_release_is_found_and_verified():
    one, other, rewritten = keys(sign([RELEASE, OTHER, REWRITTEN]))
    assert len(np.intersect1d(one, rewritten)) > 20
    assert len(np.intersect1d(one, other)) == 0
    assert containment(RELEASE, REWRITTEN) > 0.6
    assert containment(RELEASE, OTHER) < 0.1
    assert groups([RELEASE, OTHER, REWRITTEN]) == ((0, 2), (1,))


def test_a_signature_is_the_same_on_every_run_and_does_not_see_punctuation():
    signed = sign(["하동군이 간담회를 열었다.", "하동군이   간담회를, 열었다!"])
    assert signed.minhash[0, :3].tolist() == [3363892528, 3461600394, 2850085023]
    assert (signed.minhash[0] == signed.minhash[1]).all()


def test_texts_signed_in_batches_are_as_those_signed_at_once():
    texts = [RELEASE, OTHER, "", REWRITTEN, RELEASE[:80]]
    whole, parts = sign(texts), together([sign(texts[:2]), sign([]), sign(texts[2:])])
    assert (whole.minhash == parts.minhash).all()
    assert whole.stated.tolist() == parts.stated.tolist()
    assert whole.offsets.tolist() == parts.offsets.tolist()


def test_pairs_found_and_verified_in_parts_make_the_same_groups():
    texts = [RELEASE, OTHER, REWRITTEN, RELEASE[:120], OTHER]
    signed = sign(texts)
    pairs = candidate_pairs(signed)
    parts = merged_pairs([candidate_pairs(signed, part=part, parts=3) for part in range(3)])
    assert parts.tolist() == pairs.tolist()
    assert join_pairs(texts, pairs, known=verified(texts, pairs)) == join_pairs(texts, pairs) == groups(texts)
    assert groups(texts) == ((0, 2, 3), (1, 4))


@pytest.mark.parametrize("most", [2, 3, 4])
def test_many_texts_to_compare_are_forgotten_and_looked_at_again(monkeypatch, most):
    """The 20,000th profile once took away the one that it was to be compared with: a million texts could not join."""
    texts = [RELEASE, OTHER, REWRITTEN, RELEASE[:120], OTHER, RELEASE, REWRITTEN]
    wanted = groups(texts)
    monkeypatch.setattr(neardup._Profiles, "_MOST", most)
    assert groups(texts) == wanted == ((0, 2, 3, 5, 6), (1, 4))


def test_groups_stay_within_their_bound_and_a_full_one_takes_nobody():
    assert groups([RELEASE] * 30, max_group=8) == (
        tuple(range(8)),
        tuple(range(8, 16)),
        tuple(range(16, 24)),
        tuple(range(24, 30)),
    )


def test_a_text_joins_the_likest_groups_that_have_room():
    sizes = {1: 3, 2: 5, 3: 1}
    near = [(10, 2), (11, 2), (12, 1), (13, 3)]
    assert choose_groups(near, sizes=sizes, is_same=lambda _one: True) == [2, 1, 3]
    assert choose_groups(near, sizes=sizes, is_same=lambda _one: True, max_group=7) == [2, 3]
    assert choose_groups(near, sizes=sizes, is_same=lambda one: one != 10, max_group=7) == [2, 3]
    assert choose_groups(near, sizes=sizes, is_same=lambda one: one > 11, max_group=7) == [1, 3]
    assert choose_groups(near, sizes=sizes, is_same=lambda _one: False) == []


def test_no_more_than_64_candidates_are_verified():
    asked = []
    near = [(place, place) for place in range(100)]
    assert choose_groups(near, sizes=dict.fromkeys(range(100), 1), is_same=lambda one: bool(asked.append(one))) == []
    assert asked == list(range(64))


def test_no_texts_no_groups():
    assert groups([]) == ()
    assert groups(["", "가나", ""]) == ((0,), (1,), (2,))
    assert containment("", "가나다") == 0.0


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_groups_are_a_partition_and_ignore_the_order(texts):
    found = groups(texts)
    assert sorted(position for group in found for position in group) == list(range(len(texts)))
    backwards = groups(texts[::-1])
    turned = sorted(tuple(sorted(len(texts) - 1 - position for position in group)) for group in backwards)
    assert turned == sorted(found)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(0, 8))
def test_without_a_text_that_connects_nothing_the_others_stay_grouped(texts, gone):
    """A text that is alone can go without a trace."""
    alone = [group[0] for group in groups(texts) if len(group) == 1]
    if gone >= len(alone):
        return
    place = alone[gone]
    rest = [group for group in groups(texts) if group != (place,)]
    shifted = [tuple(each - (each > place) for each in group) for group in rest]
    assert list(groups(texts[:place] + texts[place + 1 :])) == shifted


@given(st.text(max_size=60), st.text(max_size=60))
def test_containment_is_a_share_and_symmetric(one, other):
    share = containment(one, other)
    assert 0.0 <= share <= 1.0
    assert share == containment(other, one)


@given(st.text(max_size=80), st.text(max_size=80))
def test_shared_stretches_lie_in_the_text_in_order(one, other):
    at = 0
    for start, end in shared_stretches(one, other, least=5):
        assert at <= start < end <= len(one)
        assert sum(char.isalnum() for char in one[start:end]) >= 5
        at = end


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("하동군은 간담회를 열었다. 끝.", "어제 하동군은 간 담회를 열었다", ["하동군은 간담회를 열었다"]),
        ("전혀 다른 이야기이다", "하동군은 간담회를 열었다", []),
        ("", "하동군은 간담회를 열었다", []),
    ],
)
def test_shared_stretches_are_marked_in_the_text_as_it_is(text, other, found):
    assert [text[start:end] for start, end in shared_stretches(text, other, least=8)] == found
