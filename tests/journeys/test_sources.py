"""An editor adds a source: tries it, sees why it cannot be read, adds it, deletes it and brings it back."""

import re


def test_a_source_is_tried_added_and_brought_back(editor):
    page = editor.open("/discovery/sources/")
    editor.check()
    page.get_by_role("link", name="주소 시험해 보기").first.click()
    page.get_by_label("주소").fill("http://10.0.0.1/board/list.do")
    editor.check()
    page.get_by_role("button", name="시험해 보기", exact=True).click()
    page.get_by_role("heading", name="내부망 주소는 읽지 않습니다").wait_for()
    assert "페이지를 파일로 저장해 올려 주세요" in page.locator("main").inner_text()
    editor.check()

    editor.open("/discovery/sources/add/")
    page.get_by_label("이름").fill("하동군 보도자료")
    page.get_by_label("주소", exact=False).first.fill("http://10.0.0.1/board/list.do")
    page.get_by_label("지방정부").fill("경상남도 하동군")
    editor.check()
    page.get_by_role("button", name="저장하고 첫 방문").click()
    page.wait_for_url(re.compile(r"/discovery/sources/\d+/$"))
    for _ in range(60):  # the worker visits it, finds a private network, and pauses it
        if page.get_by_text("읽을 수 없는 주소라 멈춤").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    assert "읽을 수 없는 주소라 멈춤" in page.locator("main").inner_text()
    editor.check()

    page.get_by_text("이 수집처 지우기").click()
    page.get_by_role("button", name="지우기", exact=True).click()
    page.wait_for_url("**/discovery/sources/")
    assert "이 수집처에서 읽은 문서와 사례는 그대로 남습니다" in page.locator("main").inner_text()
    editor.check()
    page.get_by_role("button", name="되돌리기").click()
    page.wait_for_url(re.compile(r"/discovery/sources/\d+/$"))
    assert "지운 수집처를 되살렸습니다" in page.locator("main").inner_text()


def test_a_source_is_tried_without_scripts(scriptless, site):
    scriptless.sign_in(site.editor)
    page = scriptless.open("/discovery/sources/try/")
    page.get_by_label("주소").fill("http://[::1]/")
    page.get_by_role("button", name="시험해 보기", exact=True).click()
    page.wait_for_load_state()
    assert "내부망 주소는 읽지 않습니다" in page.locator("main").inner_text()


def test_sources_fit_a_phone(phone, site):
    phone.sign_in(site.editor)
    for path in ("/discovery/sources/", "/discovery/sources/try/", "/discovery/sources/add/"):
        phone.open(path)
        phone.check()
