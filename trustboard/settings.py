"""Settings. Everything that differs between installations comes from the environment; what is missing is named.

`var/local.env` is read where it exists: `script/server` writes it for the demonstration, with secrets of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from trustboard.environment import LOOPBACK, address_of_site, optional, required
from trustboard.record import APPEND_ONLY as APPEND_ONLY  # noqa: PLC0414 - a setting
from trustboard.record import GUARDS as GUARDS  # noqa: PLC0414 - a setting
from trustboard.record import OF_RECORD as OF_RECORD  # noqa: PLC0414 - a setting

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / "var" / "local.env").exists():
    env.read_env(str(BASE_DIR / "var" / "local.env"))

# Who and where we are

SECRET_KEY = required("SECRET_KEY", "a long random text that signs sessions and links.")
SITE_URL, SITE_HOST, SERVED_SECURELY = address_of_site(
    required("SITE_URL", "the address under which people reach this site, such as https://trust.example.")
)
IS_LOCAL = SITE_HOST in LOOPBACK
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
DATA_DIR = Path(optional("DATA_DIR") or BASE_DIR / "var")
DEBUG = False
ALLOWED_HOSTS = sorted(LOOPBACK) if IS_LOCAL else [SITE_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# The ledger: what is of record is declared in trustboard/record.py

LEDGER_KEY = required("LEDGER_KEY", "the key that signs the ledger; `manage.py make_ledger_key` makes one.")

# The seal of documents; without it they go unsealed. See docs/sealing.md

SEAL_FILE = optional("SEAL_FILE")
SEAL_PASSPHRASE = optional("SEAL_PASSPHRASE")
TIMESTAMP_URL = optional("TIMESTAMP_URL")
TIMESTAMP_CERTIFICATES = optional("TIMESTAMP_CERTIFICATES")

# Database and cache

DATABASES: dict[str, Any] = {
    "default": env.db_url_config(
        required("DATABASE_URL", "such as sqlite:////srv/trustboard/db.sqlite3 or postgres://…")
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # FULL, for NORMAL acknowledges commits that a power cut takes back. IMMEDIATE, for a transaction that reads first
    # and then writes would otherwise fail at once when another one has written in between. Recursive triggers, for an
    # INSERT OR REPLACE would otherwise delete the row it replaces past the triggers of append-only tables.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 10, "timeout": 20}

REDIS_URL = optional("REDIS_URL")
if REDIS_URL:
    CACHES: dict[str, Any] = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
    CHANNEL_LAYERS: dict[str, Any] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # Tried once more on a fresh connection: else the first change after Redis was lost is told to nobody.
            "CONFIG": {"hosts": [{"address": REDIS_URL, "retry": Retry(NoBackoff(), 1)}]},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
LIVE_PING_SECONDS = 20

# The house

INSTALLED_APPS = [
    "trustboard",
    "governance",
    "meetings",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "guardian",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "trustboard.accounts.middleware.AnswerWhatActsRaise",
]
ROOT_URLCONF = "trustboard.urls"
ASGI_APPLICATION = "trustboard.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trustboard.look.context.the_house",
            ],
            "builtins": ["trustboard.templatetags.look"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts

AUTH_USER_MODEL = "trustboard.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "trustboard.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_SECURELY else "http"
ACCOUNT_FORMS = {
    "login": "trustboard.accounts.forms.SignInForm",
    "reauthenticate": "trustboard.accounts.forms.ConfirmByPasswordForm",
    "reset_password": "trustboard.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "trustboard.accounts.forms.NewPasswordForm",
    "change_password": "trustboard.accounts.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "trustboard.accounts.forms.CodeForm",
    "reauthenticate": "trustboard.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "trustboard.accounts.forms.SetUpSecondFactorForm",
}
MFA_ADAPTER = "trustboard.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Trustboard"

# Mail

EMAIL_CONFIG = env.email_url_config(
    required("EMAIL_URL", "the mail server, such as smtp+tls://user:password@mail.example:587.")
)
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"] or ""
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(DATA_DIR / "letters")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required("MAIL_FROM", "the address that letters come from, such as trustboard@trust.example.")

# Security

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_SECURELY
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if SERVED_SECURELY else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED_SECURELY else "csrf"
SECURE_SSL_REDIRECT = SERVED_SECURELY
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # asked from beside the server, behind whatever ends TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SERVED_SECURELY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_SECURELY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "trustboard.operations.views.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Pages

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "trustboard.look.storage.ManifestStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

# Logs: one line an event, to standard error

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "trustboard.operations.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "trustboard": {"level": "INFO"},
        "governance": {"level": "INFO"},
        "meetings": {"level": "INFO"},
        # Our own line says it, with a reference.
        "django.request": {"level": "CRITICAL"},
        # What a check finds is its answer, not a fault of ours.
        "pyhanko": {"level": "CRITICAL"},
    },
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
