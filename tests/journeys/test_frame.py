"""What every page shares: signing in, the language, help, errors, on a desk and on a phone."""

import pytest


@pytest.mark.parametrize(
    "path", ["/help/", "/about/", "/governments/", "/governments/48850/", "/accounts/login/", "/nothing-here/"]
)
def test_pages_of_the_frame(visitor, phone, path):
    for somebody in (visitor, phone):
        page = somebody.open(path)
        assert page.locator("h1").count() == 1
        somebody.check()


def test_signing_in_says_what_is_wrong_and_then_lets_in(visitor, site):
    page = visitor.open("/people/me/")
    page.get_by_label("이메일").fill(site.editor)
    page.get_by_label("비밀번호", exact=False).first.fill("not the password")
    page.locator("main").get_by_role("button", name="로그인").click()
    assert page.get_by_role("alert").is_visible()
    visitor.check()
    page.get_by_label("비밀번호", exact=False).first.fill(site.password)
    page.locator("main").get_by_role("button", name="로그인").click()
    page.wait_for_url("**/people/me/")
    visitor.check()
    page.get_by_role("button", name="로그아웃").click()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="로그인").is_visible()


def test_the_language_can_be_switched_and_stays(visitor):
    page = visitor.open("/governments/")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Local governments"
    visitor.open("/help/")
    assert page.locator("h1").inner_text() == "Help"
    visitor.check()


def test_the_keyboard_reaches_the_content_first(visitor):
    page = visitor.open("/governments/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "본문 바로가기"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#container"


def test_an_administrator_changes_a_role(administrator):
    page = administrator.open("/people/")
    administrator.check()
    row = page.get_by_role("row", name="editor@dure.example")
    row.get_by_role("combobox").select_option("visitor")
    row.get_by_role("button", name="바꾸기").click()
    page.wait_for_load_state()
    assert "방문자" in page.locator("#messages").inner_text()
    row.get_by_role("combobox").select_option("editor")
    row.get_by_role("button", name="바꾸기").click()
    page.wait_for_load_state()
    assert "편집자" in page.locator("#messages").inner_text()
    administrator.check()
