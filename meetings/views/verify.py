"""The public page on which a printed record can be checked. Says yes or no and the head of the chain, nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.chain.lookup import LIMIT, look_up
from meetings.forms.verify import VerifyForm
from members.access import public
from members.log import client_address

TIRED = "问得太多了，请过十分钟再来核验。"


@public
@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for 编号 and 校验码; a QR code brings the whole digest and asks nothing."""
    is_asked = bool(request.GET)
    form = VerifyForm(request.GET if is_asked else None)
    context: dict[str, Any] = {"form": form, "answer": None, "tired": ""}
    if not is_asked:
        return render(request, "meetings/verify.html", context)
    if not LIMIT.passes(client_address(request) or ""):
        context |= {"form": VerifyForm(), "tired": TIRED}
        return render(request, "meetings/verify.html", context, status=429)
    if form.is_valid():
        context["answer"] = look_up(form.cleaned_data["record"], form.cleaned_data["digits"])
    return render(request, "meetings/verify.html", context)
