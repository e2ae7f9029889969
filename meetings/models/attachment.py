"""Files that belong to a meeting. Stored under a random name outside the web root; every download is checked."""

import uuid
from typing import ClassVar

from django.db import models

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.vocabulary import AttachmentKind
from members.access import Action, Scoped, Ways


def stored_at(attachment: "Attachment", filename: str) -> str:
    """attachments/ab/abcdef….ext — the name given by the user is kept in the table only."""
    name = uuid.uuid4().hex
    return f"attachments/{name[:2]}/{name}.{filename.rsplit('.', 1)[-1].lower()}"


class Attachment(Stamped, Scoped):
    """附件：签到表、照片、讲稿、材料."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attachments", verbose_name="会议")
    kind = models.CharField("种类", max_length=16, choices=AttachmentKind.pairs(), default="other")
    name = models.CharField("文件名", max_length=120)
    file = models.FileField("文件", upload_to=stored_at)
    digest = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节数")
    for_members = models.BooleanField("随通知发给党员", default=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    uploaded_at = models.DateTimeField("上传时间")

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = PartQuerySet.as_manager()
    seen = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ("meeting", "pk")
        constraints = [
            models.UniqueConstraint(
                name="attachment_once",
                fields=["meeting", "digest"],
                violation_error_message="这个文件已经在附件里。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
