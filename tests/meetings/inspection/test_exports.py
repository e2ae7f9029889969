"""Report, workbook and dossier: everything that was found, said and asked for, for whoever may see it."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from branchlife.kit.jobs.models import Job
from meetings.inspection import jobs
from meetings.inspection.dossier import dossier
from meetings.inspection.exports.facts import Sample, facts_of
from meetings.inspection.exports.report import DECLARATION, InspectionReport, words_of
from meetings.inspection.lifecycle import deciding, rectifying, remarking
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding
from meetings.inspection.vocabulary import FindingState
from meetings.kinds import MeetingKind
from members import transfers
from members.access import Actor
from members.vocabulary import MemberTrait
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow


@pytest.fixture
def found(cast: Cast) -> Cast:
    """Two branches looked at: one finding confirmed and to be put right, one explained, a remark, a person."""
    transfers.give_trait(cast.frank, MemberTrait.LEADING_CADRE, cast.frank.joined_on)
    away = {"marks": {cast.frank.pk: make.Mark("absent")}}
    make.held(cast, start=moment(5, 20), end=moment(5, 20, 16), **away)
    life = {"start": moment(6, 20), "end": moment(6, 20, 16)}
    make.recorded(cast, MeetingKind.ORGANISATIONAL_LIFE, **life, **away)
    meeting = make.recorded(cast)
    for place in (cast.first, cast.second):
        inspect(place, 2026, cast.inspector)
    rows = Finding.objects.filter(organisation=cast.first, code="FREQ-01").order_by("period_start")
    deciding.explain(rows[0], "大会并到了七月", cast.secretary)
    deciding.decide(rows[1], FindingState.CONFIRMED, cast.inspector)
    rectifying.demand(rows[1], "四季度补开，写明原因", date(2026, 12, 10), cast.inspector)
    remarking.remark(meeting, "请附签到表", cast.inspector)
    return cast


def eyes(cast: Cast, name: str = "inspector") -> Actor:
    return cast.users[name].actor(TODAY)


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def marks(reader: PdfReader) -> list[str]:
    return [str(one.title) for one in reader.outline]


def fetch(browser: Client, cast: Cast, form: str, place: Any = None) -> bytes:
    url = reverse("branch-export", args=[(place or cast.first).pk, form])
    answer = browser.get(url, {"year": 2026})
    assert answer.status_code == 200
    content: bytes = answer.content
    return content


def test_the_report_has_its_six_parts_and_says_what_it_is_not(found: Cast, sign_in: Any) -> None:
    text = text_of(fetch(sign_in(found.inspector), found, "inspection_report"))
    for words in (
        "2026年度组织生活的检查情况",
        "一、检查范围", "二、应开与已开", "支部党员大会42200", "三、疑似问题", "（一）频次",
        "四、支部说明", "大会并到了七月", "五、核实结论", "认定属实1条", "六、整改要求与期限", "四季度补开，写明原因",
        "七、对记录的批注与答复", "请附签到表", "所据规则的数值",
    ):  # fmt: skip
        assert words in text, words
    assert DECLARATION in text


def test_what_concerns_a_person_is_in_no_paper(found: Cast, sign_in: Any) -> None:
    assert Finding.objects.filter(organisation=found.first, subject_type="member").exists()
    for account in ("inspector", "secretary"):
        browser = sign_in(found.users[account])
        assert "双重组织生活" not in text_of(fetch(browser, found, "inspection_report"))
        sheets = openpyxl.load_workbook(io.BytesIO(fetch(browser, found, "inspection_workbook")))
        assert "FREQ-19" not in {row[1].value for row in sheets["疑似问题"].iter_rows(min_row=4)}


def test_the_workbook_has_a_line_for_each_finding_demand_and_remark(found: Cast, sign_in: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetch(sign_in(found.inspector), found, "inspection_workbook")))
    assert book.sheetnames == ["应开与已开", "疑似问题", "整改", "批注", "全部"]
    counted = Finding.objects.filter(organisation=found.first, lapsed_on=None).exclude(subject_type="member")
    assert book["疑似问题"].max_row == 3 + counted.count()
    assert [cell.value for cell in book["整改"][4]][4:7] == [
        "四季度补开，写明原因",
        book["整改"]["F4"].value,
        "待整改",
    ]
    assert book["批注"]["E4"].value == "请附签到表"
    assembly = [cell.value for cell in book["应开与已开"][4]]
    assert assembly[2:] == ["支部党员大会", "每季度 1 次", 4, 2, 2, 0, 0]


def test_a_sample_names_its_seed_and_is_drawn_again_alike(found: Cast, sign_in: Any) -> None:
    url = reverse("inspection-sample", args=[found.town.pk, 2026, "inspection_report"])
    browser = sign_in(found.inspector)
    text = text_of(browser.get(url, {"draw": 1, "seed": "20261124"}).content)
    assert "从所辖2个党支部中随机抽取1个，随机种子20261124" in text
    facts = [facts_of(found.town, 2026, eyes(found), Sample(1, "20261124")) for _ in "12"]
    assert facts[0].places == facts[1].places
    assert len(facts_of(found.town, 2026, eyes(found)).places) == 2
    assert browser.get(url, {"draw": 1}).status_code == 404
    assert (
        browser.get(url.replace("inspection_report", "register"), {"draw": 1, "seed": "8"}).status_code == 404
    )


def test_the_questions_asked_do_not_grow_with_the_branches(found: Cast) -> None:
    counts = []
    for top in (found.first, found.town):
        with CaptureQueriesContext(connection) as asked:
            words_of(facts_of(top, 2026, eyes(found)))
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1  # the branches below


def test_a_branch_that_nobody_looked_at_is_said_not_to_have_been(found: Cast) -> None:
    words = words_of(facts_of(found.other, 2026, eyes(found, "far_inspector")))
    assert words["looked"] == "还没有检查过"
    assert "另有 1 个支部还没有检查过" in words_of(both(found))["looked"]


def both(cast: Cast) -> Any:
    cast.second.check_runs.get().findings.all().delete()
    cast.second.check_runs.all().delete()
    return facts_of(cast.town, 2026, eyes(cast))


def test_nobody_gets_the_papers_of_another_township(found: Cast, sign_in: Any) -> None:
    far = sign_in(found.far_inspector)
    for name, more in (
        ("branch-export", ["inspection_report"]),
        ("inspection-sample", [2026, "inspection_report"]),
    ):
        assert far.get(reverse(name, args=[found.first.pk, *more]), {"draw": 1, "seed": 1}).status_code == 404
    assert far.post(reverse("inspection-dossier", args=[found.first.pk, 2026])).status_code == 404


def test_the_dossier_binds_the_report_and_every_record_that_may_be_read(found: Cast) -> None:
    bound = dossier(found.first, 2026, eyes(found))
    reader = PdfReader(io.BytesIO(bound.content))
    assert marks(reader) == [
        "检查报告",
        "2026-DH-01 党员大会",
        "2026-ZS-01 组织生活会",
        "2026-DH-02 党员大会",
    ]
    open_records = dossier(found.first, 2026, eyes(found, "officer")).content
    assert marks(PdfReader(io.BytesIO(open_records))) == [
        "检查报告",
        "2026-DH-01 党员大会",
        "2026-DH-02 党员大会",
    ]
    last = reader.pages[-1].extract_text()
    assert f"— {bound.pages} —" in last


def test_the_dossier_is_made_in_the_background_for_whoever_may_see_it(found: Cast, sign_in: Any) -> None:
    answer = sign_in(found.inspector).post(reverse("inspection-dossier", args=[found.first.pk, 2026]))
    row = Job.objects.get()
    assert (answer.url, row.kind) == (f"/jobs/{row.pk}/", jobs.DOSSIER)
    assert jobs.may_view(found.inspector, row.arguments)
    assert not jobs.may_view(found.far_inspector, row.arguments)


def test_the_file_is_named_after_the_year_the_branch_and_the_seed(found: Cast) -> None:
    name = InspectionReport().filename(found.town, year=2026, sample=Sample(1, "8"))
    assert name == "2026-禾岭镇党委-检查报告-抽查8.pdf"
