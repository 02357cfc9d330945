from tests.gold.scoring import Share, grade, gram_share, line_spans, names_alike, text_share, title_share, titles_match


def test_shares_count_precision_recall_and_f1():
    share = Share(hits=3, found=4, wanted=6)
    assert (share.precision, share.recall, share.f1) == (0.75, 0.5, 0.6)
    assert Share(0, 0, 0).f1 == 1.0
    assert Share(0, 0, 5).recall == 0.0
    assert Share(1, 2, 3) + Share(1, 1, 1) == Share(2, 3, 4)


def test_text_is_compared_by_positions_that_are_not_space():
    text = "제목\n가 나\n다라"
    assert line_spans(text, [[2, 3]]) == [(3, 6), (7, 9)]
    assert text_share(text, [(3, 6)], [[2, 3]]) == Share(2, 2, 4)


def test_grams_count_what_repeats():
    assert gram_share(["가나다라", "가나다라"], ["가나다 라"]) == Share(1, 2, 1)


def test_titles_match_when_one_holds_most_of_the_other():
    assert titles_match("‘학교 공감 프로젝트’", "학교공감프로젝트")
    assert titles_match("빨간 우체통 설치 운영", "빨간 우체통 설치")
    assert not titles_match("우체통", "편지로 복지사각지대 발굴하는 빨간 우체통")
    assert not titles_match("", "가")


def test_a_gold_title_is_matched_once():
    assert title_share(["가나다라", "가나다라"], ["가나다라", "마바사아"]) == Share(1, 2, 2)


def test_names_of_events_may_differ_by_a_word():
    assert names_alike("2024년 혁신평가", "2024년 지방자치단체 혁신평가") is True
    assert names_alike(None, "간담회") is False
    assert names_alike(None, None) is True


def test_grades_rank_the_same_whatever_they_are_called():
    assert {grade(words) for words in ("최우수상", "최우수기관", "최우수 등급", "최우수")} == {"최우수"}
    assert {grade(words) for words in ("행정안전부 장관상", "장관 표창", "교육부장관상")} == {"장관"}
    assert len({grade(words) for words in ("대상", "금상", "대통령상", "우수상", "최우수상")}) == 5
