"""总支阅转: a general branch between branch and committee sees a filing and passes it on, without holding it up."""

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.lifecycle.table import locked
from meetings.models import Filing, FilingPass
from meetings.vocabulary import FilingDecision
from members.models import Organisation, User


@transaction.atomic
def pass_on(filing: Filing, organisation: Organisation, by: User | None, note: str = "") -> FilingPass:
    """Note that a general branch has seen a filing, and what it thinks of it. Pressed twice it is done once.

    Refused once the committee has answered: then it comes too late to be read. The filing itself is not touched, and
    the committee may answer before: the general branch returns nothing, it tells the branch or the committee.
    """
    locked(filing.meeting)
    before = FilingPass.objects.filter(filing=filing, organisation=organisation).first()
    if before is not None:
        return before
    if Filing.objects.get(pk=filing.pk).decision != FilingDecision.PENDING:
        raise Refusal.because("decided", "上级已经处理，不用再阅转。")
    return FilingPass.objects.create(
        filing=filing, organisation=organisation, by=by, at=clock.now(), note=note.strip()
    )
