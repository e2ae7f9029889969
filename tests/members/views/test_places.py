"""The tree in sight, and one organisation with what may be fetched from it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from members import places
from tests.cast import Cast

SignIn = Callable[..., Client]
TREE = "/organisations/"


def names(client: Client, **query: str) -> list[str]:
    return [place.organisation.short_name for place in client.get(TREE, query).context["places"]]


def test_each_sees_their_part_of_the_tree(cast: Cast, sign_in: SignIn) -> None:
    assert names(sign_in(cast.secretary)) == ["柳湾村第一支部"]
    assert names(sign_in(cast.officer)) == [
        "禾岭镇党委",
        "柳湾村党总支",
        "柳湾村第一支部",
        "第一党小组",
        "第二党小组",
        "柳湾村第二支部",
    ]
    assert names(sign_in(cast.officer), name="第二支部") == ["柳湾村第二支部"]
    assert names(sign_in(cast.officer), kind="party_group") == ["第一党小组", "第二党小组"]


def test_a_line_has_members_and_the_secretary_of_today(cast: Cast, sign_in: SignIn) -> None:
    lines = {place.organisation.pk: place for place in sign_in(cast.officer).get(TREE).context["places"]}
    branch, group, town = lines[cast.first.pk], lines[cast.west.pk], lines[cast.town.pk]
    assert (branch.members, branch.secretary, branch.indent) == (10, "韦晓㛃", "　　")
    assert (group.members, group.secretary) == (5, "柯䶮")
    assert (town.members, town.indent) == (None, "")


def test_a_branch_shows_its_committee_its_groups_and_what_may_be_fetched(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).get(reverse("organisation", args=[cast.first.pk]))
    assert [post.member.name for post in page.context["committee"]] == ["韦晓㛃", "祝春犇", "闭秀兰"]
    assert [place.secretary for place in page.context["groups"]] == ["李建国", "柯䶮"]
    for name in ("roster-import", "posts-import", "ledger-import"):
        assert reverse(name, args=[cast.first.pk]) in page.text
    assert reverse("branch-export", args=[cast.first.pk, "roster"]) in page.text


@pytest.mark.parametrize("account", ["officer", "inspector", "discipline"])
def test_those_who_only_look_are_offered_no_import_and_no_roster(
    cast: Cast, sign_in: SignIn, account: str
) -> None:
    page = sign_in(getattr(cast, account)).get(reverse("organisation", args=[cast.first.pk]))
    assert page.context["imports"] == []
    assert not any("roster" in link.url for link in page.context["exports"])


def test_an_organisation_out_of_sight_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).get(reverse("organisation", args=[cast.second.pk])).status_code == 404


def test_the_tree_asks_eight_questions_at_most(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.inspector)
    browser.get(TREE)  # the first page of a session also writes down when it began
    for number in range(60):
        name = f"第{number}新支部"
        places.plant(
            kind="branch", code=f"N{number:02d}", name=name, full_name=name, short_name=name, parent=cast.town
        )
    with django_assert_max_num_queries(8):
        page = browser.get(TREE)
    assert page.context["page"].paginator.count == 66


def test_a_committee_has_no_roll_and_nothing_to_fetch(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get(reverse("organisation", args=[cast.town.pk]))
    facts = {row.label: str(row.value) for row in page.context["facts"]}
    assert facts["上级党组织"] == "澄溪县委"
    assert "今天在册" not in facts
    assert (page.context["imports"], page.context["exports"], page.context["groups"]) == ([], [], [])


def test_a_branch_that_was_dissolved_says_when(cast: Cast, sign_in: SignIn) -> None:
    cast.second.dissolved_on = date(2026, 10, 1)
    places.settle(cast.second)
    browser = sign_in(cast.officer)
    facts = {
        row.label: str(row.value)
        for row in browser.get(reverse("organisation", args=[cast.second.pk])).context["facts"]
    }
    assert facts["撤销日期"] == "2026年10月1日"
    assert "柳湾村第二支部" not in names(browser)
