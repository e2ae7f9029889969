"""How the application is served; `make run` and the systemd unit both read it."""

import os

from gunicorn.glogging import Logger

BOOTH = "/vote/"  # meetings/slips/door.py
KEYS = ("/n/", "/ical/")  # addresses that are keys themselves: branchlife/kit/links.py


class Discreet(Logger):
    """Writes no line for the booth: its time would be the time of somebody's vote; nor an address that is a key."""

    def access(self, resp, req, environ, request_time):
        """Log a request, where it may be logged."""
        if not req.path.startswith((BOOTH, *KEYS)):
            super().access(resp, req, environ, request_time)


bind = os.environ.get("BIND") or f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
# Processes, not threads: threads would fight for SQLite's write lock.
worker_class = "sync"
# Rendering a PDF leaves memory behind that only a new process gives back.
max_requests = 1000
max_requests_jitter = 200
timeout = 90
graceful_timeout = 30
keepalive = 5
preload_app = False
control_socket_disable = True
logger_class = Discreet
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
