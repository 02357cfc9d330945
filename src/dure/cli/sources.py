"""``dure sources WHAT``: keep, try and visit the places that are read again and again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dure.cli import Text, translator
from dure.cli.manage import prepare

if TYPE_CHECKING:
    from dure.apps.discovery.actions import Trial, TriedPage
    from dure.apps.discovery.models import Source, Visit

_SHOWN = 20

_NO_SOURCE = Text("dure: no source is called {name}", "dure: ‘{name}’ 수집처가 없습니다")
_TAKEN = Text("dure: source {number} has this address already", "dure: 이미 {number}번 수집처의 주소입니다")
_PAUSED = Text(
    "dure: {name} is paused: resume it on its page first",
    "dure: {name}은(는) 멈춘 수집처입니다. 화면에서 다시 시작하세요",
)
_MANY = Text(
    "dure: {number} sources are called {name}: give the number", "dure: {name}은(는) {number}곳입니다. 번호를 넣으세요"
)
_NO_GOVERNMENT = Text("dure: no government has the code {code}", "dure: 코드가 {code}인 지방정부가 없습니다")
_NOTHING = Text("nothing is due\n", "때가 된 수집처가 없습니다\n")


def configure(parser: argparse.ArgumentParser, t: Callable[[Text], str]) -> None:
    """One command below this for each thing that is done with sources."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT", title="WHAT")

    def below(name: str, about: Text) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = what.add_parser(name, help=t(about), description=t(about))
        made.add_argument("--lang", choices=("en", "ko"), default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        made.add_argument("--json", action="store_true", help=t(Text("as JSON lines", "JSON 줄로")))
        return made

    below("list", Text("all sources with their state", "모든 수집처와 상태"))
    below(
        "health",
        Text("how each source is; exit status 1 if one fails", "수집처마다의 상태. 실패한 곳이 있으면 1로 끝납니다"),
    )
    trying = below(
        "try", Text("what would be read at an address; nothing is stored", "그 주소에서 무엇을 읽게 되는지 봅니다")
    )
    trying.add_argument(
        "address", metavar="ADDRESS", help=t(Text("of a list, a feed or a page", "목록, 피드, 페이지의 주소"))
    )
    visiting = below(
        "visit", Text("visit one source, or all that are due, now", "수집처 하나, 또는 때가 된 모든 수집처를 지금 방문")
    )
    one = visiting.add_mutually_exclusive_group(required=True)
    one.add_argument(
        "name", nargs="?", metavar="NAME", help=t(Text("name or number of the source", "수집처의 이름이나 번호"))
    )
    one.add_argument("--due", action="store_true", help=t(Text("all that are due", "때가 된 모든 수집처")))
    adding = below("add", Text("add a source", "수집처 더하기"))
    adding.add_argument("address", metavar="ADDRESS", help=t(Text("of the list", "목록의 주소")))
    adding.add_argument("--name", required=True, help=t(Text("what it is called", "이름")))
    adding.add_argument(
        "--kind", required=True, choices=("rss", "sitemap", "board", "page"), help=t(Text("what stands there", "종류"))
    )
    adding.add_argument("--government", metavar="CODE", help=t(Text("code of its government", "지방정부 코드")))
    adding.add_argument(
        "--schedule",
        choices=("hourly", "daily", "weekly", "manual"),
        default="daily",
        help=t(Text("how often", "얼마나 자주")),
    )
    adding.add_argument(
        "--hour", type=int, choices=range(24), default=7, metavar="0-23", help=t(Text("hour in Seoul", "서울 시각"))
    )
    adding.add_argument("--pages", type=int, default=3, help=t(Text("pages of the list", "목록의 쪽 수")))
    adding.add_argument(
        "--containing", default="", metavar="WORDS", help=t(Text("only such addresses", "주소에 들어 있어야 할 글자"))
    )


def run(arguments: argparse.Namespace) -> int:
    """Do one of them."""
    prepare()
    from django.utils import translation

    t = translator(arguments.lang)
    done: Callable[[argparse.Namespace, Callable[[Text], str]], int] = {
        "list": _list,
        "health": _health,
        "try": _try,
        "visit": _visit,
        "add": _add,
    }[arguments.what]
    with translation.override(arguments.lang):
        return done(arguments, t)


def _all() -> list[Source]:
    from dure.apps.discovery.queries import installation_sources

    return list(installation_sources())


def _list(arguments: argparse.Namespace, _t: Callable[[Text], str]) -> int:
    for source in _all():
        row = _row(source)
        if arguments.json:
            _line(row)
        else:
            print(f"{row['id']:>4}  {row['state_name']}  {row['name']}  {row['schedule']}  {row['address']}")
    return 0


def _health(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    failing = 0
    for source in _all():
        row = _row(source)
        failing += row["state"] in {"failing", "paused"} and source.pause_reason != "person"
        if arguments.json:
            _line(row)
            continue
        last = row["last_success_at"] or t(Text("never", "아직 없음"))
        english = (
            f"last success {last}; {row['brought']} articles, {row['proposals']} proposals in {row['visits']} visits"
        )
        korean = f"마지막 성공 {last}; 방문 {row['visits']}번에 글 {row['brought']}건, 제안 {row['proposals']}건"
        print(f"{row['state_name']}: {row['name']} — {t(Text(english, korean))}")
        if row["error"]:
            print(f"    {row['error']['text']} — {row['error']['hint']}")
        if row["layout_changed"]:
            before, now = row["layout_changed"]["before"], row["layout_changed"]["now"]
            print(f"    {t(Text('the list is built differently', '목록의 모양이 바뀜'))}: {before} → {now}")
    return 1 if failing else 0


def _row(source: Source) -> dict[str, Any]:
    from dure.apps.discovery.choices import failure_hint, failure_text
    from dure.apps.discovery.queries import health

    found = health(source, source.recent)  # type: ignore[attr-defined]  # the last visits come with the query
    last = found.last
    error = None
    if last is not None and last.error_code:
        error = {
            "code": last.error_code,
            "text": failure_text(last.error_code, last.error_message),
            "hint": failure_hint(last.error_code, last.error_hint),
        }
    changed = last is not None and last.is_layout_changed
    return {
        "id": source.pk,
        "name": source.name,
        "kind": source.kind,
        "address": source.address,
        "schedule": source.schedule,
        "state": str(found.state),
        "state_name": str(found.state.label),
        "failures": source.failures,
        "last_success_at": _moment(source.last_success_at),
        "next_visit_at": _moment(source.next_visit_at),
        "visits": found.visits,
        "brought": found.brought,
        "proposals": found.proposals,
        "layout_changed": {"before": last.entries_before, "now": last.first_page_entries} if last and changed else None,
        "error": error,
    }


def _moment(at: Any) -> str | None:
    from django.utils import timezone

    return None if at is None else timezone.localtime(at).isoformat(timespec="minutes")


def _try(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from dure.apps.discovery import actions

    trial = actions.try_address(actor=None, address=arguments.address)
    if arguments.json:
        _line(_trial_row(trial))
        return 1 if trial.failure else 0
    if trial.failure is not None:
        _fail(trial.failure.code, trial.failure.message, trial.failure.hint)
    else:
        _show_trial(trial, t)
    for feed in trial.feeds:
        print(f"RSS: {feed}")
    return 1 if trial.failure else 0


def _show_trial(trial: Trial, t: Callable[[Text], str]) -> None:
    print(f"{trial.kind}: {trial.title}")
    if trial.page is not None:
        _show_page(trial.page, t)
    for entry in trial.entries[:_SHOWN]:
        print(f"  {entry.date or '-':10}  {entry.title}  {entry.url or '✕ ' + entry.obstacle}")
        for file in entry.attachments:
            print(f"              + {file.name}  {file.url}")
    if len(trial.entries) > _SHOWN:
        rest = len(trial.entries) - _SHOWN
        print(t(Text(f"  … {rest} more", f"  … 그 밖에 {rest}건")))
    for child in trial.children:
        print(f"  {child}")
    if trial.next_url:
        print(f"{t(Text('next page', '다음 쪽'))}: {trial.next_url}")


def _trial_row(trial: Trial) -> dict[str, Any]:
    failure = trial.failure
    return {
        "address": trial.address,
        "kind": trial.kind or None,
        "title": trial.title,
        "entries": [
            {
                "url": entry.url,
                "title": entry.title,
                "date": entry.date,
                "via": entry.via,
                "obstacle": entry.obstacle or None,
                "attachments": [{"url": file.url, "name": file.name} for file in entry.attachments],
            }
            for entry in trial.entries
        ],
        "next_url": trial.next_url or None,
        "feeds": trial.feeds,
        "sitemaps": trial.children,
        "error": None if failure is None else {"code": failure.code, "message": failure.message, "hint": failure.hint},
    }


def _show_page(page: TriedPage, t: Callable[[Text], str]) -> None:
    print(f"  {page.read.title} | {page.read.published_at or '-'} | {page.read.outlet or '-'} | {page.subject or '-'}")
    for case in page.cases:
        print(f"  {t(Text('case', '사례'))}: {case.title} ({case.owner or '-'})")
    for file in page.attachments:
        print(f"  + {file.name}  {file.url}")


def _visit(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from django.utils import timezone

    from dure.apps.discovery import actions

    known = _all()
    if arguments.due:
        now = timezone.now()
        wanted = [one for one in known if one.next_visit_at is not None and one.next_visit_at <= now]
        if not wanted and not arguments.json:
            sys.stdout.write(t(_NOTHING))
    else:
        wanted = [one for one in known if arguments.name in {one.name, str(one.pk)}]
        if not wanted:
            return _refuse(t(_NO_SOURCE).format(name=arguments.name))
        if len(wanted) > 1:
            return _refuse(t(_MANY).format(name=arguments.name, number=len(wanted)))
    failed = 0
    for source in wanted:
        try:
            begun = actions.request_visit(actor=None, source_id=source.pk, is_enqueued=False)
        except actions.SourcePaused:
            failed += 1
            _refuse(t(_PAUSED).format(name=source.name))
            continue
        visit = actions.go_on(visit_id=begun.pk, seconds=None)
        failed += visit.outcome == "failed"
        _show_visit(source, visit, t, as_json=arguments.json)
    return 1 if failed else 0


def _show_visit(source: Source, visit: Visit, t: Callable[[Text], str], *, as_json: bool) -> None:
    numbers = {
        name: getattr(visit, name) for name in ("pages", "entries", "new", "changed", "unchanged", "failed", "closed")
    }
    if as_json:
        error = {"code": visit.error_code, "message": visit.error_message, "hint": visit.error_hint}
        row = {"source": source.name, "outcome": str(visit.outcome), **numbers, "proposals": visit.proposals}
        _line({**row, "layout_changed": visit.is_layout_changed, "error": error if visit.error_code else None})
        return
    english = (
        f"{visit.new} new, {visit.changed} changed, {visit.failed + visit.closed} failed; {visit.proposals} proposals"
    )
    korean = f"새 글 {visit.new}, 바뀐 글 {visit.changed}, 실패 {visit.failed + visit.closed}; 제안 {visit.proposals}건"
    print(f"{source.name}: {visit.get_outcome_display()} — {t(Text(english, korean))}")
    if visit.error_code:
        _fail(visit.error_code, visit.error_message, visit.error_hint)
    for item in visit.items.exclude(error_code=""):
        print(f"    {item.title}: ", end="")
        _fail(item.error_code, item.error_message, item.error_hint)


def _add(arguments: argparse.Namespace, t: Callable[[Text], str]) -> int:
    from dure.apps.discovery import actions
    from dure.apps.governments.queries import governments_by_code

    code = arguments.government
    if code and code not in governments_by_code([code]):
        return _refuse(t(_NO_GOVERNMENT).format(code=code))
    facts = actions.SourceFacts(
        name=arguments.name,
        kind=arguments.kind,
        address=arguments.address,
        government=code,
        only_containing=arguments.containing,
        schedule=arguments.schedule,
        hour=arguments.hour,
        max_pages=arguments.pages,
    )
    try:
        made = actions.add_source(actor=None, facts=facts)
    except actions.AddressTaken as error:
        return _refuse(t(_TAKEN).format(number=error.source_id))
    if arguments.json:
        _line({"id": made.pk, "name": made.name})
    else:
        print(f"{made.pk}  {made.name}")
    return 0


def _fail(code: str, message: str, hint: str) -> None:
    """Print what is wrong and how to mend it, in the language of the command."""
    from django.utils import translation

    from dure.apps.discovery.choices import failure_hint, failure_text

    if translation.get_language() == "ko":
        message, hint = failure_text(code, message), failure_hint(code, hint)
    print(f"{message} ({hint})")


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


def _line(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False, default=str))
