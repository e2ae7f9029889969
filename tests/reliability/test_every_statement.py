"""A fault at each statement of a write, one after another: all of the write is stored, or nothing of it."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction

from branchlife.kit.workbook import read_tables
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, holding, links, passing, planning, recording
from meetings.lifecycle.carrying import ReportLine, set_reports
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.lifecycle.resolutions import ResolutionLine, follow_up, set_resolutions
from meetings.models import Attachment
from meetings.rules.rollcall import Mark
from meetings.slips.lifecycle import booth, counting, opening
from meetings.vocabulary import (
    AttachmentKind,
    AttendanceState,
    LeaveReason,
    ResolutionState,
    ReturnReason,
    VoteMethod,
)
from members import places, transfers
from members.roster import places as roster_places
from members.roster import posts, save
from members.vocabulary import ExitKind, MemberCategory, MemberStatus
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.slips import make as slips

TABLES = sorted(
    model._meta.db_table
    for label in ("members", "meetings", "slips")
    for model in apps.get_app_config(label).get_models(include_auto_created=True)
)

# Both databases undo a transaction whole: test_killed_import asks each of them.
pytestmark = [pytest.mark.once, pytest.mark.slow]


class FaultAt:
    """Lets statements through up to the k-th, counted from 1, which fails: alone, or with all that come after it."""

    def __init__(self, k: int, *, for_good: bool) -> None:
        self.k, self.for_good, self.seen, self.is_undoing = k, for_good, 0, False

    def __call__(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        self.seen += 1
        self.is_undoing = sql.startswith("ROLLBACK") or (self.is_undoing and sql.startswith("RELEASE"))
        is_gone = self.for_good and self.seen > self.k and not self.is_undoing
        if self.seen == self.k or is_gone:
            raise OperationalError("the database has gone")
        return execute(sql, *arguments)


def everything() -> dict[str, list[str]]:
    """All rows of all tables of the house."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in TABLES}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (names of our own tables)
    return sorted(map(repr, cursor.fetchall()))


def sizes(stored: dict[str, list[str]]) -> dict[str, int]:
    """How many rows each table has: keys and tokens differ from one run to the next."""
    return {table: len(rows) for table, rows in stored.items()}


def attempt(write: Callable[[], object], fault: FaultAt) -> tuple[bool, dict[str, list[str]]]:
    """Whether a write went through a fault, and what is stored then; afterwards it is as if it had not been tried."""
    point = transaction.savepoint()
    try:
        with connection.execute_wrapper(fault):
            write()
        return True, everything()
    except (
        OperationalError,
        ValidationError,
    ):  # Django takes a condition it could not ask about for a breach
        return False, everything()
    finally:
        transaction.savepoint_rollback(point)


def break_everywhere(write: Callable[[], object], *, alone: bool = True) -> int:
    """Break a write at its first statement, its second … until it goes through; returns how many it has.

    `alone`: also let only that one statement fail.
    """
    before = everything()
    whole, after = attempt(write, FaultAt(0, for_good=False))
    assert whole
    assert after != before
    for k in count(1):
        fault = FaultAt(k, for_good=True)
        whole, stored = attempt(write, fault)
        if fault.seen < k:
            return fault.seen
        assert (whole, stored) == (False, before), f"half done when all ends at statement {k}"
        if alone:
            whole, stored = attempt(write, FaultAt(k, for_good=False))
            assert sizes(stored) == sizes(after) if whole else stored == before, f"half done at statement {k}"
    raise AssertionError


def two_meetings(cast: Cast) -> Callable[[], object]:
    sitting = make.recorded(cast, K.THEME_DAY, K.PARTY_LECTURE).gathering
    return lambda: filing.file_gathering(sitting, cast.secretary)


def sent_back(cast: Cast) -> Callable[[], object]:
    filed = make.filed(cast)
    return lambda: filing.send_back(filed, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)


def acknowledged(cast: Cast) -> Callable[[], object]:
    filed = make.filed(cast)
    return lambda: filing.acknowledge(filed, cast.officer)


def passed_on(cast: Cast) -> Callable[[], object]:
    filed = make.filed(cast)
    return lambda: passing.pass_on(filed, cast.village, cast.general, "情况属实")


def clock_noted(cast: Cast) -> Callable[[], object]:
    make.filed(cast)
    cast.first.links.update(at=moment(12, 24))
    return lambda: links.note_clock(cast.first, "时钟快了一个月")


