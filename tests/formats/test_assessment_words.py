from __future__ import annotations

import ast
import copy
import pickle
import re
import string
from pathlib import Path

import pytest

from dure.engines.indices import ENGLISH, FrameworkIncomplete, Refusal, Sentence
from dure.formats.assessment_words import korean_sentences, said

ENGINE = Path(__file__).parents[2] / "src" / "dure" / "engines" / "indices"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_is_said_in_korean_with_the_same_details():
    assert korean_sentences().keys() == ENGLISH.keys()
    for code, text in korean_sentences().items():
        assert placeholders(text) == placeholders(ENGLISH[code]), code
        assert re.search("[가-힣]", text) or code == "inside", code


def test_every_code_of_the_engine_is_raised_somewhere_and_none_is_unknown():
    used = set()
    for path in ENGINE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ENGLISH:
                used |= {node.value} if path.name != "sentences.py" else set()
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                code = node.exc.args[0]
                assert not (isinstance(code, ast.Constant) and code.value not in ENGLISH), f"{path.name}: {code.value}"
    assert set(ENGLISH) - used == set()


def test_a_sentence_is_its_english_and_says_its_details_in_korean_too():
    refusal = FrameworkIncomplete((Sentence("blank_points", code="A1"), Sentence("blank_steps")))
    assert str(refusal) == (
        "the framework has blanks and cannot score; set: node A1: max_points (or weight); "
        "the steps of the rulebook: not one [[step]] is known"
    )
    assert said(refusal, "ko") == (
        "평가체계에 빈칸이 있어 채점하지 않습니다. 다음을 정하십시오: 노드 A1: max_points(배점) 또는 weight를 정하십시오; "
        "규칙의 단계가 하나도 없습니다. [[step]]을 적으십시오"
    )
    assert said(refusal, "en") == str(refusal)
    assert said("광역", "ko") == "광역"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda sentence: pickle.loads(pickle.dumps(sentence))])  # noqa: S301  # our own bytes
def test_a_sentence_survives_copying(again):
    copied = again(Sentence("left_not_valid", day="2026-07-01"))
    assert copied == "not valid on 2026-07-01"
    assert said(copied, "ko") == "2026-07-01 기준 대상이 아님"


def test_every_refusal_of_the_engine_carries_a_sentence():
    import dure.engines.indices as door

    errors = [thing for thing in vars(door).values() if isinstance(thing, type) and issubclass(thing, Exception)]
    assert len(errors) > 20
    assert [error.__name__ for error in errors if not issubclass(error, Refusal)] == []
