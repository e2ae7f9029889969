"""The values of the regulations, each with its source (domain 17)."""

FILING_DUE_WORKDAYS = 3  # 备案：会后 3 个工作日内（各地做法，二）
BACKFILL_DAYS = 3  # 会后超过 3 天才录入的，请写明补录原因（各地做法，二）
REWORK_DAYS = 7  # 退回后改正期限（本单位，待）
ASSEMBLY_PER_QUARTER = 1  # 支部条例第十一条（核）
COMMITTEE_PER_MONTH = 1  # 支部条例第十二条（核）
GROUP_PER_MONTH = 1  # 支部条例第十三条（核）
LECTURE_PER_QUARTER = 1  # 全国无数字，本单位默认（二）
THEME_DAY_PER_MONTH = 1  # 教育条例第十六条（核）
THEME_DAY_NTH = 3  # 第三个星期五（样本，二）
THEME_DAY_WEEKDAY = 5
MAX_SHIFT_DAYS = 7  # 顺延一般在一周内（二）
COMMITTEE_SIZE_MIN = 3  # 支部条例第二十条（核）：有 3 名以上委员才算设支委会
MIN_DURATION_MINUTES = 15
MAX_DURATION_MINUTES = 240
