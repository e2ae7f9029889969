"""The inspector: a leaf app, which reads meetings and members and which nothing else imports."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """检查：逐条核对，疑似之处由人认定."""

    name = "meetings.inspection"
    label = "inspection"
    verbose_name = "检查"

    def ready(self) -> None:
        """The step 核对 asks what the inspection will say; its remarks and cards stand on pages below it."""
        from meetings.inspection.advice import of_meeting  # noqa: PLC0415 (models are there only now)
        from meetings.inspection.dry_run import of_draft  # noqa: PLC0415
        from meetings.inspection.follow import beside, owed  # noqa: PLC0415
        from meetings.views.advice import register  # noqa: PLC0415
        from meetings.views.asides import before_rules, beside_records, on_desks  # noqa: PLC0415

        register(of_meeting)
        beside_records(beside)
        on_desks(owed)
        before_rules(of_draft)
