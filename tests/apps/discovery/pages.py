"""Pages of our own for the tests of discovery, and readings of them written out by hand."""

from __future__ import annotations

import hashlib

from dure.apps.discovery.actions import ReadDocument, drafts
from dure.engines import reading

HADONG = """하동군, 혁신 우수사례 경진대회서 최우수상

입력 2023-05-11 10:20

하동군은 10일 군청에서 열린 2023년 혁신 우수사례 경진대회에서 '찾아가는 빨래방'으로 최우수상을 받았다고 11일 밝혔다.

그동안 홀로 사는 어르신은 큰 빨래를 하기 어려워 불편이 컸다. 복지정책과는 지난해 3월부터 트럭에 세탁기 4대를 싣고 마을 42곳을 돌며 빨래를 대신하는 '찾아가는 빨래방'을 운영했다. 전국 최초로 시작한 이 사업은 1년 동안 이용자 1,250명을 모았고 예산 3억 2천만 원을 절감하는 효과를 냈다.

군은 내년에 대상을 넓힐 계획이다. 관계자는 "군민 누구나 이용하도록 하겠다"고 말했다.
"""

HADONG_ELSEWHERE = HADONG.replace("입력 2023-05-11 10:20", "승인 2023.05.12 09:00").replace(
    '군은 내년에 대상을 넓힐 계획이다. 관계자는 "군민 누구나 이용하도록 하겠다"고 말했다.\n',
    "군은 내년에 대상을 넓힌다.\n",
)

HADONG_RETOLD = """[현장] 트럭 세탁기가 마을로 간다

등록 2024.03.04 08:00

경남 하동군의 혁신 우수사례로 꼽힌 '찾아가는 빨래방'이 두 해째를 맞았다. 하동군 복지정책과가 운영하는 '찾아가는 빨래방'은 지금까지 이용자 1,300명을 만났다. 직원들은 아침마다 트럭을 몰고 골짜기 마을을 찾는다.
"""

GOSEONG_RETOLD = """고성군 혁신 우수사례 경진대회, 최우수상에 '마을 우체통'

입력 2023-09-01

고성군은 지난달 31일 혁신 우수사례 경진대회를 열어 '마을 우체통'을 최우수상으로 뽑았다고 1일 밝혔다. '마을 우체통'은 집배원이 홀로 사는 어르신의 안부를 살피는 사업이다.
"""

GOSEONG = HADONG.replace("하동군", "고성군")

OFF_TOPIC = """가을 산책길을 걷다

은행잎이 노랗게 물든 길을 천천히 걸었다. 바람이 불 때마다 잎이 우수수 떨어졌다. 벤치에 앉아 따뜻한 차를 마셨다.
아이들은 낙엽을 모아 하늘로 던지며 웃었다. 해가 기울자 그림자가 길어졌고 우리는 집으로 돌아왔다.
"""


def read_by_hand(
    text: str,
    cases: list[dict],
    *,
    awards: tuple[str, ...] = (),
    signed: bool = True,
    published_at: str | None = "2023-05-11",
) -> ReadDocument:
    """Return a reading in which each of `cases` (``title``, ``owner``: code and name) is found at its first place.

    So is each of `awards`, a grade; no case is linked to it.

    `same_as` of a case counts cases, not findings.
    """
    findings: list[dict] = []
    owners: dict[str, int] = {}
    for case in cases:
        code, name = case.get("owner", (None, ""))
        if name and name not in owners:
            owners[name] = len(findings)
            at = max(text.find(name.split()[-1]), 0)
            span = [at, at + len(name.split()[-1])]
            value = {"code": code, "name": name, "role": "other"}
            findings.append(
                {"kind": "institution", "value": value, "spans": [span], "rule": "name-government", "confidence": 0.8}
            )
    first = len(findings)
    for case in cases:
        start = text.index(case["title"], case.get("from", 0))
        value = {
            "title": case["title"],
            "field": None,
            "institution": owners.get(case.get("owner", (None, ""))[1]),
            "award": None,
            "same_as": None if case.get("same_as") is None else first + case["same_as"],
        }
        span = [start, start + len(case["title"])]
        findings.append({"kind": "case", "value": value, "spans": [span], "rule": "quote-award", "confidence": 0.9})
    for grade in awards:
        value = {"grade": grade, "name": grade, "amount": None, "institution": None, "event": None}
        span = [text.index(grade), text.index(grade) + len(grade)]
        findings.append({"kind": "award", "value": value, "spans": [span], "rule": "grade", "confidence": 0.9})
    blocks = [{"start": 0, "end": len(text), "kind": "body"}]
    article = {"title": "제목", "published_at": published_at, "outlet": "", "byline": "", "blocks": blocks}
    values = reading.sign([text]) if signed else None
    return ReadDocument(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        size=len(text.encode()),
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        title="제목",
        outlet="",
        byline="",
        published_at=published_at,
        blocks=tuple(blocks),
        findings=tuple(findings),
        signature=values.minhash[0].astype(">u4").tobytes() if values else None,
        bands=tuple(reading.keys(values)[0].tolist()) if values else (),
        drafts=drafts(text, article, findings),
    )
