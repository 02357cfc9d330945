"""What the columns of a table to take away are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COLUMNS: Final = (
    _("번호"), _("제목"), _("소유 기관"), pgettext_lazy("one", "지방정부"), _("지방정부 코드"), _("부서"),
    _("연도"), _("원 분야"), _("표준 분야"), _("요약"), _("수상"), _("주소"),
)  # fmt: skip
