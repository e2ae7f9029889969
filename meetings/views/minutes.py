"""Step 3, 记录: the text saves itself, resolutions are rows, a vote is opened on demand."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from branchlife.kit.documents import text_of
from branchlife.kit.problems import Conflict, Refusal
from branchlife.kit.refusal import Refused
from branchlife.kit.templatetags.words import cn_time
from meetings.forms.minutes import MAX_ROWS, MinutesForm, ResolutionRows, lines_of, rows_of, version_words
from meetings.forms.resolutions import report_lines, reports_are_valid, reports_sent
from meetings.lifecycle import motions, pages, recording
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.views import elections
from meetings.views.flow import (
    FILES,
    MINUTES,
    blame,
    crumbs,
    editing,
    sibling_tabs,
    sitting,
    slips_of,
    step_page,
    user_of,
)
from meetings.views.resolutions import reports_on_page
from meetings.views.votes import earlier, votes_of
from meetings.vocabulary import VoteProfile
from members.access import Action, needs

View = Callable[..., HttpResponseBase]
STASH = "minutes-{}"  # where the session keeps a text that could not be stored


@editing
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the page, or save it and go where the pressed button leads."""
    if request.method != "POST":
        return _page(request, meeting, _stored_form(meeting), rows_of(pages.stored_resolutions(meeting)))
    form = MinutesForm(request.POST, request.FILES, meeting=meeting)
    rows = ResolutionRows(request.POST, prefix="resolution")
    if not (form.is_valid() & rows.is_valid() & reports_are_valid(request.POST, form)):
        return _page(request, meeting, form, rows)
    try:
        body = _taken_over(request, form) or _with_headings(request, meeting, form)
        _save(request, meeting, form, rows, body)
    except Refused as refused:
        form.add_error("document", refused.message)
        return _page(request, meeting, form, rows)
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, meeting, form, rows)
    except Conflict:
        return _conflict(request, meeting, form, rows)
    _drop_vote(request, meeting)
    return redirect(_onward(request, meeting))


def _drop_vote(request: HttpRequest, meeting: Meeting) -> None:
    """Take back a vote entered by mistake, where that is the button that was pressed."""
    dropped = request.POST.get("drop", "")
    for item in meeting.agenda.prefetch_related("motions") if dropped else []:
        for vote in item.motions.all():
            if str(vote.pk) == dropped:
                motions.drop_motion(vote, user_of(request))
                messages.info(request, f"已撤去“{item.title}”的表决登记。")


def _taken_over(request: HttpRequest, form: MinutesForm) -> str:
    """The text with that of an uploaded file behind it; "" without a file."""
    upload = form.cleaned_data["document"]
    if not upload:
        return ""
    text = text_of(upload, upload.name)
    messages.success(request, f"已取用《{upload.name}》的文字 {len(text)} 字，请核对。")
    return "\n\n".join(filter(None, (form.cleaned_data["body"].rstrip(), text)))


def _with_headings(request: HttpRequest, meeting: Meeting, form: MinutesForm) -> str:
    body: str = form.cleaned_data["body"]
    if "headings" not in request.POST:
        return body
    missing = [heading for heading in meeting.spec.headings if heading not in body]
    return "\n\n".join(filter(None, (body.rstrip(), *missing))) + "\n"


def _save(
    request: HttpRequest, meeting: Meeting, form: MinutesForm, rows: Any, body: str, *, draft: bool = False
) -> Minutes | None:
    base, seen = form.cleaned_data["version"]
    spoken, heard = form.cleaned_data.get("discussion"), report_lines(reports_sent(request.POST))
    written = pages.Draft(body, lines_of(rows), spoken, heard)
    return pages.save_record(meeting, written, base, seen, user_of(request), draft=draft)


def _onward(request: HttpRequest, meeting: Meeting) -> str:
    """The next step; for the other buttons the page beside, or this one again."""
    here = reverse(MINUTES, args=[meeting.pk])
    if "next" in request.POST:
        return reverse(FILES, args=[meeting.pk])
    if "agenda" in request.POST:
        return reverse("meeting-agenda", args=[meeting.pk])
    if "election" in request.POST or "round" in request.POST:
        return elections.onward(request, meeting)
    for button, name in (("vote", "meeting-motion"), ("speeches", "meeting-speeches")):
        item = request.POST.get(button, "")
        if item.isdecimal() and len(item) < 19 and meeting.agenda.filter(pk=item).exists():
            return reverse(name, args=[meeting.pk, int(item)])
    anchors = {"more": "resolutions", "drop": "votes"}
    anchor = next((place for button, place in anchors.items() if button in request.POST), "id_body")
    return f"{here}#{anchor}"


def _stored_form(meeting: Meeting) -> MinutesForm:
    latest = recording.latest_minutes(meeting)
    lecture = pages.lecture_of(meeting)
    initial = {
        "body": latest.body if latest else "",
        "version": version_words(latest.version if latest else 0, meeting),
        "discussion": lecture.discussion if lecture else "",
    }
    return MinutesForm(initial=initial, meeting=meeting)


