"""A piece of work with its owner and its result, and the trace of a night."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit import clock
from branchlife.kit.choices import Words


class JobState(Words):
    """后台任务的状态."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行"
    DONE = "done", "完成"
    FAILED = "failed", "失败"


LIVE = (JobState.WAITING, JobState.RUNNING)


def stored_at(job: "Job", filename: str) -> str:
    """jobs/ab/abcdef….ext — a name that cannot be guessed; the one for the reader stands in the row."""
    name = uuid.uuid4().hex
    return f"jobs/{name[:2]}/{name}.{filename.rsplit('.', 1)[-1].lower()}"


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by whose they are and by what is to be done with them."""

    def of(self, owner: int | None) -> Self:
        """Those of one account, the newest first. Nobody else ever sees them."""
        return self.filter(owner=owner).order_by("-queued_at", "-pk")

    def live(self) -> Self:
        """Those that wait or run."""
        return self.filter(state__in=LIVE)

    def claimable(self, stale: timedelta) -> Self:
        """Those that wait, and those whose worker has not been heard of for so long."""
        left = Q(state=JobState.RUNNING, beat_at__lt=clock.now() - stale)
        return self.filter(Q(state=JobState.WAITING) | left).order_by("queued_at", "pk")


class Job(models.Model):
    """后台任务：做起来要好几秒的事，排队在后台做，做完可以下载."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="账号"
    )
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("种类", max_length=60)
    arguments = models.JSONField("参数", default=dict)
    key = models.CharField("同一件事", max_length=64)
    state = models.CharField("状态", max_length=8, choices=JobState.pairs(), default="waiting")
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共", default=0)
    label = models.CharField("在做什么", max_length=120, blank=True)
    error = models.TextField("为什么失败", blank=True)
    result = models.FileField("结果", upload_to=stored_at, blank=True)
    result_name = models.CharField("结果的文件名", max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField("做到第几次", default=0)
    worker = models.CharField("由谁在做", max_length=80, blank=True)
    queued_at = models.DateTimeField("排队时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    beat_at = models.DateTimeField("最近一次心跳", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    expires_at = models.DateTimeField("保留到", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ("-queued_at", "-pk")
        indexes = [models.Index(fields=["state", "queued_at"], name="job_by_state")]
        constraints = [
            models.UniqueConstraint(
                name="job_one_live",
                fields=["owner", "key"],
                condition=Q(state__in=("waiting", "running")),
                violation_error_message="同一件事已经在排队。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it waits or runs."""
        return self.state in LIVE

    @property
    def has_result(self) -> bool:
        """Whether there is a file that may still be fetched."""
        return bool(self.result) and self.expires_at is not None and self.expires_at > clock.now()


class NightlyRun(models.Model):
    """每晚例行：一次运行的留痕。还没有结束的只能有一次."""

    started_at = models.DateTimeField("开始时间")
    beat_at = models.DateTimeField("最近一次心跳")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    passed = models.BooleanField("全部完成", default=False)
    steps = models.JSONField("各步", default=list)

    class Meta:
        verbose_name = "每晚例行"
        verbose_name_plural = "每晚例行"
        ordering = ("-started_at", "-pk")
        constraints = [
            # `passed` is false until the end: two rows without an end would be alike. This is the lock.
            models.UniqueConstraint(
                name="nightly_run_one_open",
                fields=["passed"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="每晚例行正在运行。",
            ),
        ]

    def __str__(self) -> str:
        return f"{clock.local_date(self.started_at)}"

    @property
    def words(self) -> str:
        """The steps, one a line, as the auditor reads them."""
        return "\n".join(
            f"{'完成' if step['passed'] else '失败'}　{step['title']}（{step['seconds']} 秒）{step['words']}"
            for step in self.steps
        )
