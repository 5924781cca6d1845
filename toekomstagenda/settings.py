"""Settings, in one file and a fixed order; production is the default.

The environment decides, and `.env` in the project root fills in what the real
environment leaves open. Two other modes exist, and both must be asked for:
`DEMO=1` (one machine, plain http on 127.0.0.1, no services needed) and the test
run, which pytest announces itself and which reads nothing of a developer's
environment but the TEST_ variables.
"""

import logging
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
import structlog
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent


# --- Environment ---------------------------------------------------------------

# pytest sets this before it imports anything of ours and no server does, so a
# production process cannot slip into the test mode by a forgotten variable.
TESTING = "PYTEST_VERSION" in os.environ

env = environ.Env()

if TESTING:
    # A file and not :memory:, so that threads and processes can share it; named
    # after the process, so that two runs at the same time do not meet.
    # In memory where the system offers that: a test need not survive a power cut.
    memory = Path("/dev/shm")
    test_folder = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    test_database = test_folder / f"toekomstagenda-{os.getpid()}"
    env.ENVIRON = {
        "SECRET_KEY": "tests-only-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL")
        or f"sqlite:///{test_database}.sqlite3",
        "API_THROTTLE": "off",
    }
else:
    env_file = os.environ.get("ENV_FILE", str(BASE_DIR / ".env"))
    if env_file and Path(env_file).is_file():
        environ.Env.read_env(env_file)

DEMO = env.bool("DEMO", default=False)

REQUIRED = {
    "SECRET_KEY": "een geheime willekeurige tekst van minstens 50 tekens",
    "ALLOWED_HOSTS": "de namen waaronder de site bereikbaar is, met komma's ertussen",
    "DATABASE_URL": "bijvoorbeeld postgres://naam:wachtwoord@server:5432/naam",
}
if not (DEMO or TESTING):
    REQUIRED["REDIS_URL"] = "bijvoorbeeld redis://server:6379/0"

missing = [
    f"  {name}: {meaning}"
    for name, meaning in REQUIRED.items()
    if not env.str(name, default="").strip()
]
if missing:
    raise ImproperlyConfigured(
        "Starten kan niet: in de omgeving (of in .env) ontbreekt\n" + "\n".join(missing)
    )

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "Starten kan niet: SECRET_KEY is korter dan 50 tekens en dus te raden."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if any(host.strip() in {"*", "."} for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "Starten kan niet: ALLOWED_HOSTS bevat een jokerteken; noem de namen zelf."
    )

DEBUG = env.bool("DEBUG", default=False)
if DEBUG and not DEMO:
    raise ImproperlyConfigured(
        "Starten kan niet: DEBUG mag alleen samen met DEMO=1 aan staan."
    )

# Plain http only where the traffic does not leave the machine.
HTTPS = not (DEMO or TESTING)

# How many proxies in front of us set X-Forwarded-*; their word is taken only then.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# Libraries look at one place, where ClientAddressMiddleware has put what is true;
# left alone, they believe any header that a client cares to send.
IPWARE_META_PRECEDENCE_ORDER = ("REMOTE_ADDR",)


# --- Applications --------------------------------------------------------------

INSTALLED_APPS = [
    "toekomstagenda.admin.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "axes",
    "django_structlog",
    "csp",
    "core",
    "accounts",
    "governance",
    "actions",
    "finance",
    "monitoring",
    "progress",
    "reporting",
    "baseline",
    "pages",
]

MIDDLEWARE = [
    "toekomstagenda.proxies.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # The headers come before all that can answer by itself, so that a redirect,
    # a static file and a refused host carry them as well.
    "toekomstagenda.headers.SecurityHeadersMiddleware",
    # Makes a problem of every error under /api/ that is answered further in.
    "core.api.middleware.ApiMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A view is closed unless it says @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "core.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Axes asks to be last: it turns a refused login into its own answer.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "toekomstagenda.urls"
WSGI_APPLICATION = "toekomstagenda.wsgi.application"

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
            ],
        },
    },
]


# --- Database ------------------------------------------------------------------

database = env.db_url("DATABASE_URL")
database_options = database.setdefault("OPTIONS", {})

