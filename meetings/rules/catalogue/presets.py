"""出厂预设（domain 17）: sets of values that a committee may begin its own rules with, and change. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """Values beside those of the nation, under a title."""

    title: str
    values: Mapping[str, object]


PRESETS: dict[str, Preset] = {
    "sample": Preset(
        "样本做法", {"visiting_lecture_min": 2, "secretaries_per_quarter": 1, "goal_enabled": True}
    ),
    "strict": Preset(
        "从严",
        {
            "leader_lecture_min": 2,
            "assembly_report_days": 3,
            "democratic_life_report_days": 15,
            "min_attendance_percent": 90,
        },
    ),
}
