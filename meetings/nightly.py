"""What meetings have done for them every night, or rather every morning before work."""

from branchlife.kit.nightly import nightly
from branchlife.kit.problems import Refusal
from meetings import reminders


@nightly("send-digests", "发提醒邮件", whole=False)
def send_digests() -> str:
    """One letter a day at most."""
    sent, failed = reminders.send_digests()
    if failed:
        raise Refusal.because(
            "mail", f"发出 {sent} 封，{failed} 封没有发出：邮件服务器没有接受，请再运行一次。"
        )
    return f"发出 {sent} 封"


@nightly("forget-digests", "清理旧的提醒记录")
def forget_digests() -> str:
    """What was told long ago."""
    return f"{reminders.forget_old()} 条"
