"""Django's settings: everything a deployment may change is read from the environment, with its meaning beside it.

| variable | meaning | default |
|---|---|---|
| DATABASE_URL | the database, as the role that reads and writes rows | the embedded PostgreSQL |
| DATABASE_OWNER_URL | the same database, as the role that owns the tables | DATABASE_URL |
| DURE_DATABASE_ROLE | ``app`` or ``owner``: which of the two this process uses | app |
| DURE_SECRET_KEY | signs sessions | made once in var/ |
| DURE_HOSTS | host names this site answers to, comma separated | localhost |
| DURE_HTTPS | ``1`` behind HTTPS: secure cookies, HSTS | 0 |
| DURE_EMAIL_URL | smtp://user:password@host:port | letters are written to var/mail |
| DURE_VAR | where the installation keeps its files | var/ of the checkout |
| DURE_MAX_DOCUMENT_MB | the largest document that is read | 50 |
| DURE_LOG_ORIGIN | the name of the public log: its address without https:// | first of DURE_HOSTS + /log |
| DURE_LOG_KEYS | the folder of the log's signing keys: back it up, apart from the database | var/log-keys |
| DURE_PROXIES | how many proxies of ours stand before the server | 0 |
| DURE_API_RATE | requests of the open API from one address, as number/period (s, m, h, d) | 120/m |
| DURE_POLITE_SECONDS | least seconds between two requests to one site, over all processes | 1 |
| DURE_SOURCE_ITEMS | pages and attachments that one visit to a source may read | 200 |
| DURE_SOURCE_RECHECK_DAYS | how many days after it was found a page is asked again whether it changed | 7 |
| DURE_SOURCE_FAILURES | failed visits in a row after which a source is paused | 6 |
| DURE_TRIES_PER_HOUR | addresses that one editor may try in an hour | 60 |
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from dure.config import paths, postgres


def _database(role: str) -> dict[str, object]:
    """Turn a postgresql:// address into Django's form."""
    server = os.environ.get("DATABASE_URL")
    address = (os.environ.get("DATABASE_OWNER_URL") or server) if role == "owner" else server
    parts = urlsplit(address or postgres.url(role))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


BASE_DIR = paths.PACKAGE
VAR = paths.var()
HTTPS = os.environ.get("DURE_HTTPS") == "1"
SECRET_KEY = os.environ.get("DURE_SECRET_KEY") or paths.local_secrets()["django"]
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("DURE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
ROOT_URLCONF = "dure.config.urls"
WSGI_APPLICATION = "dure.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "dure.web",  # first: its templates and its post-migrate step come before the others
    "dure.apps.audit",
    "dure.apps.governments",
    "dure.apps.accounts",
    "dure.apps.cases",
    "dure.apps.discovery",
    "django.forms",  # its widgets' templates, two of which dure.web replaces
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "csp",
    "django_cotton",
    "django_htmx",
    "ninja",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dure.web.middleware.HistoryContextMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["dure.web.templatetags.language"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dure.web.context_processors.site",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": _database(os.environ.get("DURE_DATABASE_ROLE", "app"))}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dure.apps.accounts.outside.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DURE_PROXIES", "0"))
MFA_TOTP_ISSUER = "Dure"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("English"))]
LOCALE_PATHS = [paths.PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "dure.web.finders.NodePackagesFinder",
]
NODE_MODULES = paths.ROOT / "node_modules"
NODE_FILES = {  # where it is served: (folder in node_modules, patterns of the files that are used)
    "vendor/krds/css/component": ("krds-uiux/resources/css/component", ["output.css", "output.css.map"]),
    "vendor/krds/css/token": ("krds-uiux/resources/css/token", ["krds_tokens.css"]),
    "vendor/krds/img": (
        "krds-uiux/resources/img",
        ["component/icon/*.svg", "component/**/*.svg", "component/**/*.png"],
    ),
    "vendor/pretendard": (
        "pretendard-gov/dist/web/variable",
        ["pretendardvariable-gov-dynamic-subset.css", "woff2-dynamic-subset/*.woff2"],
    ),
    "vendor/htmx": ("htmx.org/dist", ["htmx.min.js", "htmx.min.js.map"]),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "media"
LOG_FOLDER = VAR / "log"
LOG_EXPORTS = VAR / "log-exports"
LOG_KEYS = Path(os.environ.get("DURE_LOG_KEYS", VAR / "log-keys"))
LOG_ORIGIN = os.environ.get("DURE_LOG_ORIGIN") or f"{ALLOWED_HOSTS[0]}/log"
WHITENOISE_MAX_AGE = 600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}

_email = urlsplit(os.environ.get("DURE_EMAIL_URL", ""))
if _email.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _email.hostname, _email.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_email.username or ""), unquote(_email.password or "")
    EMAIL_USE_TLS = True
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DURE_FROM_EMAIL", "dure@localhost")

FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500
MAX_DOCUMENT_BYTES = int(os.environ.get("DURE_MAX_DOCUMENT_MB", "50")) * 1024 * 1024
POLITE_SECONDS = float(os.environ.get("DURE_POLITE_SECONDS", "1"))
SOURCE_ITEMS = int(os.environ.get("DURE_SOURCE_ITEMS", "200"))
SOURCE_RECHECK_DAYS = int(os.environ.get("DURE_SOURCE_RECHECK_DAYS", "7"))
SOURCE_FAILURES = int(os.environ.get("DURE_SOURCE_FAILURES", "6"))
TRIES_PER_HOUR = int(os.environ.get("DURE_TRIES_PER_HOUR", "60"))
USER_AGENT = "DureBot/0.1 (+https://github.com/dure; innovation case library of local governments)"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"dure": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT
API_RATE = os.environ.get("DURE_API_RATE", "120/m")
SAMPLES = Path(os.environ.get("DURE_SAMPLES", paths.ROOT / "samples"))
MENU = [  # address, label, for editors only
    ("cases:map", _("사례 지도"), False),
    ("cases:search", _("사례 찾기"), False),
    ("governments:list", _("지방정부"), False),
    ("discovery:queue", _("제안 검토"), True),
    ("discovery:upload", _("문서 올리기"), True),
    ("discovery:sources", _("수집처"), True),
]
