"""The roles, narrowest first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do. Whoever has not signed in is a visitor too."""

    VISITOR = "visitor", _("방문자")
    EDITOR = "editor", _("편집자")
    ADMINISTRATOR = "administrator", _("관리자")