def _page(
    request: HttpRequest, meeting: Meeting, form: MinutesForm, rows: Any, *, theirs: str = "", status: int = 0
) -> HttpResponse:
    topics = meeting.agenda.select_related("carried_from__meeting").prefetch_related("speeches__speaker")
    items = list(topics.order_by("order", "pk"))
    votes = votes_of(meeting)
    latest = recording.latest_minutes(meeting)
    rounds = elections.rounds_by_topic(meeting, items)
    context = step_page(
        meeting,
        MINUTES,
        form=form,
        formset=rows,
        rows=rows,
        items=[_item(item, votes.get(item.pk, ())) | {"elections": rounds.get(item.pk)} for item in items],
        can_vote=meeting.spec.can_vote,
        can_elect=meeting.spec.can_elect and bool(items) and not rounds,
        is_called=meeting.due_count is not None or meeting.spec.profile is VoteProfile.H_VILLAGERS,
        headings="、".join(meeting.spec.headings),
        autosave_url=reverse("meeting-autosave", args=[meeting.pk]),
        login_url=f"{reverse('login')}?next={reverse('awake')}",
        saved_at=cn_time(latest.saved_at) if latest else "",
        tabs=sibling_tabs(sitting(request, meeting, whole=False), meeting, MINUTES),
        has_room=rows.total_form_count() < MAX_ROWS,
        theirs=theirs,
        slips=slips_of(meeting) if meeting.due_count is not None else "",
        **reports_on_page(request, meeting, sent=form.is_bound),
    )
    return render(request, "meetings/minutes.html", context, status=status or (422 if form.is_bound else 200))


def _item(item: AgendaItem, votes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "pk": item.pk,
        "title": item.title,
        "votes": votes,
        "before": earlier(item),
        "speeches": [f"{row.speaker or row.speaker_name}：{row.gist}" for row in item.speeches.all()],
    }


# --- saving by itself ------------------------------------------------------------------------------------------------


def answers_json(view: View) -> View:
    """Signed out is told in JSON, so that a text in the page stays in the page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return JsonResponse({"login_url": reverse("login")}, status=401)
        return view(request, *args, **kwargs)

    answered.login_required = False  # type: ignore[attr-defined]
    return answered


@answers_json
@require_http_methods(["GET", "POST"])
@needs(Action.MEETING_EDIT, Meeting)
def autosave(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """POST stores a draft. GET hands a page that outlived its session a fresh token, after somebody signed in again."""
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    form = MinutesForm(request.POST, meeting=meeting)
    rows = ResolutionRows(request.POST, prefix="resolution")
    if not (form.is_valid() & rows.is_valid() & reports_are_valid(request.POST, form)):
        return JsonResponse({"problem": "有的内容填得不对"}, status=400)
    try:
        stored = _save(request, meeting, form, rows, form.cleaned_data["body"], draft=True)
    except Refusal as refusal:
        return JsonResponse({"problem": str(refusal)}, status=400)
    except Conflict:
        _stash(request, meeting, form.cleaned_data["body"])
        return JsonResponse({"compare_url": reverse("meeting-compare", args=[meeting.pk])}, status=409)
    meeting.refresh_from_db()
    version = version_words(stored.version if stored else 0, meeting)
    return JsonResponse({"saved_at": cn_time(meeting.changed_at), "version": version})


# --- two editors -----------------------------------------------------------------------------------------------------


def _stash(request: HttpRequest, meeting: Meeting, body: str) -> None:
    request.session[STASH.format(meeting.pk)] = body


def _conflict(request: HttpRequest, meeting: Meeting, form: MinutesForm, rows: Any) -> HttpResponse:
    """Show mine, ready to be stored after theirs, and theirs above it; their resolutions are joined to mine."""
    latest = recording.latest_minutes(meeting)
    mine = lines_of(rows)
    known = {line.text for line in mine}
    both = [*mine, *(line for line in pages.stored_resolutions(meeting) if line.text not in known)]
    data = request.POST.copy()
    data["version"] = version_words(latest.version if latest else 0, meeting)
    again = MinutesForm(data, meeting=meeting)
    again.is_valid()
    again.add_error(
        None,
        "您写的时候，另一位同志保存过这份记录，您的还没有存入。下面是您的一份，核对后再保存；对方的会留作旧版",
    )
    theirs = latest.body if latest and latest.body != form.cleaned_data["body"] else ""
    return _page(request, meeting, again, rows_of(both), theirs=theirs, status=409)


@editing
def compare(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Two texts side by side: the stored one, and mine that was not stored. Mine can be mended and stored after it."""
    key = STASH.format(meeting.pk)
    mine = request.session.get(key)
    latest = recording.latest_minutes(meeting)
    if request.method == "POST":
        return _store_mine(request, meeting, key)
    if mine is None:
        return redirect(MINUTES, meeting.pk)
    context = {
        "heading": "对照两份文字",
        "crumbs": crumbs(meeting, "对照"),
        "latest": latest,
        "theirs": latest.body if latest else "",
        "mine": mine,
        "version": latest.version if latest else 0,
        "back": reverse(MINUTES, args=[meeting.pk]),
    }
    return render(request, "meetings/minutes_compare.html", context)


def _store_mine(request: HttpRequest, meeting: Meeting, key: str) -> HttpResponse:
    if "theirs" in request.POST:
        request.session.pop(key, None)
        return redirect(MINUTES, meeting.pk)
    body = request.POST.get("body", "").replace("\r\n", "\n")
    base = request.POST.get("version", "")
    try:
        recording.save_minutes(
            meeting, body, int(base) if base.isdecimal() and len(base) < 10 else 0, user_of(request)
        )
    except Conflict:
        _stash(request, meeting, body)
        return redirect("meeting-compare", meeting.pk)
    request.session.pop(key, None)
    messages.success(request, "已存入您的这一份；对方的那份留作旧版。")
    return redirect(MINUTES, meeting.pk)
