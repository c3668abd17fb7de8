"""Who holds which role, who is invited, and whose second factor is set up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from guardian.models import UserObjectPermission

from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.roles import Role, role_of_codename
from trustboard.accounts.rules import may_accept
from trustboard.acts.verdict import Verdict

M = TypeVar("M", bound=Model)
AnyUser = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Grant:
    """One person's role on one thing, with the permission row that gives it."""

    row: UserObjectPermission
    role: Role
    person: User
    has_second_factor: bool

    @property
    def has_power(self) -> bool:
        """Whether the role can be used yet."""
        return self.has_second_factor or not self.role.needs_second_factor


def holds_role(user: AnyUser, role: Role, held_on: Held) -> bool:
    """Whether the user holds the role on this very thing; whether they may use it yet is another question."""
    return role.key in held_roles(user, held_on)


def held_roles(user: AnyUser, held_on: Held) -> set[str]:
    """The keys of all roles the user holds on this very thing, in one query."""
    if not user.is_authenticated:
        return set()
    codenames = _rows_of(held_on).filter(user_id=user.pk).values_list("permission__codename", flat=True)
    return {role.key for name in codenames if (role := role_of_codename(name))}


def objects_of(user: AnyUser, model: type[M]) -> QuerySet[M]:
    """Everything of this model on which the user holds a role by hand."""
    keys = UserObjectPermission.objects.filter(
        user_id=user.pk, content_type=ContentType.objects.get_for_model(model)
    ).values_list("object_pk", flat=True)
    return model._default_manager.filter(pk__in=[UUID(key) for key in keys])


def holds_any(user: AnyUser, model: type[Model], *roles: Role) -> bool:
    """Whether the user holds one of these roles by hand on anything of this model; any role where none is named."""
    rows = UserObjectPermission.objects.filter(user_id=user.pk, content_type=ContentType.objects.get_for_model(model))
    return (rows.filter(permission__codename__in=[role.codename for role in roles]) if roles else rows).exists()


def has_second_factor(user: AnyUser) -> bool:
    """Whether the user has set up an authenticator app."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def grants_on(held_on: Held) -> list[Grant]:
    """Everyone's roles on this thing, by name; three queries whatever their number."""
    rows = _rows_of(held_on).select_related("user", "permission").order_by("user__name", "permission__codename")
    with_factor = set(
        Authenticator.objects.filter(
            type=Authenticator.Type.TOTP, user_id__in=[row.user_id for row in rows]
        ).values_list("user_id", flat=True)
    )
    return [
        Grant(row=row, role=role, person=row.user, has_second_factor=row.user_id in with_factor)
        for row in rows
        if (role := role_of_codename(row.permission.codename))
    ]


def invitations_to(held_on: Held) -> QuerySet[Invitation]:
    """All invitations to this thing, oldest first, with address, letter and who invited."""
    return Invitation.objects.filter(
        content_type=ContentType.objects.get_for_model(held_on), object_key=held_on.pk
    ).select_related("address", "letter", "invited_by")


def open_invitations_to(held_on: Held) -> QuerySet[Invitation]:
    """Those that were not taken up; some may have expired."""
    return invitations_to(held_on).filter(accepted_at=None, withdrawn_at=None)


@dataclass(slots=True)
class AccessTo:
    """Who holds a role on one thing, and which invitations to it are open."""

    users: list[User] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)


def access_to(things: Collection[Held], role: Role) -> dict[UUID, AccessTo]:
    """Who may act by this role on each of these things of one model; two queries whatever their number."""
    found = {thing.pk: AccessTo() for thing in things}
    if not found:
        return {}
    content_type = ContentType.objects.get_for_model(next(iter(things)))
    rows = UserObjectPermission.objects.filter(content_type=content_type, permission__codename=role.codename)
    in_order = rows.filter(object_pk__in=[str(key) for key in found]).select_related("user").order_by("user__name")
    for row in in_order:
        found[UUID(row.object_pk)].users.append(row.user)
    invitations = Invitation.objects.filter(
        content_type=content_type, role=role.key, object_key__in=list(found), accepted_at=None, withdrawn_at=None
    )
    for invitation in invitations.select_related("address", "letter", "invited_by"):
        found[invitation.object_key].invitations.append(invitation)
    return found


def user_with_address(email: str) -> User | None:
    """The account of that address, whatever its case."""
    return User.objects.filter(email__iexact=email).first()


def acceptance_of(invitation: Invitation, known: User | None, *, reader: AnyUser | None, now: datetime) -> Verdict:
    """Whether the reader of the link may accept now; `known` is the account of the address, if there is one."""
    return may_accept(
        is_open=invitation.is_open,
        was_withdrawn=invitation.withdrawn_at is not None,
        expires_at=invitation.expires_at,
        is_someone_elses=known is not None and known != reader,
        now=now,
    )


def actors_in_words(actors: set[str]) -> dict[str, str]:
    """Each actor of the ledger as a page names them: people by their names, in one query whatever their number."""
    people = {actor.removeprefix("user:") for actor in actors if actor.startswith("user:")}
    names = {f"user:{person.pk}": person.name for person in User.objects.filter(pk__in=people)}
    others = {"visitor": "Someone with an invitation"}
    return {actor: names.get(actor) or others.get(actor) or _command_in_words(actor) for actor in actors}


def _command_in_words(actor: str) -> str:
    kind, _, name = actor.partition(":")
    return f"The operator ({name})" if kind == "command" else actor


def _rows_of(held_on: Held) -> QuerySet[UserObjectPermission]:
    return UserObjectPermission.objects.filter(
        content_type=ContentType.objects.get_for_model(held_on), object_pk=str(held_on.pk)
    )
