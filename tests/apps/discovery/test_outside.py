"""Fetching: what is refused, and that a fetched page is what its server gave."""

from __future__ import annotations

import ipaddress
import time

import pytest

from dure.apps.discovery import outside
from tests.fakes import Answer, answering, fake_site, loopback_too


@pytest.fixture
def site():
    with fake_site() as made:
        yield made


@pytest.fixture
def waits():
    return []


@pytest.fixture
def fetcher(waits):
    return outside.Fetcher(policy=loopback_too, ports=None, total_seconds=3, sleep=waits.append)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:1234::5555:80ff:fffe",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_an_address_inside_is_not_public(address):
    assert not outside.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "211.34.105.35", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_outside_is_public(address):
    assert outside.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "https://192.168.0.1/",
    ],
)
def test_no_notation_of_a_private_address_is_fetched(url):
    with pytest.raises(outside.PrivateAddress):
        outside.Fetcher(sleep=lambda _: None).fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "example.org",
        "",
        "http://",
        "http://example.org:22/",
        "http://example.org:8080/",
        "http://user:password@example.org/",
        "http://0177.0.0.1/",  # octal: httpx takes it for no address at all
        "http://exa mple.org/\x00",
    ],
)
def test_what_is_no_address_of_the_open_web_is_refused(url):
    with pytest.raises(outside.BadAddress):
        outside.Fetcher(resolver=answering(["8.8.8.8"]), sleep=lambda _: None).fetch(url)


def test_one_private_address_among_public_ones_is_enough():
    fetcher = outside.Fetcher(resolver=answering(["8.8.8.8", "10.0.0.1"]), sleep=lambda _: None)
    with pytest.raises(outside.PrivateAddress):
        fetcher.fetch("http://news.example/")


def test_a_name_that_answers_differently_the_second_time_is_refused(site):
    site.pages["/secret"] = Answer(b"inside")
    looked_up = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    fetcher = outside.Fetcher(policy=loopback_too, resolver=rebinding, ports=None, sleep=lambda _: None)
    with pytest.raises(outside.PrivateAddress):
        fetcher.fetch(site.url("/secret", host="rebind.example"))
    assert site.paths() == ["/robots.txt"]  # the first, allowed address; the page itself was never asked for
    assert len(looked_up) == 2  # once a connection: between the check and the socket nobody is asked again


def test_a_redirect_into_the_private_network_is_refused(site, fetcher):
    site.pages["/away"] = Answer(status=302, headers={"Location": "http://10.0.0.1/admin"})
    with pytest.raises(outside.PrivateAddress):
        fetcher.fetch(site.url("/away"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "http://a:b@example.org/"])
def test_a_redirect_to_another_scheme_is_refused(site, fetcher, target):
    site.pages["/away"] = Answer(status=301, headers={"Location": target})
    with pytest.raises(outside.BadAddress):
        fetcher.fetch(site.url("/away"))


def test_a_redirect_to_another_port_is_refused(site):
    site.pages["/away"] = Answer(status=302, headers={"Location": "http://news.example:6379/"})
    fetcher = outside.Fetcher(
        policy=loopback_too, resolver=answering(["127.0.0.1"]), ports=frozenset({site.port}), sleep=lambda _: None
    )
    with pytest.raises(outside.BadAddress, match="port 6379"):
        fetcher.fetch(site.url("/away", host="news.example"))


def test_a_page_comes_with_its_bytes_type_and_last_address(site, fetcher):
    page = "<p>하동군</p>".encode("cp949")
    site.pages["/old"] = Answer(status=301, headers={"Location": "/new?id=1"})
    site.pages["/new?id=1"] = Answer(page, headers={"Content-Type": "text/html; charset=euc-kr"})
    fetched = fetcher.fetch(site.url("/old#part"))
    assert fetched == outside.Fetched(site.url("/new?id=1"), page, "text/html")


def test_a_circle_of_redirects_ends(site, fetcher):
    site.pages["/round"] = Answer(status=302, headers={"Location": "/round"})
    with pytest.raises(outside.TooManyRedirects):
        fetcher.fetch(site.url("/round"))
    assert site.paths().count("/round") == 6


def test_robots_are_obeyed_and_asked_once(site, fetcher):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n", headers={"Content-Type": "text/plain"})
    site.pages["/open"] = Answer(b"<p>open</p>")
    site.pages["/private/1"] = Answer(b"<p>private</p>")
    assert fetcher.fetch(site.url("/open")).content == b"<p>open</p>"
    with pytest.raises(outside.RobotsForbidden):
        fetcher.fetch(site.url("/private/1"))
    assert site.paths() == ["/robots.txt", "/open"]
    assert site.asked[0][1]["User-Agent"].startswith("DureBot/")


