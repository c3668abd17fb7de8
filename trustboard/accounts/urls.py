"""The pages of one's own account, and the link of an invitation. The names are the ones django-allauth looks for."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from trustboard.accounts import views

page = require_http_methods(["GET", "HEAD", "POST"])
proved = reauthentication_required(app="allauth.mfa")  # recovery codes are as good as a second factor

urlpatterns = [
    path("sign-in/", page(account.login), name="account_login"),
    path("sign-in/code/", page(factors.authenticate), name="mfa_authenticate"),
    path("sign-out/", page(account.logout), name="account_logout"),
    path("inactive/", page(account.account_inactive), name="account_inactive"),
    path("confirm/", page(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", page(factors.reauthenticate), name="mfa_reauthenticate"),
    path("password/", page(account.password_change), name="account_change_password"),
    path("password/forgotten/", page(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", page(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", page(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    path("second-factor/", page(factors.index), name="mfa_index"),
    path("second-factor/set-up/", page(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/remove/", page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", page(proved(recovery.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/", page(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "second-factor/recovery-codes/file/",
        page(proved(recovery.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
    path("invitations/<slug:token>/", views.accept_invitation, name="accept_invitation"),
]
