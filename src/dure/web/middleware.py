"""Middleware of every request."""

from __future__ import annotations

from typing import Any

from pghistory.middleware import HistoryMiddleware


class HistoryContextMiddleware(HistoryMiddleware):
    """Tell the database's history triggers who changed a row; addresses and URLs are personal data and stay out."""

    def get_context(self, request: Any) -> dict[str, Any]:
        """Return what is stored beside each change of this request."""
        return {"user": request.user.pk if request.user.is_authenticated else None}
