"""What the API says of governments."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema


class GovernmentOut(Schema):
    """A government as it was on the day that was asked for."""

    code: str = Field(description="the lineage's code: the last it bore")
    code_then: str | None = Field(description="the code on that day; null where we do not know it")
    name: str = Field(description="the name on that day")
    full_name: str = Field(description="the name with its province's")
    name_en: str
    kind: str
    peer_group: str = Field(description="광역, 시, 군 or 구")
    parent: str | None = Field(description="the province's code; null for a province")
    valid_from: date | None = Field(description="since when it has this name, code and province; null: before 2001")
    valid_to: date | None = Field(description="the last day of that; null: it lasts")


class GovernmentsOut(Schema):
    """The list in law on a day."""

    as_of: date
    count: int
    items: list[GovernmentOut]
