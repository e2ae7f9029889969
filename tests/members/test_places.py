"""Every write to the tree."""

import pytest
from django.core.exceptions import ValidationError

from branchlife.kit.problems import Refusal
from members import places
from members.models import Organisation
from members.vocabulary import OrganisationKind as K
from tests.cast import Cast


def fields(kind: K, parent: Organisation | None, code: str = "CX-NEW") -> dict[str, object]:
    return {
        "kind": kind,
        "name": "新",
        "short_name": "新",
        "full_name": "新组织",
        "code": code,
        "parent": parent,
    }


def test_the_path_is_the_codes_from_the_root(cast: Cast) -> None:
    assert cast.west.path == "CX/CX-HL/CX-HL-LW/CX-HL-LW1/CX-HL-LW1-G2/"
    assert (cast.west.depth, cast.county.depth) == (4, 0)


def test_a_subtree_moves_as_a_whole(cast: Cast) -> None:
    cast.village.parent = cast.other_town
    places.settle(cast.village, cast.sysadmin)
    cast.west.refresh_from_db()
    assert cast.west.path == "CX/CX-ZY/CX-HL-LW/CX-HL-LW1/CX-HL-LW1-G2/"
    cast.village.code = "CX-ZY-LW"
    places.settle(cast.village)
    assert Organisation.objects.below(cast.village).count() == 5


def test_nothing_hangs_on_itself(cast: Cast) -> None:
    cast.town.parent = cast.village
    with pytest.raises(Refusal, match="不能放到自己的下级之下"):
        places.settle(cast.town)


MISPLACED = [
    (K.PARTY_GROUP, "town", "党小组须编在一个支部之下"),
    (K.PARTY_GROUP, None, "党小组须编在一个支部之下"),
    (K.BRANCH, "west", "党小组之下不能再设组织"),
    (K.BRANCH, "first", "支部之下只能设党小组"),
]


@pytest.mark.parametrize(("kind", "parent", "words"), MISPLACED)
def test_what_stands_in_the_wrong_place_is_refused(
    cast: Cast, kind: K, parent: str | None, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        places.plant(**fields(kind, cast.places.get(parent or "")))


def test_a_bad_code_is_refused_in_chinese(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="代码只用大写字母"):
        places.plant(**fields(K.BRANCH, cast.town, "柳湾"))


def test_only_what_exists_on_a_day_is_alive(cast: Cast) -> None:
    cast.second.dissolved_on = "2026-01-01"
    places.settle(cast.second)
    assert cast.second not in Organisation.objects.branches().alive("2026-11-24")
    assert cast.second in Organisation.objects.branches().alive("2025-11-24")
