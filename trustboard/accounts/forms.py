"""The forms of invitations and roles, and those of sign-in in our own words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from trustboard.accounts.models import User
from trustboard.accounts.roles import Role, role_called
from trustboard.acts.forms import ActForm, offer_choices

ADDRESS_WRONG = "Enter an e-mail address in the form name@example.org."
HOW_LONG = "At least 12 characters. Three or four unrelated words are easy to remember and hard to guess."
ADDRESS = ("E-mail address", "", "Enter your e-mail address.")
PASSWORD = ("Password", "", "Enter your password.")
NEW_PASSWORD = ("A new password", HOW_LONG, "Enter a new password.")
NEW_PASSWORD_AGAIN = ("The same password again", "", "Enter the same password again.")


class InvitationForm(ActForm):
    """Whom to invite, and as what."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a link to this address. It holds for 7 days.",
        max_length=254,
        error_messages={
            "required": "Enter the e-mail address of the person to invite.",
            "invalid": ADDRESS_WRONG,
        },
    )
    role = forms.ChoiceField(
        label="What they will be",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will be."},
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "role", [(role.key, role.title.capitalize()) for role in roles])

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
        help_text=HOW_LONG,
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


class _InOurWords(forms.Form):
    """What django-allauth's forms ask, said in our words: label, hint and what is missing, by field."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages |= {"required": missing, "invalid": ADDRESS_WRONG}
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_InOurWords, allauth_forms.LoginForm):
    words = {"login": ADDRESS, "password": PASSWORD}


class ConfirmByPasswordForm(_InOurWords, allauth_forms.ReauthenticateForm):
    words = {"password": PASSWORD}


class ForgottenPasswordForm(_InOurWords, allauth_forms.ResetPasswordForm):
    words = {"email": ADDRESS}


class NewPasswordForm(_InOurWords, allauth_forms.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}


class ChangePasswordForm(_InOurWords, allauth_forms.ChangePasswordForm):
    words = {
        "oldpassword": ("Your present password", "", "Enter your present password."),
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD_AGAIN,
    }


class _CodeForm(_InOurWords):
    """A code is typed as digits, and suggested by the device where it can."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "tb-code-input", "spellcheck": "false"}


class CodeForm(_CodeForm, factor_forms.AuthenticateForm):
    words = {"code": ("Code", "6 digits from the app, or a recovery code of 8.", "Enter the code.")}


class ConfirmByCodeForm(_CodeForm, factor_forms.ReauthenticateForm):
    words = {"code": ("Code", "6 digits from the app, or a recovery code of 8.", "Enter the code.")}


class SetUpSecondFactorForm(_CodeForm, totp_forms.ActivateTOTPForm):
    words = {"code": ("Code", "6 digits. The app shows a new one every 30 seconds.", "Enter the code the app shows.")}