# No ATOMIC_REQUESTS: with immediate transactions every GET would take SQLite's
# one write lock.
if database["ENGINE"] == "django.db.backends.sqlite3":
    # A relative path means the project, not wherever the command was started.
    database["NAME"] = str(BASE_DIR / database["NAME"])
    database_options |= {
        # WAL alone makes "database is locked" more frequent; only with IMMEDIATE
        # and a waiting time do concurrent writers all succeed.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # recursive_triggers: without it REPLACE INTO deletes rows past the guards.
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;"
        ),
    }
    if TESTING:
        database["TEST"] = {"NAME": database["NAME"]}
    else:
        # Opening the file, with the pragmas above, takes longer than a page's queries.
        database["CONN_MAX_AGE"] = 60
elif database["ENGINE"] == "django.db.backends.postgresql":
    database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    database["CONN_HEALTH_CHECKS"] = True
    lock_timeout = env.int("DATABASE_LOCK_TIMEOUT_MS", default=3_000)
    statement_timeout = env.int("DATABASE_STATEMENT_TIMEOUT_MS", default=30_000)
    database_options |= {
        "connect_timeout": 3,
        # Of statements of the API only (core.api.statements); off behind a pooler
        # that hands one connection to several processes.
        "prepare_threshold": 5 if env.bool("DATABASE_PREPARE", default=True) else None,
        # No jit: compiling a query takes longer than running any of ours. One plan for
        # a prepared statement: planning again for every list of ids takes longer too.
        "options": (
            f"-c lock_timeout={lock_timeout} -c statement_timeout={statement_timeout}"
            " -c jit=off -c plan_cache_mode=force_generic_plan"
        ),
    }
    if TESTING:
        database["TEST"] = {"NAME": f"test_toekomstagenda_{os.getpid()}"}
else:
    raise ImproperlyConfigured(
        "Starten kan niet: DATABASE_URL moet met postgres:// of sqlite:// beginnen."
    )

DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# --- Cache ---------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="")

if REDIS_URL:
    # Emptying a Django cache flushes its whole Redis database, so the queue must
    # not live in the same one.
    cache_url = env.str("CACHE_URL", default="")
    if not cache_url:
        redis = urlsplit(REDIS_URL)
        next_number = int(redis.path.strip("/") or 0) + 1
        cache_url = redis._replace(path=f"/{next_number}").geturl()
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": cache_url,
            "KEY_PREFIX": "toekomstagenda",
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


# --- Users and login -----------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"

AUTHENTICATION_BACKENDS = [
    # First, so that a locked account is refused before any password is compared.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        f"{_VALIDATION}.UserAttributeSimilarityValidator": {},
        "accounts.passwords.MinimumLength": {"min_length": 12},
        f"{_VALIDATION}.CommonPasswordValidator": {},
        f"{_VALIDATION}.NumericPasswordValidator": {},
    }.items()
]

if TESTING:
    # The real hashers are slow on purpose, and no password in a test is a secret.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "inloggen"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "inloggen"

# A test that is about locking out switches it on; the test client's login() has
# no request to judge.
AXES_ENABLED = not TESTING
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
# Guesses count per account, wherever they come from: an office shares one address,
# and an attacker has many.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# What is kept to count guesses is nobody's to read or change in the admin.
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "registration/lockout.html"


# --- Sessions and cookies ------------------------------------------------------

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    # The prefix makes browsers refuse a cookie that a neighbouring host or a plain
    # http page tries to plant.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"


# --- Security headers ----------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
# A balancer asks for the health page over plain http, inside its own network.
SECURE_REDIRECT_EXEMPT = [r"^gezondheid$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

SILENCED_SYSTEM_CHECKS = [
    # HSTS preload is a promise for a whole domain, which its owner has to make.
    "security.W021",
    # Axes warns that counting without an address can be dodged by changing browser
    # or cookies. Those are not counted here: the account is, and nothing else.
    "axes.W006",
]

# Where to report a vulnerability (RFC 9116): by default the national centre, which
# takes reports about central government systems.
SECURITY_CONTACT = env.str(
    "SECURITY_CONTACT", default="https://www.ncsc.nl/contact/kwetsbaarheid-melden"
)

# Where somebody tells that a page does not work for them: an address of mail or a page.
ACCESSIBILITY_CONTACT = env.str("ACCESSIBILITY_CONTACT", default="")


# --- Language and time ---------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True


# --- Static files --------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Only our own pages load them, and by their hashed names.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are megabytes that only somebody with developer tools open asks for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if DEMO:
    # Compressing takes seconds and saves nothing on the machine itself.
    static_storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
if TESTING:
    # Tests run without collectstatic.
    static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_AUTOREFRESH = True
    WHITENOISE_USE_FINDERS = True

# An organisation's own theme (docs/theming.md): the name of a static file, or an
# address of this same site that starts with a slash.
THEME_STYLESHEET = env.str("THEME_STYLESHEET", default="")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": static_storage},
}


