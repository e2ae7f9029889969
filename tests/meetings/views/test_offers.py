"""Where a meeting is called: prompts, concerns and whose turn it is are ticked; venues are chosen or typed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import lecturers, prompts, suggestions, venues
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.prompts import PromptFacts
from meetings.lifecycle.venues import VenueFacts
from meetings.models import Gathering, Meeting, PromptAdoption, TopicSuggestion
from tests.cast import Cast
from tests.meetings.lifecycle.test_lecturers import rota
from tests.meetings.lifecycle.test_prompts import coming, published
from tests.meetings.lifecycle.test_suggestions import entered
from tests.meetings.views.walk import press, typed

SignIn = Callable[..., Client]
NEW = "/meetings/new/"


def form_of(browser: Client, kind: str, **query: Any) -> Any:
    return browser.get(NEW, {"kind": kind, "day": "2026-12-18", **query}).context["form"]


def test_this_month_s_prompts_that_suit_are_offered(cast: Cast, sign_in: SignIn) -> None:
    mine = published(cast, "本月的", month=date(2026, 12, 1), kinds=[K.THEME_DAY])
    published(cast, "上月的", month=date(2026, 11, 1))
    published(cast, "党课的", month=date(2026, 12, 1), kinds=[K.PARTY_LECTURE])
    browser = sign_in(cast.secretary)
    assert form_of(browser, "theme_day").fields["prompts"].choices == [(str(mine.pk), "本月的")]
    assert "prompts" not in form_of(browser, "branch_committee").fields


def test_the_prompt_of_the_address_is_ticked_whatever_its_month(cast: Cast, sign_in: SignIn) -> None:
    row = published(cast, month=date(2026, 3, 1))
    assert form_of(sign_in(cast.secretary), "theme_day", prompt=row.pk)["prompts"].value() == [str(row.pk)]


def test_one_press_calls_and_takes_everything_up_and_a_second_changes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    rota(cast, "bob")
    prompt, concern, browser = published(cast), entered(cast), sign_in(cast.secretary)
    form = form_of(browser, "party_lecture", prompt=prompt.pk, suggestion=concern.pk)
    assert form["take_turn"].label == "授课人：请祝春犇讲（轮到；还没有讲过）"
    sent = typed(form) | {"take_turn": "on"}
    first, second = browser.post(NEW, sent), browser.post(NEW, sent)
    assert first["Location"] == second["Location"]
    meeting = Meeting.objects.get()
    assert (meeting.lecture.lecturer, meeting.lecture.topic) == (cast.bob, prompt.title)
    assert PromptAdoption.objects.get().agenda_item.meeting == meeting
    assert TopicSuggestion.objects.get().agenda_item.meeting == meeting


def test_unticked_nobody_is_named(cast: Cast, sign_in: SignIn) -> None:
    rota(cast, "bob")
    browser = sign_in(cast.secretary)
    sent = typed(form_of(browser, "party_lecture"))
    sent.pop("take_turn")
    browser.post(NEW, sent)
    assert Meeting.objects.get().lecture.lecturer is None


def test_a_prompt_that_does_not_fit_calls_nothing(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast, kinds=[K.PARTY_LECTURE]), sign_in(cast.secretary)
    sent = typed(form_of(browser, "theme_day")) | {"prompts": [row.pk], "token": str(uuid4())}
    answer = browser.post(NEW, sent)
    assert answer.status_code == 422
    assert "不适合这次会议" in answer.content.decode()
    assert not Gathering.objects.exists()


def test_what_another_branch_raised_is_not_taken(cast: Cast, sign_in: SignIn) -> None:
    other = suggestions.enter(cast.second, "邻支部的事", None)
    browser = sign_in(cast.secretary)
    sent = typed(form_of(browser, "theme_day")) | {"suggestions": [other.pk]}
    browser.post(NEW, sent)
    other.refresh_from_db()
    assert other.agenda_item is None


def test_a_group_leader_is_offered_venues_only(cast: Cast, sign_in: SignIn) -> None:
    published(cast)
    entered(cast)
    venues.register(cast.town, VenueFacts("镇党校"), None)
    venues.register(cast.first, VenueFacts("党员活动室"), None)
    form = form_of(sign_in(cast.leader), "group_meeting")
    assert not {"prompts", "suggestions"} & set(form.fields)
    assert form.lists == {"venues": ["党员活动室", "镇党校"]}


def test_a_closed_venue_is_offered_no_more(cast: Cast, sign_in: SignIn) -> None:
    row = venues.register(cast.first, VenueFacts("旧礼堂"), None)
    venues.amend(row, VenueFacts("旧礼堂", closed_on=date(2026, 12, 1)), None)
    assert not hasattr(form_of(sign_in(cast.secretary), "theme_day"), "lists")


def test_the_facts_page_offers_the_turn_and_one_press_takes_it(cast: Cast, sign_in: SignIn) -> None:
    rota(cast, "bob")
    meeting, browser = coming(cast, K.PARTY_LECTURE), sign_in(cast.secretary)
    turn = browser.get(reverse("meeting-facts", args=[meeting.pk])).context["turn"]
    assert turn["words"] == "请祝春犇讲（轮到；还没有讲过）"
    browser.post(turn["url"])
    page = browser.get(reverse("meeting-facts", args=[meeting.pk]))
    assert (page.context["turn"], page.context["form"]["lecturer"].value()) == (None, str(cast.bob.pk))
    assert "授课人已定为祝春犇" in browser.post(turn["url"], follow=True).content.decode()


def test_a_registered_lecturer_brings_the_title(cast: Cast, sign_in: SignIn) -> None:
    lecturers.register_guest(cast.town, GuestFacts("莫怀远", "镇党委书记", True), None)
    meeting, browser = coming(cast, K.PARTY_LECTURE), sign_in(cast.secretary)
    assert "莫怀远" in browser.get(reverse("meeting-facts", args=[meeting.pk])).content.decode()
    press(browser, "meeting-facts", meeting, lecturer_name="莫怀远", lecture_topic="标准是一条线")
    meeting.lecture.refresh_from_db()
    assert (meeting.lecture.lecturer_name, meeting.lecture.lecturer_title) == ("莫怀远", "镇党委书记")


def test_new_prompts_are_quiet_cards_after_what_is_owed(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    for number in range(3):
        prompts.publish(cast.town, PromptFacts(f"第{number}条"), None)
    titles = [card.title for card in browser.get("/").context["cards"]]
    assert titles[-2:] == ["提示：第2条", "还有别的主题提示"]
    prompts.adopt(published(cast, "第2条"), coming(cast), None)
    assert [c.title for c in browser.get("/").context["cards"]][-2:] == ["提示：第0条", "提示：第1条"]
    assert not any("提示" in card.title for card in sign_in(cast.leader).get("/").context["cards"])
