"""The roles that are granted by hand, each registered by the room that owns what it is held on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role on one thing, as an object permission (`codename` on the thing's own model).

    `gives` names the roles that its holders may give to others and take away; `needs_second_factor` that it has no
    power until its holder has set one up.
    """

    key: str
    title: str
    codename: str
    gives: tuple[str, ...] = ()
    needs_second_factor: bool = False


_roles: dict[str, Role] = {}


def register_role(role: Role) -> None:
    """Make a role known. Called once at start-up."""
    if role.key in _roles:
        raise ValueError(f"Two roles are called {role.key}.")
    _roles[role.key] = role


def role_called(key: str) -> Role:
    """The role of that key. Raises KeyError where there is none."""
    return _roles[key]


def role_of_codename(codename: str) -> Role | None:
    """The role that a permission stands for, if it is one."""
    return next((role for role in _roles.values() if role.codename == codename), None)


def givers_of(role: Role) -> list[Role]:
    """The roles whose holders may give this one."""
    return [giver for giver in _roles.values() if role.key in giver.gives]
