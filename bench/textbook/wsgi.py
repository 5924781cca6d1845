"""The entry for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.textbook.settings"

application = get_wsgi_application()
