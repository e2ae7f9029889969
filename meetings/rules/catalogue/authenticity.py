"""17.5 真实性: when a hint is given that a record may not be what it seems. Pure."""

from dataclasses import dataclass

from meetings.rules.catalogue.documents import DEFAULT, INSPECTION, PRACTICE, USAGE
from meetings.rules.catalogue.keys import key
from meetings.rules.catalogue.sorts import Number

DAYS = Number("天")


@dataclass(frozen=True, eq=False)
class Authenticity:
    """真实性."""

    backfill_days: int = key("会后超过几天录入须写补录原因", 3, DAYS, USAGE, note="有 3 天、3 个工作日两种")
    late_entry_days: int = key("超过几天建议标“补录”", 30, DAYS, DEFAULT)
    batch_window_minutes: int = key(
        "多少分钟内录入多次给提示", 60, Number("分钟"), INSPECTION, note="另有 30 分钟"
    )
    batch_min_meetings: int = key("集中录入几次给提示", 3, Number("次"), DEFAULT)
    similarity_shingle: int = key("比对正文用几个字一段", 5, Number("字", least=2, most=20), INSPECTION)
    similarity_min_chars: int = key(
        "短于几个字的正文不比对", 100, Number("字"), DEFAULT, note="不是最低字数要求"
    )
    similarity_percent: int = key(
        "正文相似度提示线", 85, Number("%", most=100), INSPECTION, note="有 85、90 两种"
    )
    relay_days: int = key("传达文件超过几天给提示", 30, DAYS, PRACTICE.remembered())
    photo_tolerance_days: int = key("照片日期允许相差", 1, DAYS, DEFAULT)
    photo_hash_distance: int = key("照片相近的判断线", 6, Number(most=64), DEFAULT)
    inspection_window_days: int = key("检查前几天内看突击补录", 7, DAYS, DEFAULT)
    inspection_burst: int = key("检查前补录几次给提示", 3, Number("次"), DEFAULT)
