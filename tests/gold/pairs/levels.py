"""What outlets do to a release, made by rule: each level takes a text and returns what another page would carry."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_SWAPPED = {
    "밝혔다": "전했다", "말했다": "강조했다", "개최했다": "열었다", "선정됐다": "뽑혔다", "운영한다": "펼친다", "참석했다": "함께했다",
    "받았다": "거머쥐었다", "마련했다": "준비했다", "추진한다": "벌인다", "계획이다": "방침이다", "차지했다": "안았다", "나타났다": "조사됐다",
    "올해": "이번 해", "지난해": "작년", "가운데": "중에서", "위해": "위하여", "통해": "거쳐", "앞으로도": "향후에도", "시민": "주민",
    "다양한": "여러", "적극": "힘껏", "함께": "더불어", "이번": "금번", "우수한": "빼어난", "대상으로": "상대로", "따라": "좇아",
}  # fmt: skip
_HEADLINES = ("[지역소식] 작은 생각이 바꾼 하루", "“이런 행정 처음”… 현장에서 통했다", "눈에 띄네! 우리 동네 혁신")
_MENU = """홈 > 뉴스 > 지방자치
많이 본 뉴스
1 주말 전국에 비 5∼30mm
2 프로야구 개막전 매진 23,750석
3 아파트 청약 경쟁률 18.4대 1
오늘의 날씨 맑음 21.5℃ 미세먼지 38
"""
_FOOT = """
기사제보 및 보도자료 news@sample.example 대표전화 02-555-0199
저작권자 © 표본신문 무단전재 및 재배포 금지
관련기사
'봄꽃 축제' 17만 명 찾았다
버스 요금 1,500원으로 오른다
"""
_SIGNED = "\n[표본일보 = 김표본 기자] sample77@daily.example 2023.05.12 09:14 송고"
_NAME = re.compile(r"([‘'「『][^‘’'「」『』\n]{2,40}[’'」』])")
_SPEECH = re.compile(r"[“\"][^”\"]{8,}[”\"]")
_OTHER_SPEECH = "“여러 사람이 애쓴 덕분에 얻은 결과라 더욱 뜻깊고 앞으로 할 일이 많다”"


def cut(share: float) -> Callable[[str, random.Random], str]:
    """Keep the first part, as portals' leads and short items do."""
    return lambda text, _chance: text[: int(len(text) * share)]


def split_words(text: str, chance: random.Random) -> str:
    """Put blanks inside words, as justified lines of HWP do, and take some between words away."""
    made = []
    for char in text:
        if char == " " and chance.random() < 0.15:
            continue
        made.append(char + (" " if "가" <= char <= "힣" and chance.random() < 0.1 else ""))
    return "".join(made)


def swapped(text: str, _chance: random.Random) -> str:
    """Say the usual verbs and adverbs of releases in other words; names in quotation marks stay."""
    parts = _NAME.split(text)
    for word, other in _SWAPPED.items():
        parts[::2] = [part.replace(word, other) for part in parts[::2]]
    return "".join(parts)


def new_headline(text: str, chance: random.Random) -> str:
    """Put another headline above."""
    return f"{chance.choice(_HEADLINES)}\n{text}"


def furniture(text: str, _chance: random.Random) -> str:
    """Leave a site's menus, rankings and footer around the text."""
    return f"{_MENU}{text}{_FOOT}"


def signed(text: str, _chance: random.Random) -> str:
    """Open with another outlet's mark and close with its signature."""
    return f"(표본=표본일보) {text}{_SIGNED}"


def reordered(text: str, chance: random.Random) -> str:
    """Put the paragraphs, or where there is one the sentences, in another order."""
    parts = [part for part in text.split("\n") if part.strip()]
    if len(parts) < 3:  # nothing to put in order
        parts = re.split(r"(?<=[.다]) ", text)
    first, *others = parts
    chance.shuffle(others)
    return "\n".join([*others[:1], first, *others[1:]])


def other_speech(text: str, _chance: random.Random) -> str:
    """Let the head of the office say something else."""
    return _SPEECH.sub(_OTHER_SPEECH, text)


LEVELS: dict[str, Callable[[str, random.Random], str]] = {
    "first 30 %": cut(0.3),
    "first 50 %": cut(0.5),
    "first 70 %": cut(0.7),
    "words split": split_words,
    "words swapped": swapped,
    "new headline": new_headline,
    "furniture": furniture,
    "other signature": signed,
    "reordered": reordered,
    "other speech": other_speech,
    "cut and signed": lambda text, chance: signed(cut(0.7)(text, chance), chance),
    "swapped and new headline": lambda text, chance: new_headline(swapped(text, chance), chance),
}
