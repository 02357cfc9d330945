"""Reading people."""

from __future__ import annotations

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
