"""VILL: village disclosure, opinions, decisions (checks.md 13). Most of it is not kept yet. Pure."""

from meetings.inspection.checks.base import Check
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import SAMPLE_SAYS, VILLAGE_LAW
from meetings.rules.catalogue.rules import Rules

W, I = Severity.WARNING, Severity.INFO  # noqa: E741
OPEN, SAID, MATTERS = "还没有登记村务公开", "还没有登记群众意见", "还没有登记民主决策的各步"


class ShortNotice(EachMeeting):
    """VILL-09."""

    code = "VILL-09"
    title = "村民会议通知不足"
    severity = W
    basis = (VILLAGE_LAW.reported("第二十一条"),)
    keys = ("villagers_notice_days",)
    formula = "村民会议的通知早于会期不到规定的天数"
    exempt = "没有村民会议，没有登记通知，或通知写明是紧急情况"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With a notice; one that is missing is told of by FILE-04."""
        told = s.papers.notices.get(m.gathering)
        return m.kind == MeetingKind.VILLAGERS_MEETING and told is not None and not told.is_urgent

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """In days."""
        days = (m.day - s.papers.notices[m.gathering].sent_on).days
        if days >= rules.villagers_notice_days:
            return None
        return Odd(f"至少提前 {rules.villagers_notice_days} 天通知", f"提前 {days} 天通知")


CLASSES: tuple[type[Check], ...] = (
    not_kept(
        "VILL-01", "一般村务公开超期", W, [VILLAGE_LAW.reported("第三十条"), SAMPLE_SAYS],
        ["disclosure_general_period"], "规定的时期里没有公开一般村务", "不是农村、社区", OPEN,
    ),
    not_kept(
        "VILL-02", "财务公开超期", W, [VILLAGE_LAW.reported("第三十条"), SAMPLE_SAYS],
        ["disclosure_finance_period", "disclosure_general_period"], "规定的时期里没有公布财务", "不是农村", OPEN,
    ),
    not_kept("VILL-03", "收支未逐项逐笔", W, [SAMPLE_SAYS], [], "公布的财务没有逐项逐笔", "没有收支", OPEN),
    not_kept(
        "VILL-04", "群众意见逾期未答复", W, [SAMPLE_SAYS], ["opinion_answer_days"],
        "群众意见过了答复的期限没有答复", "已转上级并告知", SAID,
    ),
    not_kept(
        "VILL-05", "公布有误未重新公布", W, [SAMPLE_SAYS], ["opinion_answer_days"],
        "查出公布有误，过了规定的天数没有重新公布", "查实无误", OPEN,
    ),
    not_kept(
        "VILL-06", "党员反映的意见无人办理", I, [SAMPLE_SAYS], ["opinion_assign_days"],
        "党员转来的意见，过了规定的天数没有承办人", "当场解释清楚", SAID,
    ),
    not_kept(
        "VILL-07", "民主决策步骤缺漏或倒序", W, [SAMPLE_SAYS], ["village_scheme_days"],
        "提议、联席、审议、表决、公布有空缺或先后颠倒，或方案送达的天数不足", "本村章程没有设党员大会审议", MATTERS,
    ),
    not_kept(
        "VILL-08", "议案联名人数不足", I, [VILLAGE_LAW.reported("第二十一、二十六条"), SAMPLE_SAYS],
        ["cosign_villagers", "cosign_reps"], "村民或村民代表联名的人数不足规定的比例", "村党组织、村委会提出", MATTERS,
    ),
    ShortNotice,
)  # fmt: skip
