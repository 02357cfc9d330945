"""An editor: documents come in, proposals are decided, a case is mended."""

import re

PAGE = """한들군, 빈집 고쳐 공유부엌 열어

  • 승인 2025-03-04 10:21
  • 이가람 기자

경상남도 하동군은 4일 ‘{title}’ 사업으로 혁신 우수사례 경진대회에서 최우수상을 받았다고 밝혔다.

하동군은 지난해 빈집 12곳을 고쳐 마을 공유부엌으로 바꾸었다. 주민 340명이 이용했다.

군 관계자는 앞으로도 빈집을 고쳐 쓰겠다고 말했다.
"""


def wait_for(page, text: str, seconds: int = 60) -> None:
    page.get_by_text(text).first.wait_for(timeout=seconds * 1000)


def test_documents_are_uploaded_read_and_decided(editor):
    page = editor.open("/discovery/upload/")
    editor.check()
    title = "빈집을 고쳐 함께 쓰는 마을 공유부엌"
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "release.txt", "mimeType": "text/plain", "buffer": PAGE.format(title=title).encode()},
            {"name": "broken.hwpx", "mimeType": "application/zip", "buffer": b"PK\x03\x04 not a document"},
        ]
    )
    page.locator("main form").filter(has=page.locator("input[type=file]")).get_by_role(
        "button", name=re.compile("올리|읽기")
    ).last.click()
    page.wait_for_url("**/discovery/batches/*/")
    page.get_by_role("link", name=title).first.wait_for(timeout=60_000)
    assert "broken.hwpx" in page.locator("main").inner_text()
    editor.check()
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/discovery/proposals/*/**")
    editor.check()
    assert page.locator("mark").count() > 0
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^등록")).click()
    assert "되돌리기" in page.locator("main").inner_text()
    editor.open(f"/cases/?q={title}")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/cases/*/")
    assert "하동군" in page.locator("main").inner_text()
    editor.check()


def test_the_keyboard_suffices_and_a_decision_can_be_taken_back(editor):
    page = editor.open("/discovery/proposals/")
    editor.check()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/discovery/proposals/*/**")
    editor.check()
    first = page.url
    title = page.locator("h1").inner_text()
    page.keyboard.press("r")
    page.keyboard.press("Tab")
    page.locator("#reject select").select_option("not_a_case")
    with page.expect_navigation():
        page.locator("#reject").get_by_role("button", name="반려").click()
    assert title in page.locator("main").inner_text()
    editor.check()
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("u")
    editor.open(first.removeprefix(editor.site.url))
    assert page.locator("#accept-form").count() == 1, "the proposal is open again"


def test_a_shortcut_does_not_fire_while_typing(editor):
    page = editor.open("/discovery/proposals/")
    page.locator("[data-item]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/discovery/proposals/*/**")
    there = page.url
    page.locator("#accept-form input[type=text]").first.click()
    page.keyboard.type("ajkru")
    assert page.url == there


def test_a_case_is_mended_and_its_history_says_so(editor):
    page = editor.open("/cases/1/edit/")
    editor.check()
    page.get_by_label("요약").fill("빈 땅의 흙을 다시 써서 예산을 아꼈다.")
    page.get_by_label("고치는 사유").fill("요약을 덧붙임")
    page.get_by_role("button", name="저장").last.click()
    page.wait_for_url("**/cases/1/")
    assert "예산을 아꼈다" in page.locator("main").inner_text()
    editor.open("/cases/1/revisions/")
    assert "요약을 덧붙임" in page.locator("main").inner_text()
    editor.check()


def test_review_on_a_phone_and_without_a_script(phone, scriptless, site):
    for somebody in (phone, scriptless):
        somebody.sign_in(site.editor)
        page = somebody.open("/discovery/proposals/")
        page.locator("[data-item]").first.click()
        page.wait_for_url("**/discovery/proposals/*/**")
        assert page.locator("#accept-form").count() == 1
    phone.check()
