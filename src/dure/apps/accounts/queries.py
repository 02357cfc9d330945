"""Reading people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dure.apps.accounts.models import User


def people(*, viewer: User, words: str = "") -> QuerySet[User]:
    """Return everybody, for administrators; nobody else sees names and addresses."""
    if not viewer.is_administrator:
        return User.objects.none()
    found = User.objects.select_related("government").order_by("email")
    return found.filter(Q(email__icontains=words) | Q(name__icontains=words)) if words else found


def person(email: str) -> User:
    """Return the person who signs in with an address.

    Raises:
        User.DoesNotExist: nobody does.
    """
    return User.objects.get(email__iexact=email)


def names_of(ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return how the site addresses people, by their number; None and unknown numbers are left out."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=[pk for pk in ids if pk is not None])}
