"""Posts of a social network, copied with what its page shows around them: an account, those who follow it, how many liked it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dure.engines.reading.lines import Line

_ACCOUNT = re.compile(r"팔로워|팔로우|followers|(?:^|\s)@[a-z0-9_.]{3,30}(?:\s|$)", re.IGNORECASE)
_LIKED = re.compile(
    r"좋아요\s?[\d,.]+\s?[만천]?\s?개|(?:[\d,.]+|[\d,]+\s?others)\s?likes|님\s?외\s?[\d,]+명이\s?좋아", re.IGNORECASE
)
_HEAD, _FOOT = 8, 5


def is_post(lines: Sequence[Line], first: int, after: int) -> bool:
    """Tell a post from an article: it has an account above it and likes below, and nobody gave it a headline."""
    liked = any(_LIKED.search(line.text) for line in lines[after : after + _FOOT])
    return liked and any(_ACCOUNT.search(line.text) for line in lines[max(0, first - _HEAD) : first])
