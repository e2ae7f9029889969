"""One settings file in sections. A workstation is the default; production sets its environment."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from branchlife import env

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(os.environ.get("STATE_DIR", BASE_DIR / "var"))
PRODUCTION = env.flag("PRODUCTION", default=False)
TESTING = "pytest" in sys.modules

# --- Secrets ---------------------------------------------------------------------------------------------------------
KEY_DIR = STATE_DIR / "keys"
SECRET_KEY = env.secret("SECRET_KEY", KEY_DIR, made_here=not PRODUCTION)
FIELD_KEY = env.key("FIELD_KEY", KEY_DIR, made_here=not PRODUCTION)  # encrypts ID numbers and phones at rest
LOOKUP_KEY = env.key("LOOKUP_KEY", KEY_DIR, made_here=not PRODUCTION)  # keyed digest by which they are found
SIGNING_KEY = env.optional_key(
    "SIGNING_KEY", KEY_DIR, made_here=not PRODUCTION
)  # Ed25519, signs the daily heads

# --- Application -----------------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
ROOT_URLCONF = "branchlife.urls"
WSGI_APPLICATION = "branchlife.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "branchlife.apps.BranchLifeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "branchlife.kit.apps.KitConfig",
    "branchlife.kit.jobs.apps.JobsConfig",
    "members",
    "meetings",
    "meetings.slips.apps.SlipsConfig",
    "meetings.archive.apps.ArchiveConfig",
    "meetings.inspection.apps.InspectionConfig",
]

MIDDLEWARE = [
    "meetings.slips.door.curtain",  # first: nobody else may see who asks for a ballot
    "members.middleware.address",
    "members.middleware.cookies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "branchlife.kit.methods.explained",
    "members.middleware.actor",
    "members.middleware.sessions",
    "members.middleware.Door",
    "axes.middleware.AxesMiddleware",
]

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
                "members.context.house",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database --------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(STATE_DIR / "db.sqlite3")}

# --- Mail and links --------------------------------------------------------------------------------------------------
SITE_URL = env.site("SITE_URL", ALLOWED_HOSTS, secure=PRODUCTION)  # how links in mails and on paper begin
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465  # encrypted from the first byte; on any other port by STARTTLS
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=True) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 10  # seconds: somebody waits for the page
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or EMAIL_HOST_USER or "branchlife@localhost"

# The daily mail mentions a thing from so many days before its deadline; what is late again after so many, so often.
DIGEST_AHEAD_DAYS = env.number("DIGEST_AHEAD_DAYS", 7)
DIGEST_AGAIN_DAYS = env.number("DIGEST_AGAIN_DAYS", 7)
DIGEST_TIMES = env.number("DIGEST_TIMES", 4)

# --- Language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
VENDOR_DIR = STATE_DIR / "vendor"  # third-party CSS, copied from system packages at set-up
FONT_DIR = STATE_DIR / "fonts"  # fonts for PDF that come from no installable package
STATICFILES_DIRS = [BASE_DIR / "static", *([VENDOR_DIR] if VENDOR_DIR.is_dir() else [])]
# Pages that are asked for again word for word (kit/pdf.py); whatever is lost here is set anew.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "papers": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": (STATE_DIR / "papers").absolute(),
        "TIMEOUT": timedelta(days=400).total_seconds(),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
MEDIA_ROOT = STATE_DIR / "media"  # never served by URL: every download passes a permission check
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # read from the source folders, nothing needs to be collected first
WHITENOISE_USE_FINDERS = DEBUG or TESTING
# Where the signed heads of the chains go: two places or more, at least one of them on another machine.
HEAD_DIRS = env.words(
    "HEAD_DIRS", [] if PRODUCTION else [str(STATE_DIR / "heads/1"), str(STATE_DIR / "heads/2")]
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Work in the background ------------------------------------------------------------------------------------------
JOB_RESULT_DAYS = env.number("JOB_RESULT_DAYS", 7)  # how long the result of a background job may be fetched

# --- Accounts and sessions -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["members.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD_PROFILE = env.choice("PASSWORD_PROFILE", "modern", ("modern", "dengbao3"))
_VALIDATION = "django.contrib.auth.password_validation"
_PASSWORD_RULES: dict[str, list[dict[str, Any]]] = {
    "modern": [{"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}],
    "dengbao3": [
        {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {"NAME": "members.passwords.ThreeOfFourClasses"},
    ],
}
AUTH_PASSWORD_VALIDATORS = [
    *_PASSWORD_RULES[PASSWORD_PROFILE],
    {"NAME": "members.passwords.NotTheSame"},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
]
PASSWORD_MAX_DAYS = 90 if PASSWORD_PROFILE == "dengbao3" else None  # noqa: S105 (the name of a policy)
FIRST_PASSWORD_CHANGE = PRODUCTION  # a password given by an administrator is changed at the first log-in
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
IDLE_MINUTES = 30  # branch users; administrators and inspectors have half
IDLE_MINUTES_PRIVILEGED = 15
SESSION_HOURS = 12
TWO_FACTOR = env.flag("TWO_FACTOR", default=PRODUCTION)  # one-time codes for administrators and inspectors

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [
    ["username", "ip_address"]
]  # a whole office behind one address is never locked out
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time told on the page is kept
AXES_LOCKOUT_CALLABLE = "members.views.account.locked_out"
AXES_ENABLE_ADMIN = False  # shown to the auditor by members/admin
AXES_DISABLE_ACCESS_LOG = False
AXES_VERBOSE = False
SIGN_IN_DAYS = 186  # log-ins, and failed ones, are kept for no less than six months (网络安全法第二十一条)

# --- Transport and content security ----------------------------------------------------------------------------------
BEHIND_PROXY = env.flag(
    "BEHIND_PROXY", default=PRODUCTION
)  # the visitor's address is what our web server says
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Logging ---------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "not-the-booth": {"()": "meetings.slips.door.NotTheBooth"},
        "short-links": {"()": "branchlife.kit.links.ShortLinks"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["not-the-booth", "short-links"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"filters": ["not-the-booth", "short-links"]},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},  # runserver
    },
}
