"""Find every name of a government or institution in a text, in one pass, longest compound first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dure.engines.reading.drafts import Draft, Lexicon, MentionKind, drafts_of
from dure.engines.reading.particles import is_tail
from dure.engines.reading.squeeze import Squeezed, squeeze
from dure.engines.reading.support import disjoint, joined, supported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dure.engines.reading.surfaces import Entity

__all__ = ["Mention", "find_mentions"]

# Not 3시에, 시·군은, 각 구는, 마을을 도는 (a verb).
# The first letter is looked for first and what stands before it then: a set of letters is found faster than a border.
_ANAPHOR: Final = re.compile(
    r"[우본시군구도道](?<![가-힣\d·‧ㆍ・/].)(?<!각 .)(?<!타 .)(?!(?<=[을를] 도)는)(?:(?:(?<=우)리|(?<=본))[ ]?[시군구도](?![가-힣])"
    r"|(?:(?:(?<=우)리|(?<=본))[ ]?[시군구도]|(?<=[시군구도]))(?=(?:은|는|가|이|의|에서|에서는|에|와|과|측은)(?![가-힣]))"
    r"|(?<=우)리[ ]?道|(?<=道))"
)
# 도 농업기술원, 시 시설관리공단: the body of the government that the page is about.
_NAMELESS: Final = re.compile(
    r"[시군구도](?<![가-힣].)[ ]?(?:(?P<office>농업기술(?:원|센터)|보건소|보건환경연구원|소방본부|인재개발원|감사위원회)"
    r"|(?P<institution>시설관리공단|시설공단|도시공사|개발공사|문화재단|문화관광재단|복지재단|장학재단))(?P<tail>[가-힣]*)"
)
_SEPARATOR: Final = re.compile(
    r"""(?:와|과)?[\s"'‘’“”]*(?:[,·‧ㆍ・/、]|(?:및|그리고)(?=\s)|(?<=[와과])(?=\s))[\s"'‘’“”]*"""
)
_LONGEST_SEPARATOR: Final = 8


class Mention(NamedTuple):
    """A name in a text: ``text[start:end] == surface``, offsets in code points.

    ``candidates`` is everything that the name may stand for at any time (none for an anaphor such as 우리 군), ``tail``
    the Hangul stuck to it (a particle, 민, 내), ``forms`` how the name is written (see ``surfaces.Form``).
    ``in_list`` tells that only a comma, a dot or 와·및 parts it from the mention before; ``with_parent`` that the
    surface says its province or city too.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind
    candidates: tuple[Entity, ...]
    tail: str
    forms: frozenset[str] = frozenset()
    in_list: bool = False
    with_parent: bool = False

    @property
    def unitless(self) -> bool:
        """Tell a name that does not say of what kind it is: 광주, of 광주시 or 광주광역시."""
        return self.forms <= _UNITLESS


_UNITLESS = frozenset({"metropolitan", "stem"})


def find_mentions(text: str, lexicon: Lexicon, *, trusting: bool = False) -> tuple[Mention, ...]:
    """Return the mentions of ``text`` in order, none overlapping.

    ``trusting`` takes short names without support: for a text that is known to be a name.
    """
    view = squeeze(text)
    drafts = list(drafts_of(text, view, lexicon))
    if not trusting:
        drafts = supported(view, drafts, lexicon)
    found = [_mention(text, view, draft) for draft in joined(view, disjoint(drafts), lexicon)]
    found.extend(
        Mention(match.start(), match.end(), match.group(), "anaphor", (), "") for match in _ANAPHOR.finditer(text)
    )
    for match in _NAMELESS.finditer(text):
        if is_tail(match["tail"]):
            kind: MentionKind = "office" if match["office"] else "institution"
            end = match.start("tail")
            found.append(Mention(match.start(), end, text[match.start() : end], kind, (), match["tail"]))
    return tuple(_in_order(text, found))


def _mention(text: str, view: Squeezed, draft: Draft) -> Mention:
    start, end = view.span(draft.start, draft.end)
    return Mention(
        start,
        end,
        text[start:end],
        draft.kind,
        draft.candidates,
        draft.tail,
        draft.forms,
        with_parent=draft.with_parent,
    )


def _in_order(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Drop what overlaps an earlier mention and mark the members of lists."""
    taken = 0
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.start < taken:
            continue
        between = text[taken : mention.start]
        is_listed = taken > 0 and len(between) <= _LONGEST_SEPARATOR and _SEPARATOR.fullmatch(between) is not None
        yield mention._replace(in_list=True) if is_listed else mention
        taken = mention.end
