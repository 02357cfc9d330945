"""Korean of the data on pages in English says that it is Korean."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe


def shown(source, **values):
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("language", "value", "told"),
    [
        ("en", "빨간 우체통", '<span lang="ko">빨간 우체통</span>'),
        ("en", "<b>우체통", '<span lang="ko">&lt;b&gt;우체통</span>'),
        ("en", mark_safe("<mark>우체</mark>통"), '<span lang="ko"><mark>우체</mark>통</span>'),
        ("en", "IoT 97 & 254", "IoT 97 &amp; 254"),
        ("en", None, "None"),
        ("ko", "빨간 <우체통>", "빨간 &lt;우체통&gt;"),
    ],
)
def test_stored_words_are_marked_where_the_page_is_not_korean(language, value, told):
    with translation.override(language):
        assert shown("{{ value|korean }}", value=value) == told


def test_a_sentence_in_english_holds_a_marked_name():
    with translation.override("en"):
        source = "{% load i18n %}{% blocktranslate with words=words|korean %}‘{{ words }}’에 맞는 사례가 없습니다{% endblocktranslate %}"
        assert shown(source, words="빨래방") == 'No cases match ‘<span lang="ko">빨래방</span>’'


def test_korean_names_inside_english_words_are_marked():
    told = shown("{{ value|with_korean }}", value="a grade such as 최우수상 & 우수 사례, or <any>")
    assert told == (
        'a grade such as <span lang="ko">최우수상</span> &amp; <span lang="ko">우수 사례</span>, or &lt;any&gt;'
    )


class Form(forms.Form):
    place = forms.ChoiceField(choices=[("", "All"), ("48850", "경상남도 하동군")])
    title = forms.CharField(widget=forms.Textarea)
    word = forms.CharField()
    state = forms.ChoiceField(choices=[("a", "모두")], widget=forms.RadioSelect)


@pytest.mark.parametrize(("language", "marks"), [("en", 5), ("ko", 0)])
def test_fields_say_the_language_of_what_is_in_them(language, marks):
    with translation.override(language):
        page = str(Form({"place": "48850", "title": "이동 빨래방", "word": "빈집", "state": "a"}))
    assert page.count('lang="ko"') == marks
    if marks:
        assert '<option value="">All</option>' in page
        assert '<option value="48850" selected lang="ko">' in page
