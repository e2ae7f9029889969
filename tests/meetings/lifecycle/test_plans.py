"""A plan: drafted, edited, reported, sent back, mended, acknowledged; a meeting called from one of its lines."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import plans as step
from meetings.lifecycle import theme_days
from meetings.lifecycle.plans import Line
from meetings.models import Meeting, Plan, PlanItem, ThemeDaySlot
from meetings.vocabulary import PlanState as S
from tests.cast import Cast, moment
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make


def quarter(cast: Cast, number: int = 1, year: int = 2027) -> Plan:
    return step.draft(cast.first, year, number, cast.secretary)


def line(month: int = 3, day: int = 12, year: int = 2027, **more: Any) -> Line:
    return Line(K.PARTY_LECTURE, date(year, month, day), **({"theme": "读原著"} | more))


def edited(plan: Plan, *lines: Line, removed: tuple[int, ...] = ()) -> Plan:
    plan.refresh_from_db()
    return step.edit(plan, lines, removed, plan.revision, None)


def of_kind(plan: Plan, kind: K) -> list[PlanItem]:
    return list(plan.items.filter(kind=kind).order_by("scheduled_on", "pk"))


# --- Drafted ---


def test_a_quarter_is_drafted_from_the_rules_and_the_theme_days(cast: Cast) -> None:
    theme_days.adjust(cast.first, 2027, 2, date(2027, 2, 26), "春节后集中", None)
    plan = quarter(cast)
    assert (plan.period_kind, plan.state, plan.created_by) == ("quarter", S.DRAFT, cast.secretary)
    assert [item.scheduled_on for item in of_kind(plan, K.THEME_DAY)] == [
        date(2027, 1, 15), date(2027, 2, 26), date(2027, 3, 19),
    ]  # fmt: skip
    assert len(of_kind(plan, K.GROUP_MEETING)) == 6
    assert ThemeDaySlot.objects.filter(branch=cast.first, year=2027).count() == 12


def test_who_presides_and_who_takes_part_is_filled_in(cast: Cast) -> None:
    plan = quarter(cast)
    assembly = of_kind(plan, K.BRANCH_ASSEMBLY)[0]
    assert (assembly.host, assembly.responsible, assembly.scope) == ("韦晓㛃", "韦晓㛃", "支部全体党员")
    hosts = {item.group.short_name: item.host for item in of_kind(plan, K.GROUP_MEETING) if item.group}
    assert hosts == {"第一党小组": "李建国", "第二党小组": "柯䶮"}


def test_last_years_topics_and_places_are_lent(cast: Cast) -> None:
    make.held(cast, K.THEME_DAY, start=moment(2, 24), end=None, theme="清理河道")
    make.held(cast, K.BRANCH_ASSEMBLY, start=moment(3, 20), end=None)
    make.held(cast, K.ORGANISATIONAL_LIFE, start=moment(1, 20), end=None, theme="暗号")
    plan = quarter(cast)
    themes = {item.scheduled_on.month: item.theme for item in of_kind(plan, K.THEME_DAY)}
    assert themes == {1: "清理河道", 2: "清理河道", 3: "清理河道"}
    assembly = of_kind(plan, K.BRANCH_ASSEMBLY)[0]
    assert (assembly.theme, assembly.place) == ("讨论鱼塘续包；通报党费", "村文化礼堂")
    assert not plan.items.filter(theme__contains="暗号").exists()


def test_a_quarter_takes_over_what_the_plan_of_the_year_says(cast: Cast) -> None:
    year = step.draft(cast.first, 2027, None, None)
    february = of_kind(year, K.THEME_DAY)[1]
    step.set_theme(february, "护林防火", cast.secretary)
    plan = quarter(cast)
    assert of_kind(plan, K.THEME_DAY)[1].theme == "护林防火"
    assert plan.items.count() == year.items.filter(scheduled_on__month__lte=3).count()


def test_drafted_twice_it_is_one_plan(cast: Cast) -> None:
    first = quarter(cast)
    count = first.items.count()
    assert quarter(cast) == first
    assert PlanItem.objects.count() == count > 10


def test_drafted_by_two_at_the_same_moment_it_is_one_plan(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Plan.objects.filter

    with monkeypatch.context() as meanwhile:

        def nobody_yet(**given: Any) -> Any:
            meanwhile.undo()
            step.draft(cast.first, 2027, 1, cast.recorder)
            return ask(pk=None)

        meanwhile.setattr(Plan.objects, "filter", nobody_yet)
        plan = quarter(cast)
    assert (Plan.objects.get(), plan.created_by) == (plan, cast.recorder)


def test_a_quarter_of_which_the_year_says_nothing_is_drafted_from_the_rules(cast: Cast) -> None:
    year = step.draft(cast.first, 2027, None, None)
    edited(year, removed=tuple(year.items.filter(scheduled_on__month__lte=3).values_list("pk", flat=True)))
    assert len(of_kind(quarter(cast), K.THEME_DAY)) == 3


def test_only_branches_draw_up_plans(cast: Cast) -> None:
    with pytest.raises(Refusal, match="计划由支部编制"):
        step.draft(cast.town, 2027, 1, None)


# --- Edited ---


def test_lines_are_changed_added_and_removed_and_all_others_stay(cast: Cast) -> None:
    plan = quarter(cast)
    first, second, *_ = of_kind(plan, K.THEME_DAY)
    before = plan.items.count()
    changed = Line(K.THEME_DAY, date(2027, 1, 22), theme=" 植树 ", place="后山", pk=first.pk)
    edited(plan, changed, line(), removed=(second.pk,))
    first.refresh_from_db()
    assert (first.scheduled_on, first.theme, first.place, first.scope) == (
        date(2027, 1, 22), "植树", "后山", "支部全体党员",
    )  # fmt: skip
    assert not PlanItem.objects.filter(pk=second.pk).exists()
    assert plan.items.count() == before


def test_two_people_at_one_table_do_not_overwrite_each_other(cast: Cast) -> None:
    plan = quarter(cast)
    edited(plan, line())
    with pytest.raises(Conflict):
        step.edit(plan, [line(theme="别的")], (), 0, None)
    assert not plan.items.filter(theme="别的").exists()


def test_a_line_of_another_plan_is_not_reached(cast: Cast) -> None:
    plan, other = quarter(cast), quarter(cast, 2)
    foreign = other.items.order_by("pk")[0]
    edited(plan, Line(K.THEME_DAY, date(2027, 1, 8), theme="改", pk=foreign.pk), removed=(foreign.pk,))
    foreign.refresh_from_db()
    assert foreign.theme != "改"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Line(K.THEME_DAY, date(2027, 4, 1)), "不在2027年第一季度内"),
        (Line(K.THEME_DAY, date(2026, 3, 1)), "不在2027年第一季度内"),
        (Line(K.GROUP_MEETING, date(2027, 3, 1)), "请选择本支部的一个党小组"),
        (Line(K.SECRETARIES_MEETING, date(2027, 3, 1)), "不由党支部召开"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_nothing_stored(cast: Cast, wrong: Line, words: str) -> None:
    plan = quarter(cast)
    with pytest.raises(Refusal, match=words):
        edited(plan, line(theme="先写的"), wrong)
    assert not plan.items.filter(theme="先写的").exists()


def test_the_group_of_another_branch_is_refused(cast: Cast) -> None:
    plan = step.draft(cast.second, 2027, 1, None)
    with pytest.raises(Refusal, match="本支部"):
        edited(plan, Line(K.GROUP_MEETING, date(2027, 3, 1), cast.west))


def test_one_more_line_may_be_put_in_from_elsewhere(cast: Cast) -> None:
    plan = quarter(cast)
    step.report(plan, None)
    item = step.add_item(plan, line(theme="党委提示的主题"), cast.secretary)
    assert (item.plan, item.created_by) == (plan, cast.secretary)
    assert [one.now for one in step.changes_since_report(plan)] == ["党委提示的主题；支部全体党员"]


# --- Reported, sent back, mended ---


def test_a_plan_goes_up_comes_back_is_mended_and_stays(cast: Cast) -> None:
    plan = quarter(cast)
    first = step.report(plan, cast.secretary)
    assert (first.version, first.due_on, first.is_late) == (1, date(2027, 1, 5), False)
    step.send_back(plan, " 主题太笼统 ", cast.officer)
    plan.refresh_from_db()
    assert (plan.state, plan.opinion, plan.decided_by) == (S.RETURNED, "主题太笼统", cast.officer)
    edited(plan, line())
    second = step.report(plan, cast.secretary)
    assert [one.now for one in step.changes_between(second)] == ["读原著；支部全体党员"]
    step.acknowledge(plan, cast.officer)
    plan.refresh_from_db()
    assert (plan.state, plan.opinion) == (S.ACCEPTED, "")
    decisions = plan.reports.order_by("version").values_list("decision", "opinion")
    assert list(decisions) == [("returned", "主题太笼统"), ("acknowledged", "")]


def test_what_is_changed_after_reporting_is_seen_and_reported_again(cast: Cast) -> None:
    plan = quarter(cast)
    step.report(plan, None)
    step.acknowledge(plan, None)
    with pytest.raises(Refusal, match="没有改动"):
        step.report(plan, None)
    theme_day = of_kind(plan, K.THEME_DAY)[0]
    edited(plan, Line(K.THEME_DAY, date(2027, 1, 22), theme="植树", host=theme_day.host, pk=theme_day.pk))
    labels = [one.label for one in step.changes_since_report(plan)]
    assert "2027-01-22 主题党日：拟定时间" in labels
    assert step.report(plan, None).version == 2
    assert step.changes_since_report(plan) == []


def test_a_late_plan_is_late_by_its_first_report(cast: Cast, clock: Any) -> None:
    plan = quarter(cast, 4, 2026)
    report = step.report(plan, None)
    assert (report.due_on, report.is_late) == (date(2026, 10, 5), True)
    step.send_back(plan, "补上地点", None)
    assert step.report(plan, None).due_on == date(2026, 10, 5)


def test_a_plan_of_a_year_is_due_when_the_committee_says(cast: Cast) -> None:
    lay(cast.town, annual_plan_due="02-15")
    assert step.due_on(step.draft(cast.first, 2027, None, None)) == date(2027, 2, 15)


def test_pressed_twice_it_is_reported_and_seen_once(cast: Cast) -> None:
    plan = quarter(cast)
    assert step.report(plan, None) == step.report(plan, None)
    assert step.acknowledge(plan, None).state == step.acknowledge(plan, None).state == S.ACCEPTED
    assert plan.reports.count() == 1


def test_what_does_not_wait_is_not_decided(cast: Cast) -> None:
    plan = quarter(cast)
    with pytest.raises(Refusal, match="已处理：草稿"):
        step.acknowledge(plan, None)
    step.report(plan, None)
    with pytest.raises(Refusal, match="退回的意见"):
        step.send_back(plan, " ", None)
    step.send_back(plan, "重编", None)
    with pytest.raises(Refusal, match="已处理：退回"):
        step.send_back(plan, "重编", None)


def test_an_empty_plan_is_not_reported(cast: Cast) -> None:
    plan = quarter(cast)
    edited(plan, removed=tuple(plan.items.values_list("pk", flat=True)))
    with pytest.raises(Refusal, match="还没有一行"):
        step.report(plan, None)


def test_a_draft_may_be_thrown_away_and_nothing_else(cast: Cast) -> None:
    plan = quarter(cast)
    step.discard(plan)
    assert not Plan.objects.exists()
    with pytest.raises(Refusal, match="已经删去"):
        step.report(plan, None)
    again = quarter(cast)
    step.report(again, None)
    with pytest.raises(Refusal, match="已经报过"):
        step.discard(again)


# --- From a line to its meeting ---


def test_a_meeting_is_called_with_everything_the_line_says(cast: Cast) -> None:
    plan = quarter(cast)
    item = of_kind(plan, K.THEME_DAY)[0]
    edited(plan, Line(K.THEME_DAY, item.scheduled_on, theme="植树", place="后山", host="柯䶮", pk=item.pk))
    meeting = step.call_from(item, cast.secretary)
    gathering = meeting.gathering
    assert (meeting.kind, meeting.day, meeting.host) == (K.THEME_DAY, item.scheduled_on, cast.dan)
    assert (gathering.theme, gathering.place, gathering.scheduled_on) == ("植树", "后山", item.scheduled_on)
    item.refresh_from_db()
    assert item.meeting == meeting


def test_the_hour_and_the_recorder_are_those_of_last_time(cast: Cast) -> None:
    make.held(cast, K.BRANCH_ASSEMBLY, start=moment(9, 18, 19, 30), end=None)
    plan = quarter(cast)
    meeting = step.call_from(of_kind(plan, K.BRANCH_ASSEMBLY)[0], None)
    assert f"{timezone.localtime(meeting.start):%H:%M}" == "19:30"
    assert meeting.recorder == cast.bob


def test_a_topic_of_several_points_becomes_an_agenda(cast: Cast) -> None:
    plan = quarter(cast)
    item = of_kind(plan, K.BRANCH_ASSEMBLY)[0]
    edited(plan, Line(K.BRANCH_ASSEMBLY, item.scheduled_on, theme="学习文件；讨论预算", pk=item.pk))
    meeting = step.call_from(item, None)
    assert list(meeting.agenda.values_list("title", flat=True)) == ["学习文件", "讨论预算"]


def test_a_lecture_has_its_topic_and_its_lecturer(cast: Cast) -> None:
    plan = quarter(cast)
    edited(plan, line(theme="读原著", lecturer_name="谢𬱖"), line(theme="讲安全", lecturer_name="外请专家"))
    own, guest = plan.items.filter(scheduled_on=date(2027, 3, 12)).order_by("pk")
    assert step.call_from(own, None).lecture.lecturer == cast.grace
    lecture = step.call_from(guest, None).lecture
    assert (lecture.lecturer, lecture.lecturer_name, lecture.topic) == (None, "外请专家", "讲安全")


def test_a_name_that_is_on_no_roll_is_kept_as_written(cast: Cast) -> None:
    plan = quarter(cast)
    item = of_kind(plan, K.BRANCH_COMMITTEE)[0]
    edited(plan, Line(K.BRANCH_COMMITTEE, item.scheduled_on, host="上级莫怀远", pk=item.pk))
    meeting = step.call_from(item, None)
    assert (meeting.host, meeting.host_name) == (None, "上级莫怀远")


def test_pressed_twice_it_is_called_once(cast: Cast) -> None:
    item = of_kind(quarter(cast), K.GROUP_MEETING)[0]
    assert step.call_from(item, None) == step.call_from(item, None)
    assert Meeting.objects.get().group == item.group


def test_a_day_that_has_gone_by_is_not_called(cast: Cast, clock: Any) -> None:
    item = of_kind(quarter(cast), K.THEME_DAY)[0]
    clock.move_to(moment(2, 1, year=2027))
    with pytest.raises(Refusal, match="拟定的日子已经过了"):
        step.call_from(item, None)


def test_a_line_that_was_called_keeps_its_kind_and_stays(cast: Cast) -> None:
    plan = quarter(cast)
    item = of_kind(plan, K.THEME_DAY)[0]
    step.call_from(item, None)
    with pytest.raises(Refusal, match="类型不能再改"):
        edited(plan, Line(K.PARTY_LECTURE, item.scheduled_on, pk=item.pk))
    with pytest.raises(Refusal, match="不能删去"):
        edited(plan, removed=(item.pk,))
    with pytest.raises(Refusal, match="不能整份删去"):
        step.discard(plan)


@pytest.mark.parametrize(
    ("before", "after"), [(S.DRAFT, S.ACCEPTED), (S.RETURNED, S.ACCEPTED), (S.ACCEPTED, S.RETURNED)]
)
def test_a_state_is_not_jumped_to(cast: Cast, before: S, after: S) -> None:
    with pytest.raises(Refusal, match="不能直接改为"):
        step._move(Plan(branch=cast.first, state=before), after, None)
