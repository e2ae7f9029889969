"""A new meeting: filled in from the last one, made once, only by whom and of what kind it may be."""

from uuid import uuid4

import pytest
from django.urls import reverse

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning
from meetings.models import Gathering, Meeting
from meetings.vocabulary import ReturnReason
from members.models import RoleGrant
from tests.cast import SINCE
from tests.meetings.lifecycle.make import filed, recorded
from tests.meetings.views.walk import typed

NEW = reverse("meeting-new")


def asked(browser, branch, kind, **query):
    return browser.get(NEW, {"branch": branch.pk, "kind": kind, **query})


def sent(**changes):
    return {
        "kinds": ["branch_assembly"],
        "day": "2026-11-23",
        "start": "14:30",
        "end": "16:00",
        "place": "村文化礼堂",
        "token": str(uuid4()),
    } | changes


def test_the_kinds_of_the_branch_are_offered_with_their_articles(cast, sign_in):
    page = sign_in(cast.secretary).get(NEW).content.decode()
    assert "支部党员大会" in page
    assert "支部条例第十一、十四条" in page
    assert "总支党员大会" not in page


def test_from_the_desk_one_press_makes_the_meeting_with_the_facts_of_last_time(cast, sign_in):
    last = recorded(cast, MeetingKind.BRANCH_COMMITTEE)
    browser = sign_in(cast.recorder)
    form = asked(browser, cast.first, "branch_committee", day="2026-11-24").context["form"]
    answer = browser.post(NEW, typed(form))
    made = Meeting.objects.exclude(pk=last.pk).get()
    assert answer["Location"] == reverse("meeting-facts", args=[made.pk])
    assert (made.kind, made.gathering.place, made.host) == ("branch_committee", "村文化礼堂", cast.alice)
    assert (f"{made.day}", made.end - made.start) == ("2026-11-24", last.end - last.start)


def test_a_second_press_makes_no_second_meeting(cast, sign_in):
    browser = sign_in(cast.secretary)
    given = sent(kinds=["theme_day", "party_lecture"])
    first, second = browser.post(NEW, given), browser.post(NEW, given)
    assert first["Location"] == second["Location"]
    assert Gathering.objects.count() == 1
    assert sorted(Meeting.objects.values_list("kind", flat=True)) == ["party_lecture", "theme_day"]


def test_the_token_of_another_branch_opens_nothing(cast, sign_in):
    given = sent()
    sign_in(cast.stranger).post(NEW, given)
    assert sign_in(cast.secretary).post(NEW, given).status_code == 404


def test_a_day_long_past_asks_for_the_reason_and_keeps_what_was_typed(cast, sign_in):
    browser = sign_in(cast.secretary)
    answer = browser.post(NEW, sent(day="2026-11-20", place="老祠堂"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "会后已 4 天，请写明补录原因" in page
    assert "老祠堂" in page
    browser.post(NEW, sent(day="2026-11-20", late_reason="书记参加防汛"))
    assert Meeting.objects.get().late_reason == "书记参加防汛"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": []}, "请选择计入的类型"),
        ({"kinds": ["general_assembly"]}, "general_assembly"),
        ({"kinds": ["group_meeting"]}, "党小组会请选择是哪个党小组"),
        ({"day": "0001-01-01"}, "请核对年份"),
        ({"day": "2026-13-40"}, "日期看不懂"),
        ({"start": "下午"}, "开始时间看不懂"),
        ({"end": "14:30"}, "散会时间须晚于开始时间"),
        ({"day": ""}, "请填写日期"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_made(cast, sign_in, changes, words):
    answer = sign_in(cast.secretary).post(NEW, sent(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Gathering.objects.exists()


def test_a_group_leader_calls_meetings_of_that_group_alone(cast, sign_in):
    browser = sign_in(cast.leader)
    form = browser.get(NEW).context["form"]
    assert [value for value, _ in form.fields["kinds"].choices] == ["group_meeting"]
    assert [value for value, _ in form.fields["group"].choices] == [str(cast.west.pk)]
    assert browser.post(NEW, sent(kinds=["branch_assembly"])).status_code == 422
    assert browser.post(NEW, sent(kinds=["group_meeting"], group=cast.east.pk)).status_code == 422
    assert browser.post(NEW, sent(kinds=["group_meeting"], group=cast.west.pk)).status_code == 302
    assert Meeting.objects.get().group == cast.west


@pytest.mark.parametrize("name", ["member", "inspector", "discipline", "auditor"])
def test_who_keeps_no_records_calls_no_meeting(cast, sign_in, name):
    assert sign_in(cast.users[name]).get(NEW).status_code == 403


def test_another_branch_is_not_there(cast, sign_in):
    assert asked(sign_in(cast.stranger), cast.first, "branch_assembly").status_code == 404


def test_odd_queries_are_left_out(cast, sign_in):
    browser = sign_in(cast.secretary)
    answer = asked(browser, cast.first, "theme_day", day="2026-02-31", repeat="x", group="9" * 40)
    assert answer.context["form"].initial["day"].isoformat() == "2026-11-24"


def test_state_and_numbers_sent_along_change_nothing(cast, sign_in):
    sign_in(cast.secretary).post(NEW, sent(state="accepted", ordinal=9, due_count=5, is_imported="on"))
    made = Meeting.objects.get()
    assert (made.state, made.ordinal, made.due_count, made.is_imported) == ("planned", None, None, False)


def test_a_meeting_to_be_held_once_more_points_to_the_one_sent_back(cast, sign_in):
    old = filed(cast)
    filing.send_back(old, ReturnReason.REHOLD, [], "主题不明", cast.officer)
    browser = sign_in(cast.secretary)
    form = asked(browser, cast.first, "branch_assembly", day="2026-11-24", repeat=old.meeting_id).context[
        "form"
    ]
    browser.post(NEW, typed(form))
    assert Meeting.objects.exclude(pk=old.meeting_id).get().reheld_from_id == old.meeting_id


def test_who_has_left_the_branch_is_not_taken_over_as_host(cast, sign_in):
    recorded(cast, host=cast.karl, recorder=cast.bob)
    browser = sign_in(cast.secretary)
    browser.post(NEW, typed(asked(browser, cast.first, "branch_assembly").context["form"]))
    made = Meeting.objects.newest().first()
    assert (made.host, made.recorder) == (None, cast.bob)


def test_a_group_that_was_dissolved_meanwhile_is_refused_at_its_field(cast, sign_in, monkeypatch):
    def gone(*_, **__):
        raise Refusal.because("no-group", "党小组会请选择本支部的一个党小组。", "支部条例第十三条", "group")

    monkeypatch.setattr(planning, "call", gone)
    answer = sign_in(cast.secretary).post(NEW, sent(kinds=["group_meeting"], group=cast.west.pk))
    assert answer.status_code == 422
    assert "请选择本支部的一个党小组。（支部条例第十三条）" in str(answer.context["form"].errors["group"])
    assert "村文化礼堂" in answer.text


def test_who_keeps_two_branches_is_asked_which(cast, sign_in):
    RoleGrant.objects.create(user=cast.secretary, organisation=cast.second, role="secretary", start=SINCE)
    page = sign_in(cast.secretary).get(NEW, {"branch": cast.second.pk})
    assert [(link.label, link.current) for link in page.context["others"]] == [
        ("柳湾村第一支部", False),
        ("柳湾村第二支部", True),
    ]
