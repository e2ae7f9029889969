"""Appending to the chain of a branch: one link after another, never before the last one in time."""

from datetime import datetime
from typing import Any

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.canonical import BEGINNING, canonical, digests, instant, link
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_datetime
from meetings.lifecycle import bodies
from meetings.models import Correction, Filing, LedgerLink, Meeting
from meetings.vocabulary import LedgerLinkKind
from members.models import Organisation, User


class Chain:
    """The chain of a branch, held until the transaction ends: whoever else wants to append waits."""

    def __init__(self, branch: Organisation) -> None:
        # The lock is on the branch, not on its last link: two who wait for a link would both append after it.
        self.branch = Organisation.objects.select_for_update(no_key=True).get(pk=branch.pk)
        self.last = LedgerLink.objects.filter(branch=self.branch).order_by("-number").first()

    def moment(self) -> datetime:
        """The present moment. Refuses while the clock runs behind the last link."""
        now = clock.now()
        if self.last is not None and now < self.last.at:
            raise Refusal.because(
                "clock",
                f"服务器时钟（{cn_datetime(now)}）比本支部上一次存证的时间（{cn_datetime(self.last.at)}）还早，暂时不能继续；"
                "写好的内容都在，请系统管理员校正时钟后再试。",
                "时间先后不能颠倒",
            )
        return now

    def append(
        self,
        kind: LedgerLinkKind,
        body: bodies.Body,
        at: datetime,
        by: User | None,
        meeting: Meeting | None = None,
    ) -> LedgerLink:
        """One more link. `at` is what `moment` said; only 时钟异常 may step back."""
        text = canonical(body)
        before = self.last.digests if self.last else BEGINNING
        number = self.last.number + 1 if self.last else 1
        account = by.username if by else ""
        of_body = digests(text)
        of_link = link(before, number, of_body, instant(at), account, kind)
        self.last = LedgerLink.objects.create(
            branch=self.branch,
            number=number,
            kind=kind,
            meeting=meeting,
            body=text,
            body_digest=of_body.sha256,
            previous_digest=before.sha256,
            link_digest=of_link.sha256,
            body_sm3=of_body.sm3,
            previous_sm3=before.sm3,
            link_sm3=of_link.sm3,
            at=at,
            by=by,
            account=account,
        )
        return self.last


def _events(meeting: Meeting) -> Any:
    return meeting.events.select_related("by").order_by("pk")


def chain_filing(chain: Chain, filing: Filing, meeting: Meeting) -> LedgerLink:
    """归入: a version has been filed and its state moved."""
    body = bodies.filed(filing, _events(meeting))
    return chain.append(LedgerLinkKind.FILED, body, filing.submitted_at, filing.submitted_by, meeting)


def chain_decision(chain: Chain, filing: Filing, meeting: Meeting, at: datetime) -> LedgerLink:
    """处理: a superior has answered and the state moved."""
    body = bodies.decided(filing, _events(meeting))
    return chain.append(LedgerLinkKind.DECISION, body, at, filing.decided_by, meeting)


def chain_correction(chain: Chain, correction: Correction, meeting: Meeting) -> LedgerLink | None:
    """更正 of a filed version; rows taken over from an old ledger were never filed and have no link."""
    filing = meeting.filings.select_related("meeting__branch").order_by("-version").first()
    if filing is None:
        return None
    body = bodies.corrected(correction, filing, _events(meeting))
    return chain.append(LedgerLinkKind.CORRECTION, body, correction.at, correction.by, meeting)


@transaction.atomic
def note_clock(branch: Organisation, reason: str, by: User | None = None) -> LedgerLink:
    """时钟异常: the clock had run ahead and was set right; from here on the branch can file again.

    Refuses without a reason, and while nothing is wrong.
    """
    if not reason.strip():
        raise Refusal.because("reason", "请写明时钟怎样走错、何时校正。", field="reason")
    chain, now = Chain(branch), clock.now()
    if chain.last is None or now >= chain.last.at:
        raise Refusal.because("no-anomaly", "时钟没有走在最后一环之前，不用登记。")
    body = {
        "branch": chain.branch.code,
        "format": bodies.FORMAT,
        "kind": "clock_anomaly",
        "last_at": instant(chain.last.at),
        "reason": reason.strip(),
    }
    return chain.append(LedgerLinkKind.CLOCK_ANOMALY, body, now, by)
