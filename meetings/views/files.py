"""Step 4, 照片和材料: optional. Every download passes a permission check and is never opened by the browser."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.exports import file_response
from branchlife.kit.parts import Row, StoredFile
from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused
from branchlife.kit.templatetags.words import cn_datetime, file_size
from meetings.forms.files import FilesForm, cleaned
from meetings.lifecycle import recording
from meetings.models import Attachment, Meeting
from meetings.views.flow import CHECK, FILES, editing, sibling_tabs, sitting, step_page, user_of
from meetings.vocabulary import AttachmentKind
from members.access import Action, needs


@editing
def files(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """List what is there, take more."""
    form = FilesForm()
    if request.method == "POST":
        form = FilesForm(request.POST, request.FILES)
        if form.is_valid() and _attach_all(request, meeting, form):
            return redirect(FILES, meeting.pk)
    context = step_page(
        meeting,
        FILES,
        form=form,
        files=stored_files(meeting, may_remove=True),
        next_url=reverse(CHECK, args=[meeting.pk]),
        tabs=sibling_tabs(sitting(request, meeting, whole=False), meeting, FILES),
    )
    return render(request, "meetings/files.html", context, status=422 if form.errors else 200)


def _attach_all(request: HttpRequest, meeting: Meeting, form: FilesForm) -> bool:
    """Keep what may be kept; what may not is named with the reason."""
    kind = AttachmentKind(form.cleaned_data["kind"])
    for upload in form.cleaned_data["uploads"]:
        try:
            name, clean = cleaned(upload)
            recording.attach(meeting, name, clean.content, kind, user_of(request))
        except Refused as refused:
            form.add_error("uploads", f"《{upload.name}》没有收下：{refused.message}")
        except Refusal as refusal:
            form.add_error("uploads", str(refusal))
        else:
            messages.success(request, f"已收下《{name}》。")
    return not form.errors


def stored_files(meeting: Meeting, *, may_remove: bool = False) -> list[StoredFile]:
    """The files of a meeting for the list."""
    return [
        StoredFile(
            row.name,
            reverse("attachment", args=[row.pk]),
            row.size,
            row.get_kind_display(),
            reverse("attachment-remove", args=[row.pk]) if may_remove else "",
        )
        for row in meeting.attachments.order_by("pk")
    ]


@needs(Action.MEETING_VIEW, Attachment)
def attachment(request: HttpRequest, row: Attachment) -> HttpResponse:
    """The file as a download."""
    try:
        with row.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise Http404(f"文件《{row.name}》不在库中。") from error
    return file_response(content, row.name, row.name.rsplit(".", 1)[-1])


@needs(Action.MEETING_EDIT, Attachment)
def attachment_remove(request: HttpRequest, row: Attachment) -> HttpResponse:
    """Ask, then drop a file."""
    back = reverse(FILES, args=[row.meeting_id])
    if request.method == "POST":
        try:
            recording.detach(row, user_of(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("meeting", row.meeting_id)
        messages.info(request, f"已移除《{row.name}》。")
        return redirect(back)
    context = {
        "heading": "移除文件",
        "rows": [
            Row("文件", row.name),
            Row("种类", row.get_kind_display()),
            Row("大小", file_size(row.size)),
            Row("上传时间", cn_datetime(row.uploaded_at)),
        ],
        "submit": "移除",
        "danger": True,
        "back": back,
    }
    return render(request, "layouts/confirm.html", context)
