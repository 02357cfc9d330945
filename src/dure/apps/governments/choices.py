"""Kinds, as Korean law names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """The two layers of local government."""

    METROPOLITAN = "metropolitan", _("광역")
    BASIC = "basic", _("기초")


class PeerGroup(models.TextChoices):
    """The four groups in which the yearly assessment compares governments."""

    METROPOLITAN = "광역", _("광역")
    CITY = "시", _("시")
    COUNTY = "군", _("군")
    DISTRICT = "구", _("구")


class Relation(models.TextChoices):
    """How one government came out of another."""

    RENAMED = "renamed", _("이름 변경")
    RECODED = "recoded", _("코드 변경")
    MOVED = "moved", _("소속 변경")
    MERGED = "merged", _("통합")
    SPLIT = "split", _("분리")
    ABOLISHED = "abolished", _("폐지")
