import tomllib

from tests.samples.decide import Found, as_toml, decided

GOLD = {
    "news/1.txt": [{"title": "골목 혈압 수첩", "owner": "충청북도 옥천군"}],
    "news/2.txt": [{"title": "골목 혈압 수첩", "owner": "충청북도 옥천군"}],
}


def test_a_case_of_the_index_is_accepted_once_and_then_merged():
    found = [Found("news/2.txt", "‘골목 혈압 수첩’", "옥천군"), Found("news/1.txt", "골목 혈압 수첩", "옥천군")]
    assert decided(found, GOLD, []) == [
        {"file": "news/1.txt", "title": "골목 혈압 수첩", "action": "accept"},
        {
            "file": "news/2.txt",
            "title": "‘골목 혈압 수첩’",
            "action": "merge",
            "into": {"file": "news/1.txt", "title": "골목 혈압 수첩"},
        },
    ]


def test_a_case_without_an_owner_stays_open():
    assert decided([Found("news/1.txt", "골목 혈압 수첩", "")], GOLD, []) == []


def test_what_the_index_does_not_name_is_rejected_at_most_five_times():
    found = [Found("news/1.txt", f"{number}번째 특별한 휴가", "") for number in range(8)]
    assert [one["action"] for one in decided(found, GOLD, [])] == ["reject"] * 5


def test_some_documents_stay_open_and_decisions_that_fit_stay():
    own = {"file": "news/1.txt", "title": "특별승급", "action": "reject", "reason": "duplicate", "remark": "같은 글"}
    gone = {"file": "news/1.txt", "title": "이제는 읽히지 않는 제목", "action": "accept"}
    found = [Found("news/1.txt", "특별승급", ""), Found("news/42-a.html", "무엇이든", "")]
    assert decided(found, GOLD, [own, gone]) == [
        own,
        {"file": "news/42-a.html", "title": "무엇이든", "action": "leave"},
    ]


def test_the_file_reads_back_as_it_was():
    decisions = [
        {"file": "a.txt", "title": '말 "둘"', "action": "accept", "corrections": {"year": 2019, "drop": ["figures/1"]}},
        {"file": "b.txt", "title": "가", "action": "merge", "into": {"file": "a.txt", "title": '말 "둘"'}},
    ]
    assert tomllib.loads(as_toml(decisions))["decision"] == decisions
