"""Kiwi, and the words it finds."""

import subprocess
import sys

import pytest
from django.core.management import call_command

from dure.apps.cases import outside
from dure.apps.cases.actions import index_all_cases
from dure.apps.cases.models import Case
from dure.apps.cases.queries import Criteria, search_cases
from dure.apps.cases.queries.words import wanted
from tests.apps.factories import make_case


def test_a_start_does_not_load_the_analyser():
    program = "import sys, django; django.setup(); import dure.config.urls; print('kiwipiepy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("주차를 공유", ["주차", "공유"]),
        ("무인 공구도서관", ["무인", "공구", "도서관"]),
        ("AI 챗봇 2019년", ["ai", "챗봇", "2019", "년"]),
        ("밀양시 사례", ["밀양시", "사례"]),
        ("", []),
    ],
)
def test_words_are_the_meaningful_morphemes(text, forms):
    (found,) = outside.words([text])
    assert [word.form for word in found] == forms


def test_the_analyser_can_be_loaded_beside_other_work():
    outside.warm_up().join(timeout=60)
    assert outside.is_loaded()


def test_a_search_becomes_a_query_of_beginnings():
    assert wanted("주차를 공유").tsquery == "(('주차':*)) & (('공유':*))"
    assert wanted("공구도서관").tsquery == "(('공구':* & '도서관':*) | ('공구도서관':*))"
    assert wanted("공구도서관").marks == ("공구도서관", "공구", "도서관")
    assert wanted("'").tsquery == "('''')"
    assert wanted("").tsquery == ""


@pytest.mark.django_db
def test_all_words_can_be_written_anew(capsys):
    make_case("무인 공구도서관")
    Case.objects.update(search=None)
    assert not search_cases(Criteria(words="공구"))
    assert index_all_cases() == 1
    assert search_cases(Criteria(words="공구")).count() == 1
    call_command("index_cases")
    assert "1 cases indexed" in capsys.readouterr().out
