"""The archive: a leaf app, which reads meetings and members and which nothing else imports."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """资料留存：编号、目录、装盒、年度合订本、纪实手册、封存包、整体导出."""

    name = "meetings.archive"
    label = "archive"
    verbose_name = "档案"
