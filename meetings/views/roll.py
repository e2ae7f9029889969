"""Step 2, 点名: tap who is not there. Nobody counts as present until the button is pressed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from branchlife.kit import clock
from branchlife.kit.parts import Person
from branchlife.kit.problems import Conflict, Refusal
from branchlife.kit.templatetags.words import cn_date, cn_time
from meetings.forms.moves import move_rows, with_more
from meetings.forms.roll import APART, REASONS, RollForm, choice_of, guest_lines, read_marks
from meetings.kinds import Scope
from meetings.lifecycle import check_in, pages
from meetings.lifecycle.holding import due_roll, open_meetings
from meetings.models import Meeting
from meetings.rules.rollcall import Mark, Pasted, read_absentees
from meetings.views import people
from meetings.views.flow import MINUTES, ROLL, blame, counts_url, editing, sitting, step_page, user_of
from meetings.vocabulary import AWAY, AttendanceState, GatheringMode, SignInMethod
from members.standing import Listed

MORE_MOVES = "more_moves"
ORDERS = (("strokes", "按姓氏笔画"), ("office", "按职务"))


@dataclass
class Roll:
    """Everybody due at any of the meetings of a sitting, and what is tapped so far."""

    meetings: Sequence[Meeting]
    listed: list[Listed] = field(default_factory=list)
    votes: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, meetings: Sequence[Meeting]) -> "Roll":
        """The union of the scopes; one is due at the sitting if due at one of its meetings."""
        found: dict[int, Listed] = {}
        votes: set[int] = set()
        for meeting in meetings:
            for one in due_roll(meeting):
                found.setdefault(one.member.pk, one)
                if one.standing.can_vote or meeting.spec.scope is Scope.COMMITTEE:
                    votes.add(one.member.pk)
        return cls(meetings, list(found.values()), votes)

    @property
    def due(self) -> dict[int, bool]:
        """Whether due, by member."""
        return {one.member.pk: one.standing.is_due for one in self.listed}

    @property
    def names(self) -> dict[int, str]:
        """Names by member, of those who are due."""
        return {one.member.pk: one.member.name for one in self.listed if one.standing.is_due}

    @property
    def voting(self) -> Meeting | None:
        """The meeting at which votes may be taken, whose quorum the running line speaks of."""
        return next((row for row in self.meetings if row.spec.asks_half), None)

    @property
    def need(self) -> int | None:
        """How many of those with a vote must come: half of them, rounded up (支部条例第十一、十二条)."""
        meeting = self.voting
        if meeting is None:
            return None
        here = {one.member.pk for one in due_roll(meeting)}
        return (len(self.votes & here) + 1) // 2


@dataclass(frozen=True)
class Filled:
    """What stands on the page: what is typed, who came late or left early, who is tapped."""

    form: RollForm
    moves: Any
    marks: Mapping[int, Mark]

    @property
    def is_valid(self) -> bool:
        """Whether everything that was typed can be read."""
        return all([self.form.is_valid(), not self.moves.is_bound or self.moves.is_valid()])

    @property
    def is_wrong(self) -> bool:
        """Whether something that was sent is refused."""
        return bool(self.form.errors) or (self.moves.is_bound and any(self.moves.errors))

    @property
    def has_moves(self) -> bool:
        """Whether somebody is entered as late or early, or meant to be."""
        return any(row["member"].value() or row.errors for row in self.moves.forms)


@editing
def roll(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the roll, read pasted names, change the order, or confirm."""
    sitting(request, meeting)
    if meeting.day > clock.today():
        messages.info(request, f"会议定在{cn_date(meeting.start)}，当日才能点名。")
        return redirect("meeting", meeting.pk)
    found = Roll.of(open_meetings(meeting.gathering))
    if request.method != "POST":
        return _page(request, meeting, found, _stored(meeting, found))
    online = meeting.gathering.mode == GatheringMode.ONLINE
    marks = read_marks(request.POST, found.due, online=online)
    filled = Filled(RollForm(request.POST), _move_rows(request, meeting, found), marks)
    if MORE_MOVES in request.POST or not filled.is_valid:
        return _page(request, meeting, found, filled)
    if filled.form.cleaned_data["pasted"].strip():
        return _read(request, meeting, found, filled)
    if request.POST.get("order") in dict(ORDERS):
        return _page(request, meeting, found, filled)
    return _confirm(request, meeting, found, filled)