def test_robots_that_name_us_are_obeyed(site, fetcher):
    site.pages["/robots.txt"] = Answer(b"User-agent: DureBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    with pytest.raises(outside.RobotsForbidden):
        fetcher.fetch(site.url("/open"))


def test_a_server_that_cannot_tell_its_robots_forbids_all(site, fetcher):
    site.pages["/robots.txt"] = Answer(status=503)
    with pytest.raises(outside.RobotsUnknown, match="503"):
        fetcher.fetch(site.url("/open"))


def test_a_redirect_to_a_forbidden_page_is_refused(site, fetcher):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n")
    site.pages["/open"] = Answer(status=302, headers={"Location": "/private"})
    with pytest.raises(outside.RobotsForbidden):
        fetcher.fetch(site.url("/open"))


def test_two_pages_of_a_host_are_a_second_apart(site, fetcher, waits):
    site.pages["/a"] = site.pages["/b"] = Answer(b"x")
    fetcher.fetch(site.url("/a"))
    assert waits == []
    fetcher.fetch(site.url("/b"))
    assert len(waits) == 1
    assert 0.5 < waits[0] <= 1.0


@pytest.mark.parametrize(("asked", "kept"), [("5", 5), ("3600", 30)])
def test_a_crawl_delay_is_kept_up_to_half_a_minute(site, fetcher, waits, asked, kept):
    site.pages["/robots.txt"] = Answer(f"User-agent: *\nCrawl-delay: {asked}\n".encode())
    site.pages["/a"] = Answer(b"x")
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert kept - 1 < waits[-1] <= kept


def test_a_page_that_says_it_is_too_large_is_not_read(site, fetcher, settings):
    settings.MAX_DOCUMENT_BYTES = 1000
    site.pages["/big"] = Answer(b"x", headers={"Content-Length": "1001"})
    with pytest.raises(outside.TooLarge):
        fetcher.fetch(site.url("/big"))


def test_a_page_that_is_larger_than_it_may_be_is_cut_off(site, fetcher, settings):
    settings.MAX_DOCUMENT_BYTES = 1000
    site.pages["/big"] = Answer(b"x" * 200_000)
    with pytest.raises(outside.TooLarge):
        fetcher.fetch(site.url("/big"))
    site.pages["/fits"] = Answer(b"x" * 1000)
    assert len(fetcher.fetch(site.url("/fits")).content) == 1000


@pytest.mark.parametrize(
    "slow", [Answer(b"x" * 100, pause=0.1), Answer(b"x", header_pause=0.3, headers={f"X-{n}": "x" for n in range(20)})]
)
def test_a_server_that_drips_is_left(site, slow):
    site.pages["/slow"] = slow
    fetcher = outside.Fetcher(policy=loopback_too, ports=None, total_seconds=0.7, sleep=lambda _: None)
    started = time.monotonic()
    with pytest.raises(outside.TooSlow):
        fetcher.fetch(site.url("/slow"))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/msword"])
def test_what_is_no_text_is_refused(site, fetcher, kind):
    site.pages["/file"] = Answer(b"x", headers={"Content-Type": kind})
    with pytest.raises(outside.WrongContent, match=kind):
        fetcher.fetch(site.url("/file"))


@pytest.mark.parametrize("status", [401, 404, 410, 500, 503])
def test_an_error_of_the_server_is_told(site, fetcher, status):
    site.pages["/x"] = Answer(b"x", status=status)
    with pytest.raises(outside.HttpStatus, match=str(status)) as caught:
        fetcher.fetch(site.url("/x"))
    assert caught.value.status == status


def test_a_server_that_is_not_there_gives_no_answer(site):
    nobody = site.port
    fetcher = outside.Fetcher(policy=loopback_too, ports=None, sleep=lambda _: None)
    with fake_site() as gone:
        nobody = gone.port
    with pytest.raises(outside.NoAnswer):
        fetcher.fetch(f"http://127.0.0.1:{nobody}/")


def test_every_error_says_how_to_mend_it():
    errors = [error for error in vars(outside).values() if isinstance(error, type) and issubclass(error, Exception)]
    assert len(errors) == 12
    assert len({error.code for error in errors}) == 12
    assert all(error.hint for error in errors)
