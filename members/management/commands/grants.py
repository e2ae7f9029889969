"""Print who may do what, as a table that a person can read and sign."""

from typing import Any

from django.core.management.base import BaseCommand

from members.access import GRANTS, Action, Role

HEAD = """# 谁可以做什么

本表由 `manage.py grants` 从 `members/access.py` 生成，不用手改。“✓”表示该角色可以做这件事；够得着的范围写在角色下面。
看不见的一律答“没有这一页”（404），看得见而无权的答“没有权限”（403）。

组织生活会、民主生活会的记录只给有“查看组织生活会、民主生活会记录”的角色看。系统、安全、审计三员互斥，也不兼办党务。
"""


def table() -> str:
    """The whole of GRANTS in Markdown: actions down, roles across."""
    roles = list(Role)
    names = " | ".join(f"{role.label}<br>（{GRANTS[role][0].label}）" for role in roles)
    lines = [HEAD, f"| 事项 | {names} |", "|---" + "|:-:" * len(roles) + "|"]
    for action in Action:
        marks = " | ".join("✓" if action in GRANTS[role][1] else "" for role in roles)
        lines.append(f"| {action.label} | {marks} |")
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    """See the module."""

    help = "打印权限表（docs/access.md 即由此生成）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table(), ending="")
