"""Where a Korean name ends inside its word: particles may follow, other syllables make another word.

``군산시가`` is 군산시 with a particle, ``이천시대`` is not 이천시, ``고성능`` not 고성.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["HANGUL_RUN", "is_office_tail", "is_particle", "is_tail"]

HANGUL_RUN: Final = re.compile(r"[가-힣]*")

_PARTICLE: Final = (
    "에게서는|에게서|에서부터|에서는|에서도|에서의|에서만|에서|으로부터|로부터|으로서|로서|으로써|로써|으로의|으로는|으로도|으로|로는|로도|로의|로"
    "|에게는|에게도|에게|에는|에도|에만|에의|에|께서는|께서|께|한테|더러"
    "|이라고|라고|이라는|라는|이라며|라며|이라면|라면|이란|란|이라도|라도|이라|이자|이며|며|이고|인|이지만|지만|이었(?:다|어요|습니다|죠|고|는데|으며|지만)|였(?:다|어요|습니다|죠|고|는데|으며|지만)|이다|입니다|이에요|예요|이죠|인데"
    "|와의|과의|와는|과는|와도|과도|와|과|랑|이랑|하고"
    "|은|는|이|가|을|를|의|도|만의|만이|만을|만은|만|까지도|까지|부터|보다는|보다|처럼|같은|만큼|마다|조차|마저|밖에|뿐만|뿐|이나|나|든지"
    "|및|등의|등이|등은|등을|등에서|등에|등과|등도|등|측은|측이|측의|측에|측|발"
)
# What may be stuck to a government's name and still leave it the government: its people, its affairs, its inside.
_NOUN: Final = "민들|민|정|내|내의|립|산|형|표|권역|지역|일대|전역|관내|소속|소재|출신|주관|주최|(?:공무원|직원|공직자)들?|소관|본청"
_NEIGHBOUR: Final = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_OFFICE_TAIL: Final = re.compile(
    r"(?:장관|차관|장상|위원장|관계자|산하|주관|주최)[가-힣]*|장(?:은|이|을|의|과|도)?",
)
_PARTICLE_ONLY: Final = re.compile(_PARTICLE)
_TAIL: Final = re.compile(
    rf"(?:(?:{_NOUN})?(?:{_PARTICLE})?|(?:{_NEIGHBOUR})(?:[가-힣]{{0,6}}))",
)


def is_tail(run: str) -> bool:
    """Tell whether the Hangul that follows a name directly leaves the name a word of its own.

    >>> [is_tail(run) for run in ("", "가", "에서는", "민", "민들은", "경북", "대", "능", "맞춤")]
    [True, True, True, True, True, True, False, False, False]
    """
    return _TAIL.fullmatch(run) is not None


def is_particle(run: str) -> bool:
    """Tell whether ``run`` is one particle.

    >>> [is_particle(run) for run in ("가", "에서는", "민", "")]
    [True, True, False, False]
    """
    return _PARTICLE_ONLY.fullmatch(run) is not None


def is_office_tail(run: str) -> bool:
    """Tell whether ``run`` leaves a ministry or agency what it is: 행안부장관상, 경찰청장.

    >>> [is_office_tail(run) for run in ("장관상을", "장", "장비")]
    [True, True, False]
    """
    return _OFFICE_TAIL.fullmatch(run) is not None
