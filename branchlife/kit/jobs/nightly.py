"""What the queue has to tidy up."""

from branchlife.kit import nightly as nights
from branchlife.kit.jobs import queue
from branchlife.kit.nightly import nightly


@nightly("expire-jobs", "清理到期的后台任务")
def expire_jobs() -> str:
    """Results are kept for some days only."""
    return f"{queue.expire()} 件"


@nightly("forget-nights", "清理旧的例行记录")
def forget_nights() -> str:
    """The trace itself."""
    return f"{nights.forget_old()} 次"
