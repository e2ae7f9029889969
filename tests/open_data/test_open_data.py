"""The open test data, through the commands: exact counts, exact errors, twice the same. See its README."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding
from meetings.models import Attendance, Meeting, MeetingEvent
from members import places
from members.models import (
    Appointment,
    AttendanceExemption,
    CommitteeTerm,
    DenominatorExclusion,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
)
from members.standing import Listed, branch_roll, committee_roll
from members.vocabulary import Post
from tests.open_data.conftest import FOLDER

pytestmark = pytest.mark.django_db
TOWN = "中共澄溪县禾岭镇委员会"
LW1, LW2 = "柳湾一支部", "柳湾二支部"
BRANCHES = {  # on the roll, full, probationary on 2026-03-31
    LW1: (43, 40, 3),
    LW2: (28, 27, 1),
    "镇机关支部": (24, 23, 1),
    "石桥村支部": (8, 6, 2),
    "农田项目临时支部": (7, 7, 0),
    "非公企业联合支部": (20, 19, 1),
}
ROSTER_DAY = date(2026, 3, 31)


def run(command: str, file: str, **options: Any) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON of a command."""
    out = io.StringIO()
    code = 0
    try:
        call_command(command, FOLDER / file, json=True, stdout=out, **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue())


def cells(report: dict[str, Any], sort: str = "errors") -> list[tuple[str, int, str]]:
    return [(slip["sheet"], slip["row"], slip["column"]) for slip in report[sort]]


def place(short_name: str) -> Organisation:
    return Organisation.objects.get(short_name=short_name)


def on(short_name: str, day: date) -> list[Listed]:
    return branch_roll(place(short_name), day)


@pytest.fixture
def tree() -> None:
    assert run("import_organisations", "posts.xlsx")[0] == 0


@pytest.fixture
def roster(tree: None) -> None:
    assert run("import_roster", "roster-national.xlsx", organisation=TOWN)[0] == 0


@pytest.fixture
def posts(roster: None) -> None:
    assert run("import_posts", "posts.xlsx", organisation=TOWN)[0] == 0


def test_nine_organisations_are_planted_and_the_second_time_nothing():
    code, report = run("import_organisations", "posts.xlsx")
    assert (code, report["created"], report["errors"]) == (0, 9, [])
    assert place("农田项目临时支部").kind == "temporary_branch"
    assert place("非公企业联合支部").unit_count == 4
    again = run("import_organisations", "posts.xlsx")[1]
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 9)


def test_the_national_roster_has_133_rows_and_130_on_the_roll(tree: None):
    code, report = run("import_roster", "roster-national.xlsx", organisation=TOWN)
    assert (code, report["members"], report["created"], report["errors"]) == (0, 133, 133, [])
    for name, (total, full, probationary) in BRANCHES.items():
        roll = on(name, ROSTER_DAY)
        numbers = len(roll), sum(entry.standing.is_full for entry in roll)
        assert (name, *numbers, len(roll) - numbers[1]) == (name, total, full, probationary)
    left = Membership.objects.exclude(exit_kind="").values_list("member__name", "exit_kind", "end")
    assert sorted(left) == [
        ("方海涛", "transferred_out", date(2025, 9, 12)),
        ("欧阳志鹏", "suspended", date(2025, 8, 20)),
        ("田德茂", "deceased", date(2025, 4, 3)),
    ]
    states = (StatusPeriod, AttendanceExemption, DenominatorExclusion)
    assert [model.objects.count() for model in states] == [8, 9, 3]
    assert all(row.is_complete for row in DenominatorExclusion.objects.all())
    assert Member.objects.filter(name__in=["韦晓㛃", "柯䶮", "苏雨𬱖", "岑𠅤"]).count() == 4


def test_the_national_roster_twice_and_as_a_trial(tree: None):
    trial = run("import_roster", "roster-national.xlsx", organisation=TOWN, dry_run=True)[1]
    assert trial["created"] == 133
    assert not Member.objects.exists()
    run("import_roster", "roster-national.xlsx", organisation=TOWN)
    again = run("import_roster", "roster-national.xlsx", organisation=TOWN)[1]
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 133)
    assert Member.objects.count() == 133


