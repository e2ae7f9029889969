"""The access log: one line for each look at, or export of, something sensitive."""

from django.db import models
from django.http import HttpRequest

from members.models import AccessLog, User


def client_address(request: HttpRequest) -> str | None:
    """The address the request came from; behind a proxy the web server sets REMOTE_ADDR."""
    return request.META.get("REMOTE_ADDR") or None


def note(
    request: HttpRequest | None,
    action: str,
    row: models.Model | None = None,
    *,
    rows: int | None = None,
    user: User | None = None,
) -> AccessLog:
    """Write one line. Without a request (a command) the user may be named."""
    who = request.user if request is not None and request.user.is_authenticated else user
    return AccessLog.objects.create(
        user=who,
        action=action,
        object_type=row._meta.label if row is not None else "",
        object_id=str(row.pk) if row is not None else "",
        ip=client_address(request) if request is not None else None,
        result="完成",
        row_count=rows,
    )
