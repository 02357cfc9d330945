"""The log's pages and files, as readers and programs get them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from dure import verify
from dure.apps.audit import queries
from dure.apps.audit.actions import sequence
from dure.apps.audit.choices import said
from dure.apps.audit.models import Leaf
from tests.apps.audit.conftest import note

pytestmark = pytest.mark.django_db(transaction=True)


def get(client, name, *given, **more):
    return client.get(reverse(f"audit:{name}", args=given), **more)


def test_before_the_first_checkpoint(client, settings, tmp_path):
    settings.LOG_FOLDER, settings.LOG_KEYS, settings.LOG_EXPORTS = tmp_path / "l", tmp_path / "k", tmp_path / "e"
    assert "아직 공개된 기록이 없습니다" in get(client, "log").content.decode()
    assert get(client, "about").status_code == 200
    for name, given in {"checkpoint": (), "policy": (), "export": (), "entry": (0,), "receipt": (0,)}.items():
        assert get(client, name, *given).status_code == 404


def test_pages_files_and_receipts(client, home, settings, django_assert_num_queries, tmp_path):
    settings.LOG_EXPORTS = tmp_path / "exports"
    note(1)
    sequence()
    with django_assert_num_queries(4):
        get(client, "log")
    note(258)
    sequence()
    with django_assert_num_queries(4):
        page = get(client, "log").content.decode()
    assert "260건" in page
    assert "dure.example/log\n260\n" in page
    assert "아직 바깥 증인이 없습니다" in page
    assert "기다리는 기록 없음" in page
    assert client.get("/log/?subject=thing:7").content.decode().count('class="audit-index"') == 1

    entry = get(client, "entry", 7).content.decode()
    leaf = Leaf.objects.get(index=7)
    assert verify.leaf_hash(bytes(leaf.data)).hex() in entry
    (key,) = verify.Policy.parse((home / "log/policy").read_text()).logs
    assert f"python verify.py 7.tlog-proof --key {key}" in entry
    assert get(client, "entry", 260).status_code == 404

    receipt = get(client, "receipt", 7)
    assert receipt["Content-Disposition"] == 'attachment; filename="7.tlog-proof"'
    (tmp_path / "7.tlog-proof").write_bytes(receipt.content)
    (tmp_path / "verify.py").write_bytes(b"".join(get(client, "program").streaming_content))
    assert (tmp_path / "verify.py").read_text() == Path(verify.__file__).read_text()
    assert verify.Check(verify.Policy((key,), {})).run(tmp_path / "7.tlog-proof").faults == []
    assert get(client, "receipt", 260).status_code == 404

    export = b"".join(get(client, "export").streaming_content)
    assert zipfile.ZipFile(io.BytesIO(export)).testzip() is None
    (tmp_path / "log.zip").write_bytes(export)
    check = verify.Check(verify.Policy((key,), {})).run(tmp_path / "log.zip")
    assert (check.faults, check.entries) == ([], 260)
    assert len(list((tmp_path / "exports").iterdir())) == 1

    checkpoint = get(client, "checkpoint")
    assert (checkpoint["Content-Type"], checkpoint["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        "public, max-age=2",
    )
    tile = client.get("/log/tile/0/000")
    assert (len(tile.content), tile["Content-Type"]) == (8192, "application/octet-stream")
    assert tile["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in tile
    bundle = client.get("/log/tile/entries/000", headers={"accept-encoding": "gzip"})
    assert bundle["Content-Encoding"] == "gzip"
    assert client.get("/log/tile/entries/001.p/4").content == (home / "log/tile/entries/001.p/4").read_bytes()
    for path in ("tile/0/000.p/9", "tile/0/1", "tile/0/..%2f..%2fpolicy", "tile/9", "tile/entries/x", "keys", ".lock"):
        assert client.get(f"/log/{path}").status_code == 404


def test_the_box_of_a_published_result(home):
    def box(standing):
        return render_to_string("cotton/verify.html", {"standing": standing})

    assert box(queries.standing(subject="thing:0")).strip() == ""
    note(1)
    assert "올라가는 중입니다" in box(queries.standing(subject="thing:0"))
    sequence()
    found = queries.standing(subject="thing:0", kind="test.counted")
    assert found.index == 0
    assert queries.standing(subject="thing:0", kind="other.kind") is None
    assert "/log/entries/0.tlog-proof" in box(found)
    assert f"python verify.py 0.tlog-proof --key {found.key}" in box(found)


def test_entries_say_what_happened_in_words(home, person, client):
    editor = person("editor")
    sequence()
    assert said("cases.registered") == "사례를 등록했습니다"
    assert said("unheard.of") == "unheard.of"
    actors = [json.loads(bytes(leaf.data))["actor"] for leaf in Leaf.objects.all()]
    assert editor.email not in get(client, "entry", 0).content.decode()
    assert actors == [None]
