"""Every text of a screen has its English, with the same variables."""

import re

from dure.web import texts

VARIABLE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HANGUL = re.compile("[가-힣]")


def test_every_text_has_its_english():
    assert texts.missing(texts.updated_catalogue()) == [], "run: .venv/bin/dure manage texts --update, then translate"


def test_the_english_keeps_the_variables_and_no_hangul():
    wrong = []
    for message in texts.read_catalogue():
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        for english in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and set(VARIABLE.findall(english)) != set(VARIABLE.findall(originals[-1])):
                wrong.append((originals[-1], english))
            if message.id and HANGUL.search(english) and originals[0] != "한국어":
                wrong.append((originals[-1], english))
    assert wrong == []


def test_korean_stands_in_templates_not_in_logic():
    """A sentence for users in code goes through gettext."""
    bare = re.compile(r'messages\.\w+\(\s*request,\s*f?"[^"]*[가-힣]')
    found = [
        str(path.relative_to(texts.PACKAGE))
        for path in texts.PACKAGE.glob("apps/**/*.py")
        if bare.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
