from dure.engines.reading import default_gazetteer, open_document, read
from dure.engines.reading.longlines import lines_in, parted

HEAD = "옥천군, 적극행정 우수사례 경진대회 개최 임다온 기자 입력 2024.03.05 10:00"
BODY = (
    "충북 옥천군은 4일 군청 대회의실에서 ‘2024년 적극행정 우수사례 경진대회’를 열었다고 5일 밝혔다. "
    "최우수상은 농정과의 ‘포도밭 서리 알림 종’이 받았고, 우수상은 안전과의 ‘물 들기 전에 닫는 다리’가 받았다. "
    "군수는 “군민이 느끼는 행정을 펴겠다. 내년에는 더 많은 사례를 찾겠다”고 말했다. "
    "심사는 군민 백 명으로 꾸린 심사단이 온라인 투표와 현장 발표를 더해 했으며, 부서에서 낸 스물네 건이 겨뤘다. "
    "군은 뽑힌 사례를 책으로 묶어 읍면에 나눠 주고, 다른 시군에도 알릴 계획이다. "
    "지난해 뽑힌 사례 가운데 세 건은 올해 도 대회에 나가 좋은 평가를 받았고, 한 건은 전국으로 퍼졌다. "
    "군은 하반기에도 한 차례 더 대회를 열어 직원들이 새 방법을 찾도록 북돋울 참이다. "
    "대회에 온 주민은 발표를 듣고 궁금한 것을 물었으며, 발표한 직원은 하나하나 답했다. "
    "발표는 한 사람이 칠 분씩 했고, 사진과 짧은 영상을 곁들여 일이 어떻게 바뀌었는지 보여 주었다. "
    "점수는 그 자리에서 더해 화면에 띄웠으며, 순위가 갈릴 때마다 자리에 앉은 사람들이 손뼉을 쳤다. "
    "군은 주민이 낸 물음과 답을 누리집에 올려 누구나 볼 수 있게 했다."
)
FOOT = "저작권자 ⓒ 물빛신문 무단전재 및 재배포 금지"
PAGE = f"{HEAD} {BODY} {FOOT}"


def test_a_page_in_one_line_is_read_as_the_page_it_was():
    reading = read(open_document(PAGE.encode()), default_gazetteer())
    text = reading.document.text
    article = reading.article
    assert text == PAGE
    assert (article.published_at, article.outlet) == ("2024-03-05T10:00", "물빛신문")
    assert " ".join(text[b.start : b.end] for b in article.blocks if b.kind == "body") == BODY
    cases = [finding.value["title"] for finding in reading.findings if finding.kind == "case"]
    assert cases == ["포도밭 서리 알림 종", "물 들기 전에 닫는 다리"]


def test_a_sentence_within_quotation_marks_ends_no_line():
    lines = [PAGE[a:b].strip() for a, b in parted(PAGE, 0, len(PAGE))]
    assert "군수는 “군민이 느끼는 행정을 펴겠다. 내년에는 더 많은 사례를 찾겠다”고 말했다." in lines


def test_a_long_paragraph_among_others_stays_whole():
    text = f"{BODY}\n{BODY}"
    assert [(unit.start, unit.end) for unit in open_document(text.encode()).units] == [
        (0, len(BODY)),
        (len(BODY) + 1, len(text)),
    ]
    assert parted(BODY[:590], 0, 590) == [(0, 590)]  # one paragraph of an article is no page


def in_lines(line: str) -> list[str]:
    return [line[a:b].strip() for a, b in lines_in(line, 0, len(line))]


def test_the_first_line_is_parted_before_who_wrote_it_and_when():
    assert in_lines("양양군, 「바다 살림」 교육 실시 임새벽 2025-05-23 11:29:38") == [
        "양양군, 「바다 살림」 교육 실시",
        "임새벽 2025-05-23 11:29:38",
    ]
    assert in_lines("시정 살림 함께 나눠 큰 호응 용인시, 예상보다 많은 시민 참여 서정아 2018-12-13 00:00") == [
        "시정 살림 함께 나눠 큰 호응",
        "용인시, 예상보다 많은 시민 참여",
        "서정아 2018-12-13 00:00",
    ]


def test_a_row_of_a_board_a_signature_and_a_headline_alone_stay_whole():
    for line in (
        "14 적극행정 우수사례 공모 결과 알림 임새벽 2025-05-23 11:29",
        "물빛신문 사회부 임다온 기자 승인 2024-03-05 10:00",
        "옥천군, 대구 북구 경북 영양군과 손잡고 우수사례 나눈다",
        "date 2021-05-11 [함평=물빛신문] 함평군은 12일 우수사례를 뽑았다.",
    ):
        assert in_lines(line) == [line]
