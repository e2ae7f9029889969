"""Put a year away: the checklist once more, and one press."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Problem, Refusal
from meetings.archive.lifecycle import closing
from meetings.archive.lifecycle.gaps import YearState, year_state
from meetings.archive.models import ArchiveItem
from meetings.archive.views.places import crumbs
from meetings.archive.views.works import bind_volume
from meetings.archive.views.year import checked_year
from meetings.views.flow import user_of
from members.access import Action, needs
from members.models import Organisation


@needs(Action.ARCHIVE_EDIT, Organisation)
def close(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """Number and lock everything on file of a year."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            made = closing.archive_year(branch, checked_year(branch, year), user_of(request))
        except Refusal as refusal:
            problems = refusal.problems
        else:
            messages.success(request, said(made))
            if made:  # whoever asks for it tomorrow does not wait
                bind_volume(user_of(request), branch, year)
            return redirect("archive-year", branch.pk, year)
    state = year_state(branch, checked_year(branch, year))
    back = reverse("archive-year", args=[branch.pk, year])
    context = {
        "heading": f"归档{year}年的记录",
        "lead": f"{branch.full_name} · 归档以后记录锁定，只能追加更正；件号不再变。",
        "crumbs": crumbs(request.actor, branch, Link(f"{year}年", back), Link("归档")),  # type: ignore[attr-defined]
        "rows": rows_of(state),
        "form": None,
        "problems": problems,
        "submit": f"归档 {len(state.ready)} 份记录",
        "danger": False,
        "back": back,
    }
    return render(request, "layouts/confirm.html", context, status=422 if problems else 200)


def said(made: Sequence[ArchiveItem]) -> str:
    """What was done, and where its volume will be found."""
    if not made:
        return "没有新的记录要归档。"
    return f"已归档 {len(made)} 件，件号已编定。年度合订本正在后台装订，好了在“后台任务”里下载。"


def rows_of(state: YearState) -> list[Row]:
    """What will happen, and what stays behind."""
    fonds = f"{state.fonds.code}　{state.fonds.name}" if state.fonds.code else "没有"
    rows = [
        Row("全宗", fonds),
        Row("机构（问题）代码", state.fonds.org_code or "没有"),
        Row("归档", f"{len(state.ready)} 份，按日期先后编件号"),
    ]
    left = [gap.text for gap in state.gaps]
    rows.append(Row("清单上还有", "；".join(left) or "没有"))
    return rows
