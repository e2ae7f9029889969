"""Places and people in the admin: organisations, members, posts, terms."""

from datetime import date
from typing import Any

import pytest

from members.models import AccessLog, Appointment, CommitteeTerm, Member, Organisation
from members.vocabulary import Post
from tests.admin_pages import errors, place_of, send
from tests.cast import Cast

# --- Organisations ---


def organisation(**given: Any) -> dict[str, Any]:
    return {
        "kind": "branch", "name": "柳湾村第三支部", "full_name": "中共澄溪县禾岭镇柳湾村第三支部委员会",
        "short_name": "柳湾村第三支部", "code": "CX-HL-LW3", "sector": "", "unit_count": "",
        "founded_on": "2026-11-01", "dissolved_on": "", "remark": "",
    } | given  # fmt: skip


def test_an_organisation_is_planted_with_its_path(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    answer = send(browser, place_of(Organisation, "add"), **organisation(parent=cast.village.pk))
    assert answer.status_code == 302
    row = Organisation.objects.get(code="CX-HL-LW3")
    assert row.path == cast.village.path + "CX-HL-LW3/"
    assert (row.created_by, row.changed_by) == (cast.sysadmin, cast.sysadmin)
    log = AccessLog.objects.get(object_type="members.Organisation")
    assert (log.user, log.action) == (cast.sysadmin, "管理：新增党组织")


def test_moving_an_organisation_mends_the_paths_below(cast: Cast, sign_in: Any) -> None:
    fields = ("kind", "name", "full_name", "short_name", "code", "sector", "remark")
    given = {name: getattr(cast.first, name) for name in fields} | {"parent": cast.other_town.pk}
    given |= {"unit_count": "", "founded_on": "2010-07-01", "dissolved_on": ""}
    answer = send(sign_in(cast.sysadmin), place_of(Organisation, "change", cast.first.pk), **given)
    assert answer.status_code == 302
    assert Organisation.objects.get(pk=cast.east.pk).path == "CX/CX-ZY/CX-HL-LW1/CX-HL-LW1-G1/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"parent": "first"}, "支部之下只能设党小组"),
        ({"parent": "east", "kind": "party_group"}, "党小组须编在一个支部之下"),
        ({"parent": "village", "code": "cx hl"}, "代码只用大写字母"),
        ({"parent": "village", "code": "CX-HL-LW1"}, "已"),
        ({"parent": "village", "dissolved_on": "2026-10-01"}, "撤销日期须晚于成立日期"),
        ({"parent": "village", "founded_on": "昨天"}, "日期"),
    ],
)
def test_an_impossible_place_is_refused_in_words(
    cast: Cast, sign_in: Any, given: dict[str, Any], words: str
) -> None:
    given = organisation(**given | {"parent": cast.places[given["parent"]].pk})
    count = Organisation.objects.count()
    assert words in errors(send(sign_in(cast.sysadmin), place_of(Organisation, "add"), **given))
    assert Organisation.objects.count() == count


def test_the_tree_is_indented_and_can_be_searched(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.sysadmin).get(place_of(Organisation) + "?q=柳湾").content.decode()
    assert "　　　柳湾村第一支部" in page
    assert "竹园支部" not in page


@pytest.mark.parametrize("account", ["sysadmin", "secadmin"])
def test_a_superior_is_found_by_typing(cast: Cast, sign_in: Any, account: str) -> None:
    field = {"model_name": "organisation", "field_name": "parent"}
    if account == "secadmin":
        field = {"model_name": "rolegrant", "field_name": "organisation"}
    found = sign_in(cast.users[account]).get(
        "/admin/autocomplete/", {"term": "禾岭", "app_label": "members", **field}
    )
    assert "柳湾村第一支部" in {row["text"] for row in found.json()["results"]}


@pytest.mark.parametrize("account", ["auditor", "secretary"])
def test_typing_finds_nothing_for_others(cast: Cast, sign_in: Any, account: str) -> None:
    query = {"term": "韦", "app_label": "members", "model_name": "appointment", "field_name": "member"}
    assert sign_in(cast.users[account]).get("/admin/autocomplete/", query).status_code == 403


# --- Members, posts, terms ---


