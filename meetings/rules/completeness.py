"""What a record still lacks, or says against itself, before it is filed; the reviewer reads the same list.

Pure: a snapshot of the record goes in, problems with their basis come out. Those that block stand first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from branchlife.kit.problems import Problem
from meetings.kinds import Field, KindSpec, Scope
from meetings.rules.catalogue.rules import Rules

NATIONAL = Rules()


@dataclass(frozen=True)
class Snapshot:
    """A record as the rules see it. Counts are None before the roll is confirmed; times are local.

    `motions` are the votes that decided something, `about_votes` what is odd about any of them. `rules` are those of
    the branch on that day, or those frozen when the record was filed.
    """

    spec: KindSpec
    start: datetime
    end: datetime | None = None
    place: str = ""
    theme: str = ""
    host: str = ""
    recorder: str = ""
    host_posts: frozenset[str] = frozenset()
    host_leads: bool = False
    delegation_note: str = ""
    due: int | None = None
    present: int | None = None
    leave: int | None = None
    absent: int | None = None
    away_without_reason: tuple[str, ...] = ()
    unconfirmed: int = 0
    agenda: tuple[str, ...] = ()
    minutes: str = ""
    resolutions_without_owner: tuple[str, ...] = ()
    motions: int = 0
    about_votes: tuple[Problem, ...] = ()
    lecture_topic: str = ""
    lecturer: str = ""
    planned_on: date | None = None
    shift_reason: str = ""
    recorded_days_later: int | None = None
    late_entry: bool = False
    rules: Rules = NATIONAL


_PRESENT: dict[Field, tuple[Callable[[Snapshot], bool], str, str]] = {
    Field.ROLL: (lambda s: s.due is not None, "还没有点名", "roll"),
    Field.MINUTES: (lambda s: bool(s.minutes.strip()), "还没有写内容记录", "minutes"),
    Field.HOST: (lambda s: bool(s.host), "主持人没有填", "host"),
    Field.RECORDER: (lambda s: bool(s.recorder), "记录人没有填", "recorder"),
    Field.PLACE: (lambda s: bool(s.place), "地点没有填", "place"),
    Field.END: (lambda s: s.end is not None, "散会时间没有填", "end"),
    Field.AGENDA: (lambda s: bool(s.agenda), "议题没有填", "agenda"),
    Field.LECTURE_TOPIC: (lambda s: bool(s.lecture_topic), "课题没有填", "lecture_topic"),
    Field.LECTURER: (lambda s: bool(s.lecturer), "授课人没有填", "lecturer"),
    Field.THEME: (lambda s: bool(s.theme), "主题没有填", "theme"),
}


def problems(snapshot: Snapshot) -> list[Problem]:
    """Everything that is missing or odd, what blocks first, each with the place where it is mended."""
    found = [problem for rule in RULES for problem in rule(snapshot)]
    return sorted(found, key=lambda problem: not problem.blocks)


def _missing(s: Snapshot) -> Iterator[Problem]:
    for field in s.spec.required:
        is_there, text, place = _PRESENT[field]
        if not is_there(s):
            yield Problem(f"missing-{field}", text, s.spec.basis, place)


def _numbers(s: Snapshot) -> Iterator[Problem]:
    if s.due is None or s.present is None or s.leave is None or s.absent is None:
        return
    total = s.present + s.leave + s.absent
    if total != s.due:
        yield Problem(
            "numbers",
            f"应到 {s.due}，而实到 {s.present} + 请假 {s.leave} + 缺席 {s.absent} = {total}，请重新点名",
            "人数须相符",
            "roll",
        )


def _unconfirmed(s: Snapshot) -> Iterator[Problem]:
    if s.unconfirmed:
        yield Problem("unconfirmed", f"还有 {s.unconfirmed} 人没有确认是否到会", "", "roll")


def _reasons(s: Snapshot) -> Iterator[Problem]:
    for name in s.away_without_reason:
        yield Problem("reason", f"{name}没有到会，事由没有选（只选类别，不写病情）", "检查惯例", "roll")


def _quorum(s: Snapshot) -> Iterator[Problem]:
    if s.due is None or s.present is None or 2 * s.present >= s.due:
        return
    text = f"应到 {s.due} 人，实到 {s.present} 人，不足半数"
    if s.spec.scope is Scope.COMMITTEE:
        yield Problem("quorum", f"{text}，支委会不能进行", "支部条例第十二条", "roll")
    elif s.spec.asks_half:
        yield Problem("quorum", f"{text}，不能表决", "支部条例第十一条", "roll", blocks=bool(s.motions))


def _votes(s: Snapshot) -> Iterator[Problem]:
    yield from s.about_votes


def _chair(s: Snapshot) -> Iterator[Problem]:
    if not s.host or not s.spec.chair or s.host_leads:
        return
    if s.delegation_note:
        return
    who = s.spec.chair[0].label
    yield Problem(
        "chair",
        f"主持人{s.host}不是{who}，请写明受谁委托",
        "支部条例第十四条",
        "delegation_note",
        blocks=False,
    )


def _same_hand(s: Snapshot) -> Iterator[Problem]:
    if s.host and s.host == s.recorder:
        yield Problem(
            "same-hand", f"{s.host}既主持又记录，一般应由两人担任", "检查惯例", "recorder", blocks=False
        )


def _duration(s: Snapshot) -> Iterator[Problem]:
    if s.end is None:
        return
    minutes = int((s.end - s.start).total_seconds()) // 60
    if not s.rules.min_duration_minutes <= minutes <= s.rules.max_duration_minutes:
        yield Problem("duration", f"会议开了 {minutes} 分钟，请核对起止时间", "检查惯例", "end", blocks=False)


def _owners(s: Snapshot) -> Iterator[Problem]:
    for text in s.resolutions_without_owner:
        yield Problem(
            "owner", f"决议“{text[:16]}”没有责任人", "支部条例第十六条", "resolutions", blocks=False
        )


def _shift(s: Snapshot) -> Iterator[Problem]:
    if s.planned_on and s.planned_on != s.start.date() and not s.shift_reason:
        text = f"计划日是{s.planned_on.month}月{s.planned_on.day}日，实际改了日子，请写明原因"
        yield Problem("shift", text, "支部条例第十六条“相对固定”", "shift_reason", blocks=False)


def _late(s: Snapshot) -> Iterator[Problem]:
    days = s.recorded_days_later
    if days is not None and days > s.rules.backfill_days and not s.late_entry:
        text = f"会后 {days} 天才录入，请标明补录并写原因（补录是正常情况）"
        yield Problem("late", text, "本单位规定", "late_reason", blocks=False)


RULES = (
    _missing,
    _numbers,
    _unconfirmed,
    _reasons,
    _quorum,
    _votes,
    _chair,
    _same_hand,
    _duration,
    _owners,
    _shift,
    _late,
)
