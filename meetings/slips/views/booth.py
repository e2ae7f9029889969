"""The booth: a code, a ballot, thanks. No log-in, no cookie, no line in a log, no script; one tablet for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from branchlife.kit.links import capability
from branchlife.kit.problems import Refusal
from meetings.slips.door import PATIENCE
from meetings.slips.forms import BallotForm, CodeForm
from meetings.slips.lifecycle import booth
from meetings.slips.models import Poll
from meetings.views.flow import blame
from members.access import public

TIRED = "输错的代码太多，请等一分钟再试。还不行，请找监票人。"


@public
@capability
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Ask for a code; given one, show its ballot; given a filled one, cast it. The code never stands in an address."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _ask(request, form)
    if PATIENCE.is_gone:
        return render(request, "slips/code.html", {"form": CodeForm(), "tired": TIRED}, status=429)
    if not form.is_valid():
        return _ask(request, form)
    poll = booth.poll_of(form.cleaned_data["code"])
    if poll is None:
        PATIENCE.missed()
        form.add_error("code", booth.UNUSABLE)
        return _ask(request, form)
    return _ballot(request, poll, form)


def _ask(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"form": form, "tired": ""}
    return render(request, "slips/code.html", context, status=422 if form.errors else 200)


def _ballot(request: HttpRequest, poll: Poll, code: CodeForm) -> HttpResponse:
    is_filled = "cast" in request.POST
    form = BallotForm(request.POST if is_filled else None, poll=poll)
    blank = []
    if is_filled and form.is_valid():
        blank = [
            question.text
            for question, choice in zip(form.questions, form.choices, strict=True)
            if choice is None
        ]
        if not blank or "sure" in request.POST:
            return _cast(request, code, form)
    context = {"form": form, "poll": poll, "code": code.cleaned_data["code"], "blank": blank}
    return render(request, "slips/ballot.html", context, status=422 if form.errors else 200)


def _cast(request: HttpRequest, code: CodeForm, ballot: BallotForm) -> HttpResponse:
    try:
        booth.cast(code.cleaned_data["code"], ballot.choices)
    except Refusal as refusal:
        blame(code, refusal)
        return _ask(request, code)
    return redirect("vote-done")


@public
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """The ballot lies in the box; the tablet goes to the next."""
    return render(request, "slips/done.html")