def test_no_page_shows_an_identity_number_or_a_telephone(cast: Cast, sign_in: Any) -> None:
    from members import transfers

    transfers.mend(
        cast.alice, {"id_number": "11010519491231002X", "phone": "13800138000", "address": "柳湾村1号"}
    )
    for account in ("sysadmin", "secadmin"):
        browser = sign_in(cast.users[account])
        for address in (place_of(Member), place_of(Member, "change", cast.alice.pk)):
            page = browser.get(address).content.decode()
            assert cast.alice.name in page
            assert all(secret not in page for secret in ("1231002X", "138001", "柳湾村1号"))
    assert (
        send(sign_in(cast.sysadmin), place_of(Member, "change", cast.alice.pk), name="别名").status_code
        == 403
    )


def test_a_member_shows_the_facts_of_today_and_their_history(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    assert "预备党员" in browser.get(place_of(Member) + "?q=卓一凡").content.decode()
    assert "柳湾村第一支部" in browser.get(place_of(Member, "change", cast.judy.pk)).content.decode()
    seen = sign_in(cast.secadmin).get(place_of(Member, "change", cast.judy.pk)).content.decode()
    assert "预备党员" not in seen


def test_a_post_is_given_and_ended(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {
        "member": cast.lena.pk, "organisation": cast.second.pk, "post": "committee_member", "mode": "by_elected",
        "approval_doc": "禾委〔2026〕9号", "start": "2026-11-01", "end": "",
    }  # fmt: skip
    assert send(browser, place_of(Appointment, "add"), **given).status_code == 302
    row = Appointment.objects.get(member=cast.lena)
    assert (row.post, row.mode, row.created_by) == (Post.COMMITTEE_MEMBER, "by_elected", cast.sysadmin)
    assert send(browser, place_of(Appointment, "change", row.pk), end="2026-11-20").status_code == 302
    row.refresh_from_db()
    assert (row.start, row.end) == (date(2026, 11, 1), date(2026, 11, 20))
    again = send(browser, place_of(Appointment, "change", row.pk), end="")
    assert "不能恢复" in errors(again)


def test_the_same_post_twice_is_refused(cast: Cast, sign_in: Any) -> None:
    given = {
        "member": cast.alice.pk, "organisation": cast.first.pk, "post": "secretary", "mode": "elected",
        "approval_doc": "", "start": "2026-11-01", "end": "",
    }  # fmt: skip
    assert "已" in errors(send(sign_in(cast.sysadmin), place_of(Appointment, "add"), **given))
    assert Appointment.objects.filter(member=cast.alice).count() == 1


def test_an_end_before_the_start_is_refused(cast: Cast, sign_in: Any) -> None:
    row = Appointment.objects.get(member=cast.alice)
    answer = send(sign_in(cast.sysadmin), place_of(Appointment, "change", row.pk), end="2020-01-01")
    assert "晚于" in errors(answer)
    row.refresh_from_db()
    assert row.end is None


def test_an_end_changes_nothing_but_the_end(cast: Cast, sign_in: Any) -> None:
    row = Appointment.objects.get(member=cast.alice)
    more = {
        "member": cast.bob.pk,
        "post": "committee_member",
        "start": "2020-01-01",
        "organisation": cast.other.pk,
    }
    send(sign_in(cast.sysadmin), place_of(Appointment, "change", row.pk), end="2026-11-20", **more)
    row.refresh_from_db()
    assert (row.member, row.post, row.organisation) == (cast.alice, Post.SECRETARY, cast.first)
    assert row.end == date(2026, 11, 20)


def test_a_term_is_entered_and_its_extension_needs_a_paper(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {
        "organisation": cast.first.pk, "ordinal": "3", "seats": "3", "start": "2023-09-15", "due_on": "2026-09-15",
        "end": "", "extended_to": "2027-03-15", "extension_doc": "",
    }  # fmt: skip
    assert "批准文号" in errors(send(browser, place_of(CommitteeTerm, "add"), **given))
    given["extension_doc"] = "禾委〔2026〕3号"
    assert send(browser, place_of(CommitteeTerm, "add"), **given).status_code == 302
    assert CommitteeTerm.objects.get().created_by == cast.sysadmin


def test_dates_are_picked_with_the_browser(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.sysadmin).get(place_of(CommitteeTerm, "add")).content.decode()
    assert 'type="date" name="start"' in page
