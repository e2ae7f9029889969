"""The documents that rules rest on, with the day from which each is in force (domain 0). Pure."""

from dataclasses import dataclass
from datetime import date

from meetings.rules.basis import Basis
from meetings.vocabulary import Certainty, RuleLevel

EVER = date(1949, 10, 1)  # no day is known, or it does not matter


@dataclass(frozen=True)
class Document:
    """A document in force from `since` up to, not including, `until`; `version` names the edition."""

    title: str
    since: date = EVER
    until: date | None = None
    version: str = ""
    level: RuleLevel = RuleLevel.NATIONAL

    def article(self, words: str = "", certainty: Certainty = Certainty.VERIFIED) -> Basis:
        """An article of it that was read."""
        return Basis(self.title, words, self.level, certainty, self.version)

    def reported(self, words: str = "") -> Basis:
        """An article known from what others write of it."""
        return self.article(words, Certainty.SECONDARY)

    def remembered(self, words: str = "") -> Basis:
        """An article that waits to be looked up."""
        return self.article(words, Certainty.MEMORY)


def _unit(title: str) -> Document:
    return Document(title, level=RuleLevel.UNIT)


def _local(title: str) -> Document:
    return Document(title, level=RuleLevel.LOCAL)


ADMISSION_CHANGE = date(2026, 5, 18)
ELECTION_CHANGE = date(2020, 7, 13)

BRANCH_RULES = Document("支部条例", date(2018, 10, 28), version="2018")
EDUCATION_RULES = Document("教育条例", date(2019, 5, 6), version="2019")
ELECTION_RULES = Document("选举条例", ELECTION_CHANGE, version="2020")
ELECTION_RULES_1990 = Document("1990 暂行条例", until=ELECTION_CHANGE, version="1990")
ADMISSION_RULES = Document("发展细则", ADMISSION_CHANGE, version="2026.05")
ADMISSION_RULES_2014 = Document("发展细则", until=ADMISSION_CHANGE, version="2014")
LIFE_RULES = Document("民生会规定", date(2016, 12, 23), version="2016")
BURDEN_RULES = Document("减负规定", date(2024, 8, 6))
CHARTER = Document("党章")
DUES_RULES = Document("党费规定")
VILLAGE_LAW = Document("村组法")
ARCHIVE_STANDARD = Document("DA/T 22-2015")
CODE_STANDARD = Document("DA/T 13-2022")
ARCHIVE_RULES = Document("档案保管期限规定（8 号令）")
ROSTER_SHEET = Document("全国党员信息采集表")
ELECTION_SAMPLE = Document("12371 选举办法范本")
EDUCATION_PLAN = Document("2019–2023 党员教育培训规划")

SAMPLE = _local("样本《抓好“三会一课”的实践探索》")
PRACTICE = _local("各地做法")
VILLAGE_DECISIONS = _local("四议两公开")
HABIT = _unit("检查惯例")
PRODUCT = _unit("产品默认")

BEFORE = _local("各地制度").remembered("（此前）")  # before the regulation was there
BEFORE_LIFE_RULES = Document("民主生活会旧规定").remembered("（此前）")
DEFAULT = PRODUCT.article()
USAGE = PRACTICE.reported()
SAMPLE_SAYS = SAMPLE.reported()
INSPECTION = HABIT.reported()
UNKNOWN = PRODUCT.remembered()  # a number that nobody has found written

DOCUMENTS = (
    BRANCH_RULES,
    EDUCATION_RULES,
    ELECTION_RULES,
    ELECTION_RULES_1990,
    ADMISSION_RULES,
    ADMISSION_RULES_2014,
    LIFE_RULES,
    BURDEN_RULES,
)
_BY_NAME = {(document.title, document.version): document for document in DOCUMENTS}


def document_of(basis: Basis) -> Document:
    """The document of a basis: its days."""
    return _BY_NAME.get((basis.title, basis.version), Document(basis.title, level=basis.level))


def version_of(title: str, since: date | None) -> str:
    """Which edition a document is that came into force on a day; "" where there is only one."""
    found = [one.version for one in DOCUMENTS if one.title == title and one.since == (since or EVER)]
    return found[0] if found else ""
