"""The queue as a Django app: it owns the rows of the work that waits, and the trace of the nights."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """后台任务."""

    name = "branchlife.kit.jobs"
    label = "jobs"
    verbose_name = "后台任务"
