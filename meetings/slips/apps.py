"""Electronic slips: a leaf app, which reads meetings and members and which nothing else imports."""

from django.apps import AppConfig


class SlipsConfig(AppConfig):
    """无记名测评和征求意见的电子票."""

    name = "meetings.slips"
    label = "slips"
    verbose_name = "电子票"
