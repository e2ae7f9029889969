"""17.9 锁定键: what this product does not do, whoever asks; and two that may be set. Pure."""

from dataclasses import dataclass

from meetings.rules.catalogue.documents import BURDEN_RULES, DEFAULT, UNKNOWN
from meetings.rules.catalogue.keys import GENERAL, SEALED, UP, key
from meetings.rules.catalogue.sorts import Number, YesNo

OFF = YesNo("开", "关")
RULE = BURDEN_RULES.reported()
BEFORE = (False, DEFAULT)


@dataclass(frozen=True, eq=False)
class Sealed:
    """不做的事，及其他."""

    # The refusals themselves (domain 17.9). None of these is read by any code: each is a key that is off and that no
    # set of rules can open, the nation's included, so that the page of the rules says to everybody that it is refused.
    photo_required: bool = key("必传照片", False, OFF, RULE, SEALED, before=BEFORE)
    min_minutes_chars: int = key(
        "记录最低字数", 0, Number("字", "不要求", most=0), RULE, SEALED, before=(0, DEFAULT)
    )
    reflection_required: bool = key("要求写心得", False, OFF, RULE, SEALED, before=BEFORE)
    points_enabled: bool = key("积分", False, OFF, RULE, SEALED, before=BEFORE)
    person_ranking: bool = key("个人排名", False, OFF, RULE, SEALED, before=BEFORE)
    branch_ranking: bool = key("支部排名", False, OFF, RULE, SEALED, before=BEFORE)
    geo_check_in: bool = key("定位签到", False, OFF, RULE, SEALED, before=BEFORE)
    face_check_in: bool = key("人脸签到", False, OFF, RULE, SEALED, before=BEFORE)
    # Nothing counts it; the key is there to say so.
    online_time_counted: bool = key("统计在线时长", False, OFF, RULE, SEALED, before=BEFORE)
    auto_discipline: bool = key("自动处理党员", False, OFF, RULE, SEALED, before=BEFORE)
    self_check_in: bool = key(
        "短时二维码自助签到", False, OFF, DEFAULT, lowest=GENERAL, note="仅作便利，以书记确认为准"
    )
    audit_log_months: int = key(
        "访问记录保存", 36, Number("个月", least=6), UNKNOWN, UP, note="不少于 6 个月"
    )