# --- Pages ---------------------------------------------------------------------

# Published overviews for everybody, under /openbaar/: without texts that were written
# for the regiegroep, and without names of persons.
PUBLIC_OVERVIEWS = env.bool("PUBLIC_OVERVIEWS", default=False)


# --- API -----------------------------------------------------------------------

# For example "600/min" per user or, without a login, per address; "off" for none.
API_THROTTLE = env.str("API_THROTTLE", default="off" if DEMO else "600/min")

# Other sites whose scripts may ask, such as https://dashboard.example.nl; a token
# comes with the question, never the session of the browser.
API_CORS_ORIGINS = env.list("API_CORS_ORIGINS", default=[])

API_VERSION = "1.0.0"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first one decides that "nobody" is answered with 401.
        "accounts.api.authentication.TokenAuthentication",
        "core.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "core.api.exceptions.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": (
        []
        if API_THROTTLE == "off"
        else [
            "core.api.throttling.UserThrottle",
            "core.api.throttling.AnonymousThrottle",
        ]
    ),
    "DEFAULT_THROTTLE_RATES": (
        {} if API_THROTTLE == "off" else {"user": API_THROTTLE, "anon": API_THROTTLE}
    ),
    "NUM_PROXIES": 0,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Toekomstagenda tracker",
    "DESCRIPTION": (
        "De uitvoering van het programma Toekomstagenda: zorg en ondersteuning voor "
        "mensen met een beperking. Uitleg, woordenlijst en wijzigingen staan op de "
        "pagina van de API zelf (/api/v1)."
    ),
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.0.3",
    "CONTACT": {
        "name": env.str("API_CONTACT_NAME", default="Beheer Toekomstagenda tracker"),
        "email": env.str("API_CONTACT_EMAIL", default="toekomstagenda@example.nl"),
        "url": env.str("API_CONTACT_URL", default="https://example.nl/toekomstagenda"),
    },
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    "SERVERS": [{"url": "/api/v1", "description": "Deze installatie"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["core.api.schema.complete"],
}


# --- Mail ----------------------------------------------------------------------

# The demo prints its mail, because there is nobody to receive it.
email = env.email_url(
    "EMAIL_URL", default="consolemail://" if DEMO else "smtp://localhost:25"
)
EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_HOST = email["EMAIL_HOST"] or "localhost"
EMAIL_PORT = email["EMAIL_PORT"] or 25
EMAIL_HOST_USER = email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = email.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"toekomstagenda@{ALLOWED_HOSTS[0].lstrip('.')}"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10


# --- Background work -----------------------------------------------------------

# The queue only wakes up work that is already recorded in the database: Redis may
# lose it, and it may deliver twice.
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = DEMO or TESTING
CELERY_TASK_EAGER_PROPAGATES = TESTING
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 9 * 60
CELERY_TASK_TIME_LIMIT = 10 * 60
# Redis hands an unacknowledged task to another worker after this time, so it must
# outlast the longest task. The smallest of the three settings wins: keep them equal.
CELERY_VISIBILITY_TIMEOUT = 3 * CELERY_TASK_TIME_LIMIT
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "socket_connect_timeout": 2,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page must not wait for a Redis that is down: the sweep finds the work later.
CELERY_TASK_PUBLISH_RETRY = False


# --- Logging -------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()

# Shared by our own lines and those of libraries, so that every line has the same
# fields: moment, level, request and user beside the event itself.
shared_processors: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *shared_processors,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": shared_processors,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers for these would write the same event a second time, and
    # the mail to administrators would carry whole requests.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # A refused request is in the log once already, as finished with its code.
        "django.request": {"level": "ERROR"},
        # Tells its version at every start of every command.
        "axes.apps": {"level": "WARNING"},
        # Tells each step of each PDF, and some at every start.
        "weasyprint": {"level": "ERROR"},
    },
}

DJANGO_STRUCTLOG_CELERY_ENABLED = True
# One line a request is enough, when it is finished; writing a second one took a tenth
# of the time of a short answer. The address comes from ClientAddressMiddleware, which
# knows the proxies; looking for it once more took as long.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
