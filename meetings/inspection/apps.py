"""The inspector: a leaf app, which reads meetings and members and which nothing else imports."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """检查：逐条核对，疑似之处由人认定."""

    name = "meetings.inspection"
    label = "inspection"
    verbose_name = "检查"
