"""How the reader's time grows with what it is given, and that it stays far ahead of the usual reader of main text."""

import time

import pytest

from benchmarks.reading import STAGES, in_a_portal, mean_f1, measure, own_pages, peers
from dure.engines.reading import ReadingError, default_gazetteer, open_document, read

SENTENCE = (
    "하동군은 지난 12일 ‘2024년 혁신 우수사례 경진대회’에서 폐철도 공원 조성으로 최우수상을 받았다고 13일 밝혔다."
)
PARAGRAPH = f"{SENTENCE} 군은 앞으로도 주민이 제안한 정책을 사업에 담아 나갈 계획이다."
MENU = "".join(f'<li class="m"><a href="/{n}">분야별정보 {n}</a></li>' for n in range(60))
TEASERS = "".join(
    f'<div class="box"><a href="/n/{n}">주민이 만든 마을 정원을 둘러본 사람들…</a></div>' for n in range(60)
)


def page(times):
    return f"<html><body>{f'<ul id=gnb>{MENU}</ul>' * times}<p>{PARAGRAPH}</p>{TEASERS * times}</body></html>"


def article(times):
    return f"<html><body>{f'<p>{PARAGRAPH}</p>' * 5 * times}</body></html>"


def dump(times):
    return "\n".join([PARAGRAPH, "", "  • 분야별정보", "알림마당 | 민원", "2024.03.02 14:20"] * 8 * times)


def nested(times):
    return "<html><body>" + "<div class='a'>" * 400 * times + PARAGRAPH + "</body></html>"


def marked(times):
    return f"{SENTENCE}\n\n" + "\n\n".join(["△골목 우체통" * 140] * 4 * times)


def quoted(times):
    return f"<html><body><p>{PARAGRAPH}</p><p>{SENTENCE} {'‘“「『' * 240 * times} {PARAGRAPH}</p></body></html>"


def seconds(data):
    gazetteer = default_gazetteer()
    best = float("inf")
    for _ in range(4):
        start = time.process_time()
        read(open_document(data), gazetteer)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("build", [page, article, dump, nested, marked, quoted])
def test_time_grows_no_faster_than_the_page(build):
    once, eight = seconds(build(1).encode()), seconds(build(8).encode())
    assert eight < 8 * 2 * once + 0.01  # twice the line: the clock of a busy machine is coarse


def test_a_page_costs_the_same_among_many():
    data = page(1).encode()
    gazetteer = default_gazetteer()
    seconds(data)
    start = time.process_time()
    for _ in range(20):
        read(open_document(data), gazetteer)
    first = time.process_time() - start
    for _ in range(60):
        read(open_document(data), gazetteer)
    start = time.process_time()
    for _ in range(20):
        read(open_document(data), gazetteer)
    assert time.process_time() - start < 2 * first


def test_a_tag_with_attributes_without_end_is_refused_before_the_parser_compares_them():
    swollen = "<html><body><div " + " ".join(f"a{n}=1" for n in range(20_000)) + ">글</div>"
    with pytest.raises(ReadingError, match="attributes"):
        open_document(swollen.encode())
    assert open_document(("<html><body><p>글</p><script>" + "a b " * 40_000 + "</script>").encode()).text == "글"


def test_a_page_of_nothing_but_wrapped_lines_is_read_at_once():
    assert seconds(("가나다라마바사아자차카타파하가나다라마바사은\n" * 20_000).encode()) < 2


@pytest.mark.slow
def test_pages_of_large_sites_are_read_many_times_faster_than_trafilatura_and_better():
    pages = in_a_portal(own_pages()[:5])
    others = peers()
    readers = {"ours": list(STAGES.values())[-1], "trafilatura": others["trafilatura"]}
    speeds = measure(pages, readers, rounds=3)
    assert speeds["ours"] > FLOOR * speeds["trafilatura"]
    assert mean_f1(pages, readers["ours"]) > mean_f1(pages, readers["trafilatura"])


FLOOR = 4
"""Times trafilatura; measured 6 to 8 here, the wanted ratio stands in the benchmark. It only rises."""