def test_voters_and_those_due_follow_the_days_of_2025(roster: None):
    days = ("01-17", "03-28", "05-16", "09-26", "11-14")
    told = [on(LW1, date.fromisoformat(f"2025-{day}")) for day in days]
    assert [sum(e.standing.can_vote for e in roll) for roll in told] == [41, 37, 37, 36, 36]
    assert [sum(e.standing.is_due for e in roll) for roll in told] == [35, 35, 36, 35, 35]


def test_the_county_roster_has_exactly_four_errors():
    office = "中共澄溪县住房和城乡建设局机关支部委员会"
    places.plant(
        kind="branch", code="ZJ", full_name=office, short_name="住建局机关支部", name="住建局机关支部"
    )
    code, report = run("import_roster", "roster-county.xlsx", organisation="ZJ")
    assert (code, report["members"], report["created"]) == (1, 32, 28)
    assert cells(report) == [
        ("花名册", 22, "E"),
        ("花名册", 27, "I"),
        ("花名册", 30, "H"),
        ("花名册", 35, "E"),
    ]
    for slip, words in zip(
        report["errors"],
        ("校验码不对", "转正早于入党", "没有这一天", "与占海涛的证件号码相同"),
        strict=True,
    ):
        assert words in slip["message"]
    assert Member.objects.filter(name="王芳").count() == 2
    assert Member.objects.filter(name="段䶮", full_on=date(2014, 1, 10)).exists()
    assert Member.objects.get(name="倪春堃").joined_on is None
    assert ("花名册", 5, "H") in cells(report, "remarks")
    again = run("import_roster", "roster-county.xlsx", organisation="ZJ")[1]
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 28)


def test_forty_posts_and_the_groups_are_imported_once(roster: None):
    code, report = run("import_posts", "posts.xlsx", organisation=TOWN)
    assert (code, report["posts"], report["groups"], report["created"]) == (0, 40, 71, 111)
    again = run("import_posts", "posts.xlsx", organisation=TOWN)[1]
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 111)
    assert Appointment.objects.count() == 41  # one row is 宣传委员兼纪检委员
    assert GroupMembership.objects.count() == 71
    assert Organisation.objects.groups().count() == 6
    assert CommitteeTerm.objects.get(organisation=place("非公企业联合支部")).due_on == date(2026, 9, 14)


def test_the_holder_of_a_post_is_found_on_any_past_day(posts: None):
    publicity = Appointment.objects.filter(post=Post.PUBLICITY_COMMISSIONER)
    first = publicity.filter(organisation=place(LW1))
    held = {day: first.on(date.fromisoformat(day)).get().member.name for day in ("2023-04-13", "2023-04-14")}
    assert held == {"2023-04-13": "祝春犇", "2023-04-14": "韦晓㛃"}
    joint = publicity.filter(organisation=place("非公企业联合支部"))
    assert not joint.on(date(2025, 12, 31)).exists()
    assert len(committee_roll(place(LW1), date(2025, 9, 5))) == 5
    leaders = Appointment.objects.filter(post=Post.GROUP_LEADER, organisation__parent=place(LW1))
    assert sorted(leaders.values_list("member__name", flat=True)) == ["祝春犇", "覃美云", "邓永福", "黎喆"]


def test_the_ledger_of_2025_is_stored_but_for_two_rows(posts: None):
    code, report = run("import_ledger", "ledger-2025.xlsx", organisation=LW1, year=2025)
    assert (code, report["meetings"], report["created"]) == (1, 89, 87)
    assert cells(report) == [("第四党小组会", 4, "C"), ("第四党小组会", 8, "D")]
    assert cells(report, "remarks") == [
        ("支委会", 6, "M"),
        ("支委会", 9, "H"),
        ("支委会", 12, "M"),
        ("支委会", 15, "I"),
        ("党员大会", 4, "K"),
        ("党员大会", 6, "K"),
        ("党员大会", 6, "J"),  # not a slip of the ledger: the roster does not know when 罗一鸣 was approved
        ("党员大会", 7, "Q"),
        ("第一党小组会", 10, "H"),
        ("第二党小组会", 6, "Q"),
        ("第三党小组会", 13, "C"),
        ("党课", 5, "G"),
        ("主题党日", 7, "Q"),
        ("主题党日", 9, "C"),
        ("主题党日", 12, "P"),
        ("组织生活会", 4, "L"),
    ]
    assert Meeting.objects.filter(is_imported=True, state="archived").count() == 87
    assert MeetingEvent.objects.count() == 87
    again = run("import_ledger", "ledger-2025.xlsx", organisation=LW1, year=2025)[1]
    assert (again["created"], again["unchanged"]) == (0, 87)
    assert Meeting.objects.count() == 87


