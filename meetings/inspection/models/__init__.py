"""Tables of the inspection: runs and what they found, what must be put right, what was written beside a record."""

from meetings.inspection.models.finding import DECIDED as DECIDED
from meetings.inspection.models.finding import CheckRun as CheckRun
from meetings.inspection.models.finding import Finding as Finding
from meetings.inspection.models.finding import FindingQuerySet as FindingQuerySet
from meetings.inspection.models.rectification import Rectification as Rectification
from meetings.inspection.models.rectification import RectificationQuerySet as RectificationQuerySet
from meetings.inspection.models.remark import Remark as Remark
from meetings.inspection.models.remark import RemarkQuerySet as RemarkQuerySet
