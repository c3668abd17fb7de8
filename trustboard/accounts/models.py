"""Users and invitations. The permission rows themselves are django-guardian's."""

from __future__ import annotations

from typing import ClassVar, cast
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from trustboard.acts.models import Keyed, Versioned
from trustboard.ledger.models import PersonalText
from trustboard.mail.models import Letter


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in, by e-mail address. There are no superusers and no global permissions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("full name", max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case"),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="user_never_superuser"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where they land after taking up an invitation."""
        return reverse("home")


class Held(Keyed):
    """What roles can be held on. Its key names it in permissions, in invitations and as a chain of the ledger."""

    class Meta:
        abstract = True

    @property
    def chain(self) -> str:
        """The ledger's chain that proves what is done to it."""
        return str(self.pk)

    @property
    def governing(self) -> Held:
        """On what those hold their role who may give roles on it: itself, unless it is part of something larger."""
        return self

    def get_access_url(self) -> str:
        """Where one sees who has access to it."""
        raise NotImplementedError


class Invitation(Versioned):
    """An invitation, by e-mail, to hold a role on one thing. We keep no more of its link than a digest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    address = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="address_digest"
    )  # null only so that it is joined from outside: the digest stays when the text has gone
    role = models.CharField(max_length=50)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_key = models.UUIDField()
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, unique=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    object = GenericForeignKey("content_type", "object_key")

    class Meta:
        ordering: ClassVar = ["invited_at"]
        indexes: ClassVar = [models.Index(fields=["content_type", "object_key"], name="invitation_of_object")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")), name="invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def email(self) -> str:
        """The address it was sent to, for as long as it is kept."""
        try:
            return self.address.text if self.address else ""
        except PersonalText.DoesNotExist:
            return ""

    @property
    def is_open(self) -> bool:
        """Whether it was neither accepted nor withdrawn; it may have expired."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def held_on(self) -> Held:
        """What the role is held on."""
        return cast("Held", self.object)
