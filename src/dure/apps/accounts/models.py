"""The people who sign in. Kept of a person: a name, an e-mail address, a role, a government."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from dure.apps.accounts.choices import Role


class UserManager(BaseUserManager["User"]):
    """Django's way to make users; ours are named by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person; without a password only other ways to sign in are open."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.VISITOR)
    government = models.ForeignKey(
        "governments.Government", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_editor(self) -> bool:
        """Whether the person may decide on proposals and change cases."""
        return self.is_active and self.role in {Role.EDITOR, Role.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        """Whether the person may change roles."""
        return self.is_active and self.role == Role.ADMINISTRATOR
