"""Inputs that once made a rule take minutes: each must be read in a few seconds, whatever it says."""

import time

import pytest

from dure.engines.reading import ReadingError, default_gazetteer, open_document, read

SENTENCE = "하동군은 지난 12일 ‘2024년 혁신 우수사례 경진대회’에서 △빨간 우체통 설치 △폐철도 공원 조성 등을 발표해 최우수상을 받았다고 13일 밝혔다. "


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 1000,
        (SENTENCE + "\n") * 600,
        "2024.01." * 10_000,
        "1,234" * 10_000,
        "‘" * 20_000,
        "' " * 20_000,
        "(" * 50_000,
        "△가나다라 " * 10_000,
        "정책과의 " * 10_000,
        "최우수상은 " * 10_000,
        "<div>" * 20_000 + "글",
        "<html><body>" + f"<p>{SENTENCE}</p>" * 600,
    ],
    ids=lambda text: text[:12],
)
def test_no_input_takes_minutes(text):
    gazetteer = default_gazetteer()
    started = time.process_time()
    try:
        read(open_document(text.encode()), gazetteer)
    except ReadingError as error:
        assert error.code  # refusing is an answer too
    assert time.process_time() - started < 10
