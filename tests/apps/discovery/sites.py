"""Pages that a made-up office gives: articles, feeds, boards, an HWPX file."""

from __future__ import annotations

import io
import zipfile

from tests.fakes import Answer

RSS_TYPE = {"Content-Type": "application/rss+xml; charset=utf-8"}


def article(title, words="", files=""):
    return Answer(
        f"<html><head><title>{title}</title></head><body><div class='board_view'><h3>{title}</h3><p>작성일 2026-11-18</p>"
        f"<div class='view_cont'><p>하동군은 18일 {title} 소식을 알렸다. {words} 군은 앞으로도 주민과 함께 마을을 가꾸겠다고 밝혔다.</p>"
        f"<p>군 관계자는 “주민이 편하게 쓰도록 살피겠다”고 말했다.</p></div>{files}</div></body></html>".encode()
    )


def feed(*items):
    rows = "".join(f"<item><title>{title}</title><link>{path}</link></item>" for title, path in items)
    return Answer(
        f"<rss version='2.0'><channel><title>소식</title>{rows}</channel></rss>".encode(), headers=dict(RSS_TYPE)
    )


def board(*rows, following=""):
    cells = "".join(
        f"<tr><td>{n}</td><td class='left'><a href='{path}'>{title}</a></td><td>2026-11-{n:02}</td></tr>"
        for n, title, path in rows
    )
    return Answer(
        "<html><head><title>보도자료 - 하동군청</title><link rel='alternate' type='application/rss+xml' href='/rss'></head>"
        "<body><table class='list'><thead><tr><th>번호</th><th>제목</th><th>등록일</th></tr></thead>"
        f"<tbody>{cells}</tbody></table><div class='paging'>{following}</div></body></html>".encode()
    )


def hwpx(words):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr(
            "Contents/section0.xml",
            '<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
            'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">'
            f"<hp:p><hp:run><hp:t>{words}</hp:t></hp:run></hp:p></hs:sec>",
        )
    return packed.getvalue()
