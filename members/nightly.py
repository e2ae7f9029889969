"""What accounts leave behind: sessions that are over, failed log-ins that lock nobody any more."""

from django.contrib.sessions.models import Session

from branchlife.kit import clock
from branchlife.kit.nightly import nightly
from members import accounts


@nightly("clear-sessions", "清理已结束的登录")
def clear_sessions() -> str:
    """Sessions past their term."""
    return f"{Session.objects.filter(expire_date__lt=clock.now()).delete()[0]} 条"


@nightly("forget-attempts", "清理旧的登录失败记录")
def forget_attempts() -> str:
    """Failed log-ins and log-ins whose term as audit is over."""
    return f"{accounts.forget_attempts()} 条"
