"""The door through which a web server calls the application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchlife.settings")

application = get_wsgi_application()

from branchlife.checks import refuse_superusers  # noqa: E402 (needs the applications to be loaded)
from branchlife.kit import printer  # noqa: E402, F401 (so that nobody waits for it at the first PDF)

refuse_superusers()
