"""Start-up checks of the site: every address declares who may open it; production runs without a superuser."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

DECLARATIONS = ("action", "public", "signed_in")


def addresses(
    patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site with its pattern. The admin, which asks GRANTS by itself, is left out."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern), entry
        elif entry.namespace != "admin":
            yield from addresses(entry.url_patterns, before + str(entry.pattern))


def declared(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """branchlife.E001: an address without @needs, @signed_in or @public would be open to anybody signed in."""
    return [
        checks.Error(
            f"地址 {where} 没有声明由谁使用。",
            hint="在视图上写 @needs(Action.…)、@signed_in 或 @public（members/access.py）。",
            obj=pattern.callback,
            id="branchlife.E001",
        )
        for where, pattern in addresses()
        if not any(hasattr(pattern.callback, name) for name in DECLARATIONS)
    ]


def no_superuser(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """branchlife.E002: in production nobody stands above GRANTS."""
    if not settings.PRODUCTION or not databases:
        return []
    names = superusers()
    if not names:
        return []
    return [
        checks.Error(
            f"正式环境中有启用的超级用户：{'、'.join(names)}。",
            hint="停用这些账号，改由系统、安全、审计三员分别管理。",
            id="branchlife.E002",
        )
    ]


def superusers() -> list[str]:
    """The names of active superusers; none before the first migration."""
    model = get_user_model()
    if model._meta.db_table not in connection.introspection.table_names():
        return []
    rows = model.objects.filter(is_superuser=True, is_active=True).order_by("username")
    return list(rows.values_list("username", flat=True))


def refuse_superusers() -> None:
    """Called before the first request: production does not start while somebody stands above GRANTS."""
    if settings.PRODUCTION and (names := superusers()):
        raise ImproperlyConfigured(f"正式环境中有启用的超级用户：{'、'.join(names)}。请先停用，再启动。")
