"""The words of electronic slips."""

from branchlife.kit.choices import Words
from meetings.vocabulary import VoteProfile


class PollState(Words):
    """一次电子投票到了哪一步."""

    PREPARED = "prepared", "已准备"
    OPEN = "open", "正在投票"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


# 发展党员（B）和选举（D）永远走纸质票（domain 第 5 节）。
ELECTRONIC = (
    VoteProfile.A_ASSEMBLY,
    VoteProfile.C_COMMITTEE,
    VoteProfile.F_DELIBERATION,
    VoteProfile.G_APPRAISAL,
)
