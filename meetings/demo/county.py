# ruff: noqa: E501 (a table of places reads best with one place a line)
"""The invented county: a county committee, three townships, a general branch, twenty branches of every sort."""

from dataclasses import dataclass
from datetime import date, timedelta

from meetings.demo.names import People
from members import places, transfers
from members.models import CommitteeTerm, Member, Organisation, User
from members.vocabulary import ExemptionGround, MemberCategory, MemberStatus, MemberTrait, Post

FOUNDED = date(2012, 7, 1)


@dataclass(frozen=True)
class Plot:
    """One branch: code, names, kind, sector, number of members, of groups, of committee seats, usual job."""

    code: str
    short: str
    full: str
    kind: str
    sector: str
    size: int
    groups: int
    seats: int
    job: str
    parent: str


TOPS = (
    ("CX", "committee", "澄溪县委", "中共澄溪县委员会", ""),
    ("CX-HL", "committee", "禾岭镇党委", "中共澄溪县禾岭镇委员会", "CX"),
    ("CX-ZY", "committee", "竹园镇党委", "中共澄溪县竹园镇委员会", "CX"),
    ("CX-QS", "committee", "青石镇党委", "中共澄溪县青石镇委员会", "CX"),
    ("CX-HL-LW", "general_branch", "柳湾村党总支", "中共澄溪县禾岭镇柳湾村总支部委员会", "CX-HL"),
)
_T = "中共澄溪县"
PLOTS = (
    Plot("CX-HL-LW1", "柳湾村第一支部", _T + "禾岭镇柳湾村第一支部委员会", "branch", "rural", 42, 4, 5, "农牧渔民", "CX-HL-LW"),
    Plot("CX-HL-LW2", "柳湾村第二支部", _T + "禾岭镇柳湾村第二支部委员会", "branch", "rural", 28, 2, 3, "农牧渔民", "CX-HL-LW"),
    Plot("CX-HL-JG", "禾岭镇机关支部", _T + "禾岭镇机关支部委员会", "branch", "government", 24, 0, 5, "公务员", "CX-HL"),
    Plot("CX-HL-SQ", "石桥村支部", _T + "禾岭镇石桥村支部", "branch", "rural", 8, 0, 0, "农牧渔民", "CX-HL"),
    Plot("CX-HL-XM", "农田建设项目临时支部", _T + "禾岭镇高标准农田建设项目临时支部", "temporary_branch", "state_enterprise", 7, 0, 0, "工程技术人员", "CX-HL"),
    Plot("CX-HL-LH", "禾岭镇非公企业联合支部", _T + "禾岭镇非公有制企业联合支部委员会", "joint_branch", "non_public", 20, 0, 3, "企业专业技术人员", "CX-HL"),
    Plot("CX-HL-XX", "禾岭镇中心小学支部", _T + "禾岭镇中心小学支部委员会", "branch", "school", 26, 2, 3, "教师", "CX-HL"),
    Plot("CX-HL-WY", "禾岭镇卫生院支部", _T + "禾岭镇卫生院支部委员会", "branch", "other_institution", 22, 0, 3, "医务人员", "CX-HL"),
    Plot("CX-ZY-ZC", "竹园村支部", _T + "竹园镇竹园村支部委员会", "branch", "rural", 36, 3, 5, "农牧渔民", "CX-ZY"),
    Plot("CX-ZY-DT", "大塘村支部", _T + "竹园镇大塘村支部委员会", "branch", "rural", 31, 2, 3, "农牧渔民", "CX-ZY"),
    Plot("CX-ZY-JG", "竹园镇机关支部", _T + "竹园镇机关支部委员会", "branch", "government", 23, 0, 5, "公务员", "CX-ZY"),
    Plot("CX-ZY-SQ", "竹园社区支部", _T + "竹园镇竹园社区支部委员会", "branch", "community", 33, 3, 5, "离退休人员", "CX-ZY"),
    Plot("CX-ZY-LY", "竹园镇林业站支部", _T + "竹园镇林业站支部", "branch", "other_institution", 6, 0, 0, "专业技术人员", "CX-ZY"),
    Plot("CX-ZY-SH", "竹园镇商会联合支部", _T + "竹园镇商会联合支部委员会", "joint_branch", "social_organisation", 15, 0, 3, "企业管理人员", "CX-ZY"),
    Plot("CX-QS-QC", "青石村支部", _T + "青石镇青石村支部委员会", "branch", "rural", 34, 3, 5, "农牧渔民", "CX-QS"),
    Plot("CX-QS-XH", "西河村支部", _T + "青石镇西河村支部委员会", "branch", "rural", 27, 2, 3, "农牧渔民", "CX-QS"),
    Plot("CX-QS-JG", "青石镇机关支部", _T + "青石镇机关支部委员会", "branch", "government", 21, 0, 3, "公务员", "CX-QS"),
    Plot("CX-QS-ZX", "青石中学支部", _T + "青石镇青石中学支部委员会", "branch", "school", 25, 2, 3, "教师", "CX-QS"),
    Plot("CX-QS-KY", "青石采石场支部", _T + "青石镇采石有限公司支部委员会", "branch", "state_enterprise", 14, 0, 3, "工勤技能人员", "CX-QS"),
    Plot("CX-QS-YL", "青石敬老院支部", _T + "青石镇敬老院支部", "branch", "other_institution", 5, 0, 0, "工勤技能人员", "CX-QS"),
)  # fmt: skip
SEATS = (
    Post.SECRETARY,
    Post.ORGANISATION_COMMISSIONER,
    Post.DISCIPLINE_COMMISSIONER,
    Post.PUBLICITY_COMMISSIONER,
    Post.COMMITTEE_MEMBER,
)
NUMERALS = "一二三四"
FONDS = {"CX-HL": "J011", "CX-ZY": "J012", "CX-QS": "J013"}  # each township committee keeps its own


