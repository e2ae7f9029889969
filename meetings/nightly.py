"""What meetings have done for them every night, or rather every morning before work."""

from branchlife.kit import clock
from branchlife.kit.nightly import nightly
from branchlife.kit.problems import Refusal
from meetings import duty_ledger, reminders
from meetings.chain import heads
from meetings.lifecycle import indexing
from members.models import Organisation
from members.vocabulary import OrganisationKind


@nightly("index-records", "把改过的记录编入检索", whole=False)
def index_records() -> str:
    """What an interrupted request or an import has left behind."""
    return f"{indexing.catch_up()} 份"


@nightly("reckon-duties", "核算应开义务和各月合计", whole=False)
def reckon_duties() -> str:
    """What time has made due, and whatever rules, posts and groups have changed: this year and the last."""
    today = clock.today()
    places = list(Organisation.objects.exclude(kind=OrganisationKind.PARTY_GROUP).order_by("path"))
    done = [duty_ledger.refresh(places, year) for year in (today.year - 1, today.year)]
    return f"{len(places)} 个组织，{sum(one.made + one.changed + one.gone for one in done)} 行有变化"


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


@nightly("sign-heads", "给存证的链头签名", whole=False)
def sign_heads() -> str:
    """The last link of every chain, signed, in every place; a place that could not be reached fails the step."""
    signed = heads.sign_heads()
    if signed.failed:
        raise Refusal.because(
            "places", f"第 {signed.head['number']} 份链头没有写到：{'；'.join(signed.failed)}"
        )
    return f"第 {signed.head['number']} 份，{len(signed.head['branches'])} 条链"