def _stored(meeting: Meeting, found: Roll) -> Filled:
    rows = pages.stored_rows(meeting.gathering)
    visitors = pages.visitors_of(meeting.gathering)
    stamp = pages.roll_stamp(meeting.gathering)
    form = RollForm(initial={"guests": guest_lines(visitors), "stamp": stamp})
    moves = move_rows(None, _names(meeting, found), pages.stored_moves(rows))
    return Filled(form, moves, _joined_online(meeting) | pages.stored_marks(rows))


def _joined_online(meeting: Meeting) -> dict[int, Mark]:
    """Who signed in on line, as a first guess of a roll that is not called yet."""
    if meeting.is_held or meeting.gathering.mode != GatheringMode.HYBRID:
        return {}
    joined = check_in.standing(meeting.gathering)
    return {
        pk: Mark(AttendanceState.ONLINE) for pk, row in joined.items() if row.method == SignInMethod.ONLINE
    }


def _move_rows(request: HttpRequest, meeting: Meeting, found: Roll) -> Any:
    """The rows as they were sent; a page without them leaves what is stored."""
    data = with_more(request.POST) if MORE_MOVES in request.POST else request.POST
    return move_rows(data, _names(meeting, found), {})


def _names(meeting: Meeting, found: Roll) -> list[tuple[str, str]]:
    """Everybody by strokes, for a select; namesakes with what tells them apart."""
    same = Counter(one.member.name for one in found.listed)
    listed = sorted(found.listed, key=lambda one: (one.member.stroke_order, one.member.name, one.member.pk))
    return [
        (str(one.member.pk), " ".join([one.member.name, *_apart_words(one, meeting, same)])) for one in listed
    ]


def _apart_words(one: Listed, meeting: Meeting, same: Mapping[str, int]) -> list[str]:
    return people.told_apart(one.member, meeting.day) if same[one.member.name] > 1 else []


def _read(request: HttpRequest, meeting: Meeting, found: Roll, filled: Filled) -> HttpResponse:
    """Take over what was pasted; what could not be placed stays in the box, with words."""
    pasted = read_absentees(request.POST["pasted"], found.names)
    data = request.POST.copy()
    data["pasted"] = "、".join([*pasted.ambiguous, *pasted.unknown])
    form = RollForm(data)
    form.is_valid()
    for words in _not_placed(meeting, found, pasted):
        form.add_error("pasted", words)
    marks = {pk: mark for pk, mark in filled.marks.items() if pk not in pasted.marks} | pasted.marks
    read = f"已从名单读入 {len(pasted.marks)} 人，请核对后点“确认”。" if pasted.marks else ""
    return _page(request, meeting, found, replace(filled, form=form, marks=marks), read=read)


def _not_placed(meeting: Meeting, found: Roll, pasted: Pasted) -> list[str]:
    words = [f"名册里没有“{name}”，请核对写法，或在下面的名单中直接点" for name in pasted.unknown]
    for name in pasted.ambiguous:
        same = [one for one in found.listed if one.member.name == name]
        apart = "、".join(" ".join(people.told_apart(one.member, meeting.day)) or "—" for one in same)
        words.append(f"“{name}”有 {len(same)} 人（{apart}），请在下面的名单中点选")
    return words


def _confirm(request: HttpRequest, meeting: Meeting, found: Roll, filled: Filled) -> HttpResponse:
    form, moves = filled.form, filled.moves
    try:
        saved = pages.save_roll(
            meeting.gathering,
            filled.marks,
            form.cleaned_data["guests"],
            form.cleaned_data["stamp"],
            user_of(request),
            moves.moves(meeting.day) if moves.is_bound else None,
        )
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, meeting, found, filled)
    except Conflict:
        return _conflict(request, meeting, found, filled)
    for row in saved:
        if row.due_count is not None:
            counts = f"应到 {row.due_count}，实到 {row.present_count}"
            messages.success(
                request,
                f"{row.spec.short}已点名：{counts}，请假 {row.leave_count}，缺席 {row.absent_count}。",
            )
    return redirect(MINUTES, meeting.pk)


