"""Important matters and resolutions as the record shows them, and where they are chosen."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from branchlife.kit import exports
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import topics
from meetings.models import Meeting
from tests.cast import Cast
from tests.meetings.exports.test_resolutions import text_of
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_resolutions import resolved
from tests.meetings.lifecycle.test_topics import assembly, committee
from tests.meetings.views.walk import rows

SignIn = Callable[..., Client]


def agenda(browser: Client, meeting: Meeting) -> Any:
    return browser.get(reverse("meeting-agenda", args=[meeting.pk]))


def test_the_topic_of_the_committee_is_chosen_in_the_agenda(cast: Cast, sign_in: SignIn) -> None:
    topic = committee(cast, "讨论鱼塘", "冬修水利").agenda.get(title="讨论鱼塘")
    meeting = assembly(cast)
    browser = sign_in(cast.secretary)
    page = agenda(browser, meeting)
    choices = [words for _, words in page.context["formset"].forms[0].fields["tied_to"].choices]
    assert choices == ["没有，或不用", "11月10日（周二）：讨论鱼塘", "11月10日（周二）：冬修水利"]
    sent = rows(page.context["formset"]) | {"agenda-0-tied_to": topic.pk}
    assert browser.post(reverse("meeting-agenda", args=[meeting.pk]), sent).status_code == 302
    assert list(topics.discussed(meeting).values()) == [topic]
    assert agenda(browser, meeting).context["formset"].forms[0]["tied_to"].value() == topic.pk


def test_the_same_words_are_chosen_beforehand(cast: Cast, sign_in: SignIn) -> None:
    topic = committee(cast, "鱼塘续包方案").agenda.get()
    page = agenda(sign_in(cast.secretary), assembly(cast))
    assert page.context["formset"].forms[0]["tied_to"].value() == topic.pk


def test_other_meetings_are_not_asked(cast: Cast, sign_in: SignIn) -> None:
    committee(cast, "讨论鱼塘")
    page = agenda(sign_in(cast.secretary), make.recorded(cast, K.THEME_DAY))
    assert "tied_to" not in page.context["formset"].forms[0].fields
    assert "支委会先议" not in page.text


def test_a_choice_that_is_none_is_refused(cast: Cast, sign_in: SignIn) -> None:
    committee(cast, "讨论鱼塘")
    meeting = assembly(cast)
    browser = sign_in(cast.secretary)
    sent = rows(agenda(browser, meeting).context["formset"]) | {"agenda-0-tied_to": "999999"}
    assert browser.post(reverse("meeting-agenda", args=[meeting.pk]), sent).status_code == 422
    assert topics.discussed(meeting) == {}


def test_both_records_lead_to_each_other(cast: Cast, sign_in: SignIn) -> None:
    before = committee(cast, "讨论鱼塘")
    meeting = assembly(cast, tied_to=before.agenda.get().pk)
    browser = sign_in(cast.officer)
    page = browser.get(reverse("meeting", args=[meeting.pk])).text
    assert "11月10日（周二）支委会先议" in page
    assert reverse("meeting", args=[before.pk]) in page
    other = browser.get(reverse("meeting", args=[before.pk])).text
    assert "11月20日（周五）党员大会已提交审议" in other
    assert reverse("meeting", args=[meeting.pk]) in other


def test_the_printed_assembly_says_where_it_was_discussed(cast: Cast) -> None:
    before = committee(cast, "讨论鱼塘")
    meeting = assembly(cast, tied_to=before.agenda.get().pk)
    text = text_of(exports.get("record").render(Meeting.objects.get(pk=meeting.pk)))
    assert "鱼塘续包方案（重要事项）（2026年第1次支委会先议）" in text


def test_the_check_leads_to_the_agenda(cast: Cast, sign_in: SignIn) -> None:
    meeting = assembly(cast)
    page = sign_in(cast.secretary).get(reverse("meeting-check", args=[meeting.pk]))
    line = next(one for one in page.context["odd"] if "支委会先议" in one["text"])
    assert line["url"] == reverse("meeting-agenda", args=[meeting.pk])
    assert line["basis"] == "支部条例第十二条"


def test_a_record_shows_where_its_resolutions_stand(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    page = sign_in(cast.officer).get(reverse("meeting", args=[row.meeting_id]))
    assert [(one.row, one.over) for one in page.context["resolved"]] == [(row, 14)]
    assert reverse("resolution", args=[row.pk]) in page.text