def build(by: User | None) -> dict[str, Organisation]:
    """Plant the tree; people come with `settle_people`."""
    tree: dict[str, Organisation] = {}
    for code, kind, short, full, parent in TOPS:
        tree[code] = places.plant(
            by, kind=kind, code=code, name=short, short_name=short, full_name=full,
            parent=tree.get(parent), founded_on=FOUNDED, fonds_code=FONDS.get(code, ""),
        )  # fmt: skip
    for number, plot in enumerate(PLOTS, start=1):
        tree[plot.code] = branch = places.plant(
            by, kind=plot.kind, code=plot.code, name=plot.short, short_name=plot.short, full_name=plot.full,
            parent=tree[plot.parent], sector=plot.sector, founded_on=FOUNDED,
            unit_count=4 if plot.kind == "joint_branch" else None, org_code=f"D{number:02d}",
        )  # fmt: skip
        for group in range(plot.groups):
            name = f"第{NUMERALS[group]}党小组"
            tree[f"{plot.code}-G{group + 1}"] = places.plant(
                by, kind="party_group", code=f"{plot.code}-G{group + 1}", name=name, short_name=name,
                full_name=f"{plot.full}{name}", parent=branch, founded_on=FOUNDED,
            )  # fmt: skip
    return tree


def settle_people(tree: dict[str, Organisation], people: People, since: date, by: User | None) -> None:
    """Enter everybody, groups, posts, terms and the usual special cases."""
    for plot in PLOTS:
        branch = tree[plot.code]
        members = [_enter(branch, plot, people, since, number, by) for number in range(plot.size)]
        groups = [tree[f"{plot.code}-G{number + 1}"] for number in range(plot.groups)]
        for number, member in enumerate(members if groups else ()):
            start = member.memberships.open().get().start
            transfers.assign_group(member, groups[number % len(groups)], start, by)
        _offices(branch, plot, members, groups, by)
        _special_cases(members, plot, people, since, by)


def _enter(
    branch: Organisation, plot: Plot, people: People, since: date, number: int, by: User | None
) -> Member:
    probationary = plot.size > 12 and number >= plot.size - 1 - (plot.size > 30)
    old = 0.55 if plot.sector in ("rural", "community") else 0.2
    details = people.person(plot.job, joined_before=since - timedelta(days=800), old=old)
    if not probationary:
        return transfers.admit(branch, details, MemberCategory.FULL, since, by)
    details |= {"joined_on": date(2026, 6, 26), "full_on": None}
    return transfers.admit(branch, details, MemberCategory.PROBATIONARY, details["joined_on"], by)


def _offices(
    branch: Organisation, plot: Plot, members: list[Member], groups: list[Organisation], by: User | None
) -> None:
    term = 5 if plot.sector in ("rural", "community") else 3
    elected = date(2024, 9, 14)
    posts = SEATS[: plot.seats] if plot.seats else SEATS[:1]
    for post, member in zip(posts, members, strict=False):
        transfers.appoint(member, branch, post, elected, None, by)
    if plot.seats:
        CommitteeTerm.objects.create(
            organisation=branch,
            ordinal=3,
            seats=plot.seats,
            start=elected,
            due_on=date(2024 + term, 9, 14),
            created_by=by,
        )
    for number, group in enumerate(groups):
        leader = members[plot.seats + (number - plot.seats) % len(groups)]
        transfers.appoint(leader, group, Post.GROUP_LEADER, elected, None, by)


def _special_cases(members: list[Member], plot: Plot, people: People, since: date, by: User | None) -> None:
    rest = members[8:-2]
    if len(rest) < 4:
        return
    aged = sorted(rest, key=lambda member: member.birth_date or since)
    for member in aged[: plot.size // 12]:
        transfers.exempt(member, ExemptionGround.ELDERLY_INFIRM, date(2025, 1, 1), None, by, plot.parent)
    if plot.sector in ("rural", "non_public") and plot.size > 15:
        transfers.mark_status(aged[-1], MemberStatus.FLOATING, date(2025, 3, 1), None, by, note="在省城务工")
    if plot.sector == "government":
        transfers.give_trait(members[1], MemberTrait.LEADING_CADRE, since, None, by)
