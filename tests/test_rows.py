"""Every row can be called by a name that a person understands."""

import re

from django.apps import apps

from meetings.lifecycle import pages
from meetings.vocabulary import NoticeChannel
from members import transfers
from members.models import CommitteeTerm
from members.vocabulary import ExclusionGround, MemberTrait
from tests.cast import SINCE, TODAY, Cast
from tests.furniture import furnish
from tests.meetings.exports import make

OURS = ("members", "meetings")
NAMELESS = re.compile(r"object \(|None|^\W*$")


def test_every_row_has_a_name(cast: Cast) -> None:
    furnish(cast)
    make.corrected(cast)
    pages.notify_sitting(make.planned(cast).gathering, NoticeChannel.PHONE, "请参加", cast.secretary)
    transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, SINCE)
    transfers.give_trait(cast.erin, MemberTrait.VILLAGE_CADRE, SINCE)
    CommitteeTerm.objects.create(organisation=cast.first, ordinal=3, seats=3, start=SINCE, due_on=TODAY)
    named, nameless = set(), []
    for model in [model for app in OURS for model in apps.get_app_config(app).get_models()]:
        row = model._base_manager.order_by("pk").last()
        if row is not None:
            named.add(model.__name__)
            nameless += [f"{model.__name__}: {row}"] if NAMELESS.search(str(row)) else []
    assert not nameless
    assert len(named) > 25
