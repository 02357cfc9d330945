"""What may enter the public log."""

from __future__ import annotations

import hashlib
import re
from typing import Any

FREE_TEXT = frozenset({"reason", "remark"})
"""Keys of payloads under which people write what they like: the log takes a digest, the text stays erasable."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")  # a choice from a list, such as not_a_case, is no free text
_PERSONAL = re.compile(
    rb"[\w.+-]+@[\w-]+\.[a-z]{2,}"  # an e-mail address
    rb"|(?<![0-9])[0-9]{6}-[1-8][0-9]{6}(?![0-9])"  # a resident registration number
    rb"|(?<![0-9])01[016789]-?[0-9]{3,4}-?[0-9]{4}(?![0-9])"  # a mobile telephone
)

_DIGEST = re.compile(rb'"[0-9a-f]{64}"')  # one in some 1,500 would pass for a telephone


def public_form(value: Any) -> Any:
    """Return a payload as the log shows it: free texts under ``reason`` and ``remark`` become digests, codes stay.

    >>> public_form({"title": "빈집", "reason": "not_a_case", "remark": ""})["remark_sha256"][:8]
    'e3b0c442'
    >>> public_form({"reason": "not_a_case"})
    {'reason': 'not_a_case'}
    """
    if isinstance(value, dict):
        return dict(_shown(key, item) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return [public_form(item) for item in value]
    return value


def _shown(key: Any, item: Any) -> tuple[Any, Any]:
    if key in FREE_TEXT and isinstance(item, str) and not _CODE.fullmatch(item):
        return f"{key}_sha256", hashlib.sha256(item.encode()).hexdigest()
    return key, public_form(item)


def has_personal_data(spelled: bytes) -> bool:
    """Whether canonical JSON holds an e-mail address, a resident registration number or a mobile telephone.

    >>> has_personal_data(b'{"to":"kim@example.org"}'), has_personal_data(b'{"case":12}')
    (True, False)
    >>> has_personal_data(b'{"sha256":"ab01012345678cd%s"}' % (b"0" * 49))
    False
    """
    return _PERSONAL.search(_DIGEST.sub(b"", spelled)) is not None
