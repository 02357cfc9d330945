"""Words for the log's screens."""

from __future__ import annotations

from django import template

from dure.apps.audit import choices
from dure.verify import to_base64

register = template.Library()
register.filter("said", choices.said)
register.filter("base64", to_base64)
