"""The bench that takes hours: it goes on where it was stopped, and leaves no documents behind."""

from __future__ import annotations

import json

from benchmarks.growth import made, measure


def test_a_number_makes_the_same_document_in_every_run():
    assert made(3).decode().splitlines()[4:] == [
        "1. ‘산책로 찾아가기’ (김제시)",
        "2. ‘도서관 밤에도 열기’ (하동군)",
        "3. ‘창구 나눔’ (보은군)",
        "4. ‘산책로 함께 걷기’ (밀양시)",
        "",
        "2024-10-01 통영시",
    ]
    assert all(200 < len(made(number).decode()) < 1500 for number in range(60))


def test_a_bench_that_was_stopped_goes_on(tmp_path):
    measure(tmp_path, (24,), tells=False)
    first = json.loads((tmp_path / "sums.json").read_bytes())
    table = measure(tmp_path, (24, 48), tells=False)
    said = json.loads((tmp_path / "sums.json").read_bytes())
    assert (first["documents"], said["documents"], said["processes"]) == (24, 48, 2)
    assert said["marks"]["24"] == first["marks"]["24"]
    assert said["rows"] > first["rows"] > 48
    assert table.columns == ("stage", "24", "48", "growth", "wanted")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sums.json", "table.txt"]
    again = measure(tmp_path, (24, 48), tells=False)
    assert again.rows == table.rows
