"""电子邮件: one letter to each, through Django's backend. Nobody sees who else got one."""

from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from branchlife.kit.templatetags.words import cn_day
from meetings import links
from meetings.channels.base import Result
from meetings.models import Notice, NoticeReceipt

NO_ADDRESS = "名册里没有登记邮箱"
REFUSED = "邮件服务器退回：收件地址不对或不收"
UNREACHABLE = "连不上邮件服务器，请稍后重发"
FAILED = "邮件服务器没有接受，请稍后重发"
INVITATION = (
    "打开下面的链接，可以看通知和材料、确认收到、请假。不用登录；链接只供您本人使用，请不要转发：\n{address}"
)


def deliver(notice: Notice, receipts: Sequence[NoticeReceipt]) -> list[Result]:
    """Send the letters over one connection."""
    results = [Result(row.pk, NO_ADDRESS) for row in receipts if not row.member.email]
    addressed = [row for row in receipts if row.member.email]
    if not addressed:
        return results
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError):
        return results + [Result(row.pk, UNREACHABLE) for row in addressed]
    try:
        return results + [Result(row.pk, _send(connection, notice, row)) for row in addressed]
    finally:
        connection.close()


def _send(connection: BaseEmailBackend, notice: Notice, receipt: NoticeReceipt) -> str:
    try:
        letter(notice, receipt, connection).send()
    except SMTPRecipientsRefused:
        return REFUSED
    except (SMTPException, OSError, ValueError):  # ValueError: an address or a line that no header may hold
        return FAILED
    return ""


def letter(
    notice: Notice, receipt: NoticeReceipt, connection: BaseEmailBackend | None = None
) -> EmailMessage:
    """The letter to one member, with the personal link."""
    meeting = notice.meeting
    body = meeting.group or meeting.branch
    text = [
        f"{receipt.member.name}同志：",
        "",
        notice.body,
        "",
        INVITATION.format(address=links.personal(receipt)),
    ]
    return EmailMessage(
        f"会议通知：{cn_day(meeting.start)}{meeting.spec.short}（{body.short_name}）",
        "\n".join(text),
        to=[receipt.member.email],
        connection=connection,
    )
