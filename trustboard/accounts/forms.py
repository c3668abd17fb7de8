"""The forms of invitations and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from trustboard.accounts.models import User
from trustboard.accounts.roles import Role, role_called
from trustboard.acts.forms import ActForm


class InvitationForm(ActForm):
    """Whom to invite, and as what."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a link to this address. It holds for 7 days.",
        max_length=254,
        error_messages={
            "required": "Enter the e-mail address of the person to invite.",
            "invalid": "Enter an e-mail address in the form name@example.org.",
        },
    )
    role = forms.ChoiceField(
        label="What they will be",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will be."},
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.key, role.title.capitalize()) for role in roles]  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return role_called(self.cleaned_data["role"])


class AcceptanceForm(ActForm):
    """Taking up an invitation with a new account."""

    submit = "Accept and make my account"

    name = forms.CharField(
        label="Your full name",
        help_text="As it should appear in the record.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name."},
    )
    password = forms.CharField(
        label="A password",
        help_text="At least 12 characters. Three or four unrelated words are easy to remember and hard to guess.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        error_messages={"required": "Enter a password."},
    )
    password_again = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        error_messages={"required": "Enter the same password again."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.pop("password_again", None)
        if password and again and password != again:
            self.add_error("password_again", "The two passwords differ. Enter the same one twice.")
        if password:
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as fault:
                self.add_error("password", fault)
        return cleaned


class JoinForm(ActForm):
    """Taking up an invitation with the account one is signed in with."""

    submit = "Accept"


class InviteAgainForm(ActForm):
    submit = "Send the invitation again"


class WithdrawForm(ActForm):
    submit = "Withdraw the invitation"
    submit_class = "govuk-button--warning"


class RevokeForm(ActForm):
    submit = "Take the role away"
    submit_class = "govuk-button--warning"