def filed_again(cast: Cast) -> Callable[[], object]:
    filed = make.filed(cast)
    filing.send_back(filed, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    return lambda: filing.file_gathering(filed.meeting.gathering, cast.secretary)


def corrected(cast: Cast) -> Callable[[], object]:
    meeting = make.filed(cast).meeting
    return lambda: filing.correct(meeting, "地点", "村文化礼堂", "河边", "笔误", cast.secretary)


def called(cast: Cast) -> Callable[[], object]:
    return lambda: make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)


def one_more_kind(cast: Cast) -> Callable[[], object]:
    sitting = make.called(cast, K.THEME_DAY)
    return lambda: planning.add_kind(sitting, K.PARTY_LECTURE, cast.secretary)


def amended(cast: Cast) -> Callable[[], object]:
    meeting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE).meetings.order_by("pk")[0]
    facts = planning.facts_of(meeting)
    facts.start, facts.end, facts.place = moment(11, 21), moment(11, 21, 16), "河边"
    return lambda: planning.amend(meeting, facts, 0, cast.secretary)


def postponed(cast: Cast) -> Callable[[], object]:
    meeting = make.called(cast).meetings.get()
    return lambda: planning.postpone(meeting, "台风", cast.secretary, moment(11, 23))


def roll_confirmed(cast: Cast) -> Callable[[], object]:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    marks = {cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)}
    return lambda: holding.confirm_roll(sitting, marks, cast.secretary)


def roll_confirmed_again(cast: Cast) -> Callable[[], object]:
    sitting = make.recorded(cast).gathering
    return lambda: holding.confirm_roll(sitting, {cast.erin.pk: Mark(AttendanceState.ABSENT)}, cast.secretary)


def guests(cast: Cast) -> Callable[[], object]:
    meeting = make.held(cast)
    holding.set_guests(meeting, [holding.Visitor("镇长")], cast.secretary)
    return lambda: holding.set_guests(
        meeting, [holding.Visitor("村医"), holding.Visitor("会计")], cast.secretary
    )


def minutes(cast: Cast) -> Callable[[], object]:
    meeting = make.held(cast)
    return lambda: recording.save_minutes(meeting, "一、报告到会情况。", 0, cast.secretary)


def agenda(cast: Cast) -> Callable[[], object]:
    meeting = make.held(cast)
    lines = [recording.AgendaLine("修路"), recording.AgendaLine("党费")]
    return lambda: recording.set_agenda(meeting, lines, cast.secretary)


def motion(cast: Cast) -> Callable[[], object]:
    item = make.held(cast).agenda.get(order=1)
    entry = Entry(VoteMethod.SHOW_OF_HANDS, Tally(7))
    return lambda: put_motion(item, entry, cast.secretary)


def resolutions(cast: Cast) -> Callable[[], object]:
    meeting = make.held(cast)
    lines = [ResolutionLine("续包三年", "柯䶮"), ResolutionLine("公示", "祝春犇")]
    return lambda: set_resolutions(meeting, lines, cast.secretary)


def followed_up(cast: Cast) -> Callable[[], object]:
    meeting = make.recorded(cast)
    set_resolutions(meeting, [ResolutionLine("续包三年", "柯䶮")], cast.secretary)
    row = meeting.resolutions.get()
    return lambda: follow_up(row, "合同签了", ResolutionState.DONE, cast.secretary)


def reported(cast: Cast) -> Callable[[], object]:
    before = make.recorded(cast, start=moment(11, 3), end=None)
    set_resolutions(before, [ResolutionLine("续包三年"), ResolutionLine("公示")], cast.secretary)
    meeting = make.held(cast)
    lines = [ReportLine(row.pk, "办好了", ResolutionState.DONE) for row in before.resolutions.all()]
    return lambda: set_reports(meeting, lines, cast.secretary)


def admitted(cast: Cast) -> Callable[[], object]:
    details = {"name": "田秋月", "joined_on": date(2018, 7, 1), "full_on": date(2019, 7, 1)}
    return lambda: transfers.admit(
        cast.first, details, MemberCategory.FULL, date(2026, 11, 1), cast.secretary
    )


def turned_full(cast: Cast) -> Callable[[], object]:
    return lambda: transfers.confirm(cast.judy, date(2026, 11, 20), date(2026, 11, 22), cast.secretary)


def moved(cast: Cast) -> Callable[[], object]:
    return lambda: transfers.move(cast.frank, cast.second, date(2026, 11, 1), cast.secretary)


def regrouped(cast: Cast) -> Callable[[], object]:
    return lambda: transfers.assign_group(cast.frank, cast.east, date(2026, 11, 1), cast.secretary)


