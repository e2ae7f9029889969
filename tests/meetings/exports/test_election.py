"""选票 that are all alike, 选举结果报告单 with both bases, the elections in the record."""

import io
import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports import forms_for
from meetings.exports.common import MeetingPdf, read
from meetings.exports.register import conclusions
from meetings.lifecycle import approval, elections, filing, recording
from meetings.models import Election, Meeting
from members.vocabulary import Post
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make, polls

TIED = {"alice": 8, "bob": 5, "carol": 5, "dan": 6}


@pytest.fixture
def election(cast: Cast) -> Election:
    return polls.prepared(cast, polls.assembly(cast))


def fresh(election: Election) -> Meeting:
    return Meeting.objects.get(pk=election.agenda_item.meeting_id)


def words(identifier: str, election: Election) -> str:
    """The words on the paper, without printing it."""
    form = exports.get(identifier)
    assert isinstance(form, MeetingPdf)
    meeting = read(fresh(election), form.reads)
    page = render_to_string(form.template, {"meeting": meeting, **form.context(meeting)})
    return re.sub(r"\s", "", unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)))


def texts(content: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


# --- ballots ---------------------------------------------------------------------------------------------------------


def test_there_is_a_ballot_for_each_voter_present_with_the_names_by_strokes(election: Election) -> None:
    page = words("ballots", election)
    assert page.count("选举委员选票") == 8
    assert page.count("候选人韦晓㛃闭秀兰柯䶮祝春犇画票") == 8
    assert "应选3名（差额）" in page
    assert "所选人数不得超过3名" in page


def test_before_the_roll_there_is_one_for_everybody_who_may_come(cast: Cast) -> None:
    election = polls.prepared(cast, make.called(cast).meetings.get())
    assert words("ballots", election).count("选举委员选票") == 9


def test_one_ballot_cannot_be_told_from_another(election: Election) -> None:
    content = exports.get("ballots").render(fresh(election), election=election, copies=40)
    pages = texts(content)
    assert len(pages) > 10
    ballots = "".join(pages).split("中共澄溪县禾岭镇柳湾村第一支部委员会")[1:]
    assert len(ballots) == 40
    assert len(set(ballots)) == 1
    assert not re.search(r"—\d+—|编号|生成时间", "".join(pages))


def test_several_fit_on_a_sheet(election: Election) -> None:
    content = exports.get("ballots").render(fresh(election), election=election, copies=3)
    assert len(texts(content)) == 1


def test_there_are_as_many_blank_places_as_seats(election: Election) -> None:
    page = render_to_string(
        "exports/ballots.html", exports.get("ballots").context(read(fresh(election), ("branch",)))
    )
    one = page.split("另选人</th>")[1].split("</tr>")[0]
    assert one.count("<td>") == 3


def test_a_second_round_says_so_and_without_a_choice_nothing_speaks_of_one(
    cast: Cast, election: Election
) -> None:
    polls.count(cast, election, TIED)
    elections.next_round(election, cast.secretary)
    polls.prepared(cast, fresh(election), ("dan",), 1, Post.SECRETARY)
    page = words("ballots", election)
    assert "选举委员选票（第二轮）" in page
    assert "候选人按姓氏笔画为序，应选1名。" in page


# --- the result ------------------------------------------------------------------------------------------------------


def test_the_report_shows_both_bases_and_who_signs(cast: Cast, election: Election) -> None:
    polls.count(cast, election, TIED)
    page = words("election_report", election)
    assert "应选应到有选举权实到发出收回有效无效39888" in page
    assert "韦晓㛃8002×8=16>92×8=16>8当选" in page
    assert "闭秀兰5302×5=10>92×5=10>8未当选" in page
    assert "闭秀兰、祝春犇得票相同，就其余1个名额再次投票" in page
    assert "按应到（为准）按实到结果" in page
    assert "监票人签字" in page
    assert "计票人签字" in page
    assert "现将委员选举结果报上，请予备案。" in page


def test_each_round_has_a_sheet_of_its_own(cast: Cast, election: Election) -> None:
    polls.count(cast, election, TIED)
    polls.count(cast, elections.next_round(election, cast.secretary), {"bob": 3, "carol": 5})
    pages = texts(exports.get("election_report").render(fresh(election)))
    assert len(pages) == 2
    assert "选举结果报告单（第二轮）" in pages[1]


def test_a_secretary_is_sent_up_for_approval_and_the_answer_is_printed(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting, ("dan",), 1, Post.SECRETARY)
    polls.count(cast, election, {"dan": 7})
    assert "现将书记选举结果报上，请予审批。" in words("election_report", election)
    recording.save_minutes(meeting, "一、选举书记。", 0, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)
    approval.approve(election, "禾党发31号", TODAY, cast.secretary)
    for form in ("election_report", "record"):
        assert "上级批复：禾党发31号2026年11月24日" in words(form, election)


def test_the_forms_are_offered_when_there_is_something_to_print(cast: Cast, election: Election) -> None:
    def offered() -> set[str]:
        return {form.identifier for form in forms_for(fresh(election))} & {"ballots", "election_report"}

    assert offered() == {"ballots"}
    polls.count(cast, election, TIED)
    assert offered() == {"election_report"}
    assert not {form.identifier for form in forms_for(make.held(cast))} & {"ballots", "election_report"}


# --- the record ------------------------------------------------------------------------------------------------------


def test_the_record_holds_the_rounds_after_the_votes(cast: Cast, election: Election) -> None:
    polls.count(cast, election, TIED, written=None)
    polls.count(cast, elections.next_round(election, cast.secretary), {"bob": 3, "carol": 5})
    page = words("record", election)
    assert "讨论鱼塘续包：委员选举" in page
    assert "讨论鱼塘续包：委员选举（第二轮）" in page
    assert "5×8=40≥4×9=36" in page
    assert "监票：谢𬱖；计票：李建国" in page
    assert "本次会议未进行表决" not in page


def test_a_prepared_election_is_not_in_the_record(cast: Cast, election: Election) -> None:
    assert "本次会议未进行表决" in words("record", election)
    assert "委员选举" not in words("record", election)


def test_the_register_says_why_somebody_was_elected(cast: Cast, election: Election) -> None:
    polls.count(cast, election, TIED)
    said = conclusions(fresh(election))
    assert said.startswith("讨论鱼塘续包：委员选举，5×8 = 40 ≥ 4×9 = 36")
    assert said.endswith("韦晓㛃、柯䶮当选；闭秀兰、祝春犇得票相同，就其余 1 个名额再次投票")


def test_the_filed_version_names_the_election(cast: Cast, election: Election) -> None:
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 1, "dan": 1}, written={"erin": 6})
    [line] = filing.record_content(fresh(election))["选举"]
    assert "委员选举第1轮，应选 3，应到有选举权 9，实到 8，发出 8，收回 8，有效 8，无效 0" in line
    assert "李建国（另选） 赞成 6 反对 0 弃权 0，当选" in line
    assert "选举" not in filing.record_content(make.held(cast))


def test_more_rounds_cost_no_more_queries(
    cast: Cast, election: Election, django_assert_max_num_queries: object
) -> None:
    polls.count(cast, election, TIED)
    with django_assert_max_num_queries(40) as one:  # type: ignore[operator]
        words("record", election)
    polls.count(cast, elections.next_round(election, cast.secretary), {"bob": 3, "carol": 5})
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        words("record", election)
