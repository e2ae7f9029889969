# ruff: noqa: SIM905 (a list of words reads best as words)
"""Invented people. Identity numbers have a right check digit but a region that no place has; phones are 1990000xxxx."""

import random
from datetime import date, timedelta
from typing import Any

SURNAMES = "".join(
    """
    王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎
    余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文
    """.split()
)
GIVEN_MALE = """
    建国 志强 明 伟 海涛 永福 春生 德厚 长河 守正 学文 国平 立新 晓峰 建军 文斌 光明 开河 大勇 水生
    宏伟 振华 家兴 卫东 少华 成林 世安 有根 子轩 一鸣 俊杰 浩然 天佑 金宝 玉山
""".split()
GIVEN_FEMALE = """
    秀兰 凤英 小琴 春妹 丽明 敏 若溪 晓梅 桂香 玉珍 雪梅 红霞 艳玲 婷 思雨 佳怡 静 慧敏 月娥 翠萍
    爱华 秋菊 淑芬 美玲 雅琴 琳 欣怡 彩云 素贞 巧玲
""".split()
RARE = (
    ("柯䶮", "male", "汉族"),
    ("韦晓㛃", "female", "壮族"),
    ("谢𬱖", "female", "汉族"),
    ("岑𠅤", "male", "汉族"),
    ("阿依古丽·买买提", "female", "维吾尔族"),
    ("祝春犇", "male", "汉族"),
    ("尹春喆", "male", "朝鲜族"),
    ("司徒敏", "female", "汉族"),
    ("覃镕", "male", "壮族"),
    ("莫玥", "female", "汉族"),
    ("章祎", "female", "汉族"),
    ("毕堃", "male", "汉族"),
    ("巴特尔", "male", "蒙古族"),
    ("扎西多吉", "male", "藏族"),
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
EDUCATION = ("初中", "高中", "中专", "大专", "大学本科", "研究生")


class People:
    """A source of people that is the same each time for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (a demo, no secret)
        self.rare = list(RARE)
        self.made = 0

    def person(self, job: str, *, joined_before: date, old: float = 0.4) -> dict[str, Any]:
        """Fields of one invented member."""
        self.made += 1
        name, gender, ethnicity = self._name()
        born = self._birth_date(old)
        earliest = max(born + timedelta(days=20 * 365), date(1975, 7, 1))
        joined = earliest + timedelta(days=self.chance.randrange(max(1, (joined_before - earliest).days)))
        return {
            "name": name,
            "gender": gender,
            "ethnicity": ethnicity,
            "birth_date": born,
            "id_number": self._id_number(born, gender),
            "phone": f"1990000{self.made:04d}",
            "education": self.chance.choice(EDUCATION),
            "job": job,
            "joined_on": joined,
            "full_on": joined + timedelta(days=365),
        }

    def _name(self) -> tuple[str, str, str]:
        if self.rare and self.made % 19 == 3:
            return self.rare.pop(0)
        gender = "male" if self.chance.random() < 0.62 else "female"
        given = GIVEN_MALE if gender == "male" else GIVEN_FEMALE
        ethnicity = "壮族" if self.chance.random() < 0.1 else "汉族"
        return self.chance.choice(SURNAMES) + self.chance.choice(given), gender, ethnicity

    def _birth_date(self, old: float) -> date:
        low, high = (1944, 1974) if self.chance.random() < old else (1975, 2002)
        return date(self.chance.randint(low, high), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def _id_number(self, born: date, gender: str) -> str:
        serial = self.chance.randrange(100, 998)
        serial += (serial % 2) != (gender == "male")
        body = f"990{self.made % 1000:03d}{born:%Y%m%d}{serial:03d}"
        return (
            body + CHECK[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]
        )
