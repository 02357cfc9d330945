from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engines.reading import bands, containment, groups, signature

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


def test_a_rewritten_release_is_found_and_verified():
    shared = set(bands(signature(RELEASE))) & set(bands(signature(REWRITTEN)))
    assert shared
    assert containment(RELEASE, REWRITTEN) > 0.6
    assert containment(RELEASE, OTHER) < 0.1
    assert groups([RELEASE, OTHER, REWRITTEN]) == ((0, 2), (1,))


def test_a_signature_is_the_same_on_every_run():
    assert signature("하동군이 간담회를 열었다.")[:3] == signature("하동군이 간담회를 열었다!")[:3]
    assert len(signature(RELEASE)) == 128
    assert all(0 <= value < 2**32 for value in signature(RELEASE))
    assert signature("")[:1]


def test_groups_stay_within_their_bound():
    found = groups([RELEASE] * 30, max_group=8)
    assert max(len(group) for group in found) <= 8
    assert sorted(position for group in found for position in group) == list(range(30))


def test_no_texts_no_groups():
    assert groups([]) == ()
    assert containment("", "가나다") == 0.0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([RELEASE, REWRITTEN, OTHER, "", "가나다라마바사"]), max_size=8))
def test_groups_are_a_partition_and_ignore_the_order(texts):
    found = groups(texts)
    assert sorted(position for group in found for position in group) == list(range(len(texts)))
    backwards = groups(texts[::-1])
    turned = sorted(tuple(sorted(len(texts) - 1 - position for position in group)) for group in backwards)
    assert turned == sorted(found)


@given(st.text(max_size=60), st.text(max_size=60))
def test_containment_is_a_share_and_symmetric(one, other):
    share = containment(one, other)
    assert 0.0 <= share <= 1.0
    assert share == containment(other, one)