def left(cast: Cast) -> Callable[[], object]:
    return lambda: transfers.leave(cast.dan, ExitKind.DECEASED, date(2026, 11, 1), cast.secretary)


def marked(cast: Cast) -> Callable[[], object]:
    return lambda: transfers.mark_status(
        cast.erin, MemberStatus.FLOATING, date(2026, 11, 1), by=cast.secretary
    )


def resettled(cast: Cast) -> Callable[[], object]:
    cast.village.code = "CX-HL-LWC"
    return lambda: places.settle(cast.village)


def attached(cast: Cast) -> Callable[[], object]:
    meeting = make.held(cast)
    return lambda: recording.attach(meeting, "a.pdf", b"%PDF", AttachmentKind.OTHER, cast.secretary)


def detached(cast: Cast) -> Callable[[], object]:
    recording.attach(make.held(cast), "a.pdf", b"%PDF", AttachmentKind.OTHER, cast.secretary)
    return lambda: recording.detach(Attachment.objects.get(), cast.secretary)


def slips_printed(cast: Cast) -> Callable[[], object]:
    slips.allow(cast.town)
    poll = slips.prepared(cast)
    return lambda: opening.print_slips(poll, cast.secretary)


def slip_cast(cast: Cast) -> Callable[[], object]:
    slips.allow(cast.town)
    made = slips.opened(cast, slips.prepared(cast))
    return lambda: booth.cast(made.codes[0], [0] * 11)


def box_opened(cast: Cast) -> Callable[[], object]:
    slips.allow(cast.town)
    poll = slips.prepared(cast)
    made = slips.opened(cast, poll)
    slips.cast_all(made, [[0] * 11] * 6)
    return lambda: counting.close(poll, made.key, 6, cast.secretary)


ROSTER = """姓名,性别,人员类别,入党日期,转正日期,党小组
田秋月,女,正式党员,2018-07-01,2019-07-01,第一党小组
秦河,男,预备党员,2026-06-20,,第三党小组
李建国,男,正式党员,2015-06-30,2016-06-30,第二党小组
"""
POSTS = """姓名,职务,党组织,任职日期
谢𬱖,纪检委员,柳湾村第一支部,2026-11-01
阿依古丽·买买提,宣传委员,柳湾村第一支部,2026-11-01
"""
PLACES = """党组织全称,组织类型,上级党组织
中共澄溪县松岭镇委员会,党委,中共澄溪县委员会
中共澄溪县松岭镇石桥村支部委员会,党支部,中共澄溪县松岭镇委员会
"""


def roster_imported(cast: Cast) -> Callable[[], object]:
    return lambda: save.save_roster(read_tables(ROSTER.encode(), "a.csv"), cast.first, cast.secretary)


def posts_imported(cast: Cast) -> Callable[[], object]:
    return lambda: posts.save_posts(read_tables(POSTS.encode(), "a.csv"), cast.first, cast.secretary)


def places_imported(cast: Cast) -> Callable[[], object]:
    rows = roster_places.read_places(read_tables(PLACES.encode(), "a.csv"))
    return lambda: roster_places.save_places(rows, cast.county, cast.sysadmin)


WRITES = [
    two_meetings, sent_back, acknowledged, passed_on, clock_noted, filed_again, corrected,
    called, one_more_kind, amended, postponed,
    roll_confirmed, roll_confirmed_again, guests, minutes, agenda, motion, resolutions,
    followed_up, reported, admitted, turned_full, moved,
    regrouped, left, marked, resettled, attached, detached, slips_printed, slip_cast, box_opened,
]  # fmt: skip


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_fault_at_any_statement_leaves_nothing_half_done(cast: Cast, write: Any) -> None:
    assert break_everywhere(write(cast)) > 2


@pytest.mark.parametrize(
    "write", [roster_imported, posts_imported, places_imported], ids=lambda write: write.__name__
)
def test_an_import_that_ends_at_any_statement_leaves_nothing_half_done(cast: Cast, write: Any) -> None:
    """An import leaves a row out that Django finds at fault, and Django takes a condition that it could not ask the
    database about for a fault of the row: a statement that fails alone is then reported with its row."""
    assert break_everywhere(write(cast), alone=False) > 20


def test_the_check_sees_a_write_that_is_not_whole(cast: Cast) -> None:
    def careless() -> None:
        transfers.admit(cast.first, {"name": "田秋月"}, MemberCategory.FULL, date(2026, 11, 1))
        transfers.admit(cast.first, {"name": "秦河"}, MemberCategory.FULL, date(2026, 11, 1))

    with pytest.raises(AssertionError, match="half done"):
        break_everywhere(careless)