# The slips that were put into the ledger on purpose and can be seen in what is stored (README 5); of the others two
# rows are refused, votes stand in the ledger in words, and rates are reckoned anew.
FOUND = {
    ("ATT-02", "branch_committee", "2025-03-21"),  # 5 due, 4 there, nobody away
    ("HOST-01", "branch_committee", "2025-06-06"),  # a commissioner in the chair, no mandate
    ("VOTE-02", "branch_committee", "2025-08-01"),  # two of five came
    ("HOST-04", "branch_committee", "2025-11-07"),  # in the chair and writing
    ("ATT-09", "branch_assembly", "2025-09-26"),  # 方海涛 had left by then
    ("ATT-05", "group_meeting", "2025-04-09"),  # leave without a reason
    ("HOST-02", "group_meeting", "2025-08-12"),  # not the leader of the group
    ("FREQ-06", "theme_day", "2025-07-30"),  # planned for the 18th
    ("HOST-06", "party_lecture", "2025-09-19"),  # no place
    ("ATT-01", "organisational_life", "2025-12-30"),  # two fewer than on the roll
    ("FREQ-03", "", "2025-11-01"),  # the third group did not meet
}


def test_the_inspection_finds_the_slips_of_the_ledger(posts: None):
    run("import_ledger", "ledger-2025.xlsx", organisation=LW1, year=2025)
    inspect(place(LW1), 2025)
    kinds = dict(Meeting.objects.order_by().values_list("pk", "kind"))
    found = {
        (row.code, kinds[row.subject_id] if row.subject_type == "meeting" else "", f"{row.period_start}")
        for row in Finding.objects.order_by("pk")
    }
    assert found >= FOUND
    rest = {code for code, _, _ in found} - {code for code, _, _ in FOUND}
    assert rest <= {"ATT-12", "AUTH-10", "FILE-01"}  # groups of today, the two refused rows, no plans


def test_who_is_only_being_confirmed_did_not_vote(posts: None):
    run("import_ledger", "ledger-2025.xlsx", organisation=LW1, year=2025)
    assembly = Meeting.objects.get(kind="branch_assembly", start__date=date(2025, 6, 27))
    assert (assembly.due_count, assembly.present_count) == (36, 35)
    luo = assembly.attendances.get(member__name="罗一鸣")
    assert (luo.category, luo.can_vote) == ("probationary", False)
    assert assembly.attendances.there().voters().count() == 32
    assert sorted(guest.name for guest in assembly.guests.all()) == ["苏雨𬱖", "黄启明"]
    names = Attendance.objects.filter(member__name="李建国").values_list("member", flat=True)
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("command", "file", "options"),
    [
        ("import_roster", "agenda.pdf", {"organisation": "CX"}),
        ("import_roster", "photo.jpg", {"organisation": "CX"}),
        ("import_roster", "ledger-2025.xlsx", {"organisation": "CX"}),
        ("import_roster", "nowhere.xlsx", {"organisation": "CX"}),
        ("import_roster", "roster-county.xlsx", {"organisation": "不存在"}),
        ("import_posts", "roster-county.xlsx", {"organisation": "CX"}),
        ("import_ledger", "roster-county.xlsx", {"organisation": "CX", "year": 2025}),
        ("import_organisations", "roster-county.xlsx", {}),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_a_sentence(
    command: str, file: str, options: dict[str, Any]
):
    places.plant(kind="branch", code="CX", full_name="中共某支部", short_name="某支部", name="某支部")
    code, report = run(command, file, **options)
    assert code == 2
    assert report["refused"].endswith("。")
    assert not Member.objects.exists()


def test_the_folder_is_the_one_that_was_named():
    assert Path(FOLDER).is_dir()