def _conflict(request: HttpRequest, meeting: Meeting, found: Roll, filled: Filled) -> HttpResponse:
    """Somebody else called the roll in between: say whom they marked, keep my taps, and ask again."""
    theirs = pages.stored_marks(pages.stored_rows(meeting.gathering))
    names = {one.member.pk: one.member.name for one in found.listed}
    away = [names.get(pk, "") for pk, mark in theirs.items() if mark.state in AWAY]
    data = request.POST.copy()
    data["stamp"] = pages.roll_stamp(meeting.gathering)
    form = RollForm(data)
    form.is_valid()
    who = "、".join(filter(None, away)) or "没有人"
    form.add_error(
        None, f"另一位同志刚刚点过名，登记未到的是：{who}。您点的还在下面，没有存入；核对后再按一次确认"
    )
    return _page(request, meeting, found, replace(filled, form=form), status=409)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    found: Roll,
    filled: Filled,
    read: str = "",
    status: int = 0,
) -> HttpResponse:
    form, marks = filled.form, filled.marks
    order = (
        request.POST.get("order") or request.POST.get("shown_order") or request.GET.get("order") or "strokes"
    )
    listed, beside = _in_order(meeting, found, order)
    due = [one for one in listed if one.standing.is_due]
    absent = sum(is_away(marks.get(one.member.pk)) for one in due)
    context = step_page(
        meeting,
        ROLL,
        form=form,
        formset=filled.moves,
        is_moved=MORE_MOVES in request.POST or filled.has_moves,
        counts_url=counts_url(meeting, "due"),
        people=[_person(one, beside, marks, found) for one in due],
        apart=[_apart(one, marks) for one in listed if not one.standing.is_due],
        online=[_online(one, marks) for one in due] if meeting.gathering.mode == GatheringMode.HYBRID else [],
        reasons=REASONS,
        apart_choices=APART,
        orders=[(value, word, value == order) for value, word in ORDERS],
        order=order,
        due=len(due),
        present=len(due) - absent,
        absent=absent,
        words=_words(found, marks),
        need=found.need,
        kinds="、".join(row.spec.short for row in found.meetings) if len(found.meetings) > 1 else "",
        read=read,
        is_more_open=bool(form.errors or form["guests"].value()),
    )
    return render(request, "meetings/roll.html", context, status=status or (422 if filled.is_wrong else 200))


def _in_order(meeting: Meeting, found: Roll, order: str) -> tuple[list[Listed], dict[int, str]]:
    posts = people.posts_on(meeting)
    listed = sorted(found.listed, key=lambda one: (one.member.stroke_order, one.member.name, one.member.pk))
    if order == "office":
        listed = people.office_order(listed, posts)
    return listed, _with_sign_ins(meeting, people.notes(listed, posts, meeting.day))


def _with_sign_ins(meeting: Meeting, beside: dict[int, str]) -> dict[int, str]:
    """已签到 14:25 beside the name: it helps to call the roll and counts for nothing by itself. One query."""
    for pk, row in check_in.standing(meeting.gathering).items():
        if pk in beside:
            word = "本人说明到会" if row.method == SignInMethod.AFTERWARDS else "已签到"
            beside[pk] = " · ".join(filter(None, (beside[pk], f"{word} {cn_time(row.at)}")))
    return beside


def is_away(mark: Mark | None) -> bool:
    """请假 or 缺席."""
    return mark is not None and mark.state in AWAY


def _person(one: Listed, beside: Mapping[int, str], marks: Mapping[int, Mark], found: Roll) -> Person:
    pk = one.member.pk
    mark = marks.get(pk)
    away = is_away(mark)
    return Person(pk, one.member.name, beside[pk], away, choice_of(mark) if away else "", pk in found.votes)


def _apart(one: Listed, marks: Mapping[int, Mark]) -> dict[str, Any]:
    mark = marks.get(one.member.pk)
    chosen = mark.state if mark else AttendanceState.EXEMPT
    return {
        "pk": one.member.pk,
        "name": one.member.name,
        "reason": one.standing.not_due_reason,
        "choices": [(value, word, value == chosen) for value, word in APART],
    }


def _online(one: Listed, marks: Mapping[int, Mark]) -> dict[str, Any]:
    mark = marks.get(one.member.pk)
    is_online = mark is not None and mark.state == AttendanceState.ONLINE
    return {"pk": one.member.pk, "name": one.member.name, "checked": is_online}


def _words(found: Roll, marks: Mapping[int, Mark]) -> str:
    """达到半数, or how many are still missing; nothing where no vote is taken."""
    if found.need is None:
        return ""
    due = found.due
    there = sum(pk in found.votes and due[pk] and not is_away(marks.get(pk)) for pk in due)
    return "达到半数" if there >= found.need else f"离半数还差 {found.need - there} 人"
