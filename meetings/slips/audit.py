"""The ten checks of a finished poll. Each only reads, and says in words what it found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

from meetings.regulations import rules_of
from meetings.slips.lifecycle import traces
from meetings.slips.models import Code, Mark, Poll, Question, SealedBallot
from meetings.slips.vocabulary import ELECTRONIC, PollState
from members.models import AccessLog

SECRET = (Code, SealedBallot, Mark)
KNOWN_NOTES = ("印电子票", "开始电子投票", "结束电子投票", "作废电子投票", "导出")
IDENTIFYING = ("user", "member", "person", "account", "ip", "address", "session", "device")


@dataclass(frozen=True)
class Finding:
    """One check: passed or not, and what was seen."""

    number: int
    name: str
    passed: bool
    detail: str


Check = Callable[[Poll], tuple[bool, str]]


def codes_are_gone(poll: Poll) -> tuple[bool, str]:
    """No code is left, nor the lock of the box."""
    left = poll.codes.count()
    keys = bool(poll.salt or poll.public_key)
    return not left and not keys, f"剩下 {left} 个代码" + ("，票箱的锁还在" if keys else "")


def sealed_ballots_are_gone(poll: Poll) -> tuple[bool, str]:
    """No sealed ballot is left, neither as a row nor in what the database has deleted."""
    left = poll.sealed_ballots.count()
    if left or not poll.is_purged:
        return False, f"剩下 {left} 张；" + (
            "旧行已清除" if poll.is_purged else "旧行还没有清除，请加 --clean 再查"
        )
    return True, "剩下 0 张，旧行已清除"


def counts_are_in_order(poll: Poll) -> tuple[bool, str]:
    """无效 ≤ 收回 ≤ 发出 ≤ 印出，发出 ≤ 到会 ≤ 应参加."""
    named = {
        "无效": poll.invalid_count, "收回": poll.cast_count, "发出": poll.issued_count, "印出": poll.printed_count,
        "到会": poll.present_count, "应参加": poll.eligible_count,
    }  # fmt: skip
    words = " ≤ ".join(f"{name} {count}" for name, count in named.items())
    numbers = [count for count in named.values() if count is not None]
    if len(numbers) < len(named):
        return False, f"有的数没有记下：{words}"
    invalid, cast, issued, printed, present, eligible = numbers
    holds = invalid <= cast <= issued <= min(printed, present) and present <= eligible
    return holds, "，".join(f"{name} {count}" for name, count in named.items())


def totals_are_a_recount(poll: Poll) -> tuple[bool, str]:
    """Counted anew from the marks, every question gives its totals and one mark for each valid ballot."""
    wrong = [question.order for question in poll.questions.order_by("order") if not _adds_up(poll, question)]
    count = poll.questions.count()
    if wrong:
        return False, f"第 {'、'.join(map(str, wrong))} 题与重新计票不符"
    return count > 0, f"{count} 题，每题 {poll.valid_count} 票"


def _adds_up(poll: Poll, question: Question) -> bool:
    chosen = list(question.marks.order_by("pk").values_list("choice", flat=True))
    votes = [chosen.count(option) for option in range(len(poll.options))]
    return (votes, chosen.count(None), len(chosen)) == (question.votes, question.abstain, poll.valid_count)


def ballots_have_no_time_and_no_person(poll: Poll) -> tuple[bool, str]:
    """Asked of the database itself, not of the code: what columns the three tables really have."""
    found = [f"{table}.{name}" for table, name, kind in _columns() if _tells(name, kind)]
    return not found, "、".join(found) or "三张表里没有时间，也没有指向人、账号、地址的栏"


def _columns() -> Iterator[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        for model in SECRET:
            table = model._meta.db_table
            for column in connection.introspection.get_table_description(cursor, table):
                yield table, column.name, str(_field_type(column))


def _field_type(column: Any) -> Any:
    try:
        return connection.introspection.get_field_type(column.type_code, column)
    except KeyError:
        return column.type_code


def _tells(name: str, kind: str) -> bool:
    is_time = any(word in kind for word in ("Date", "Time", "Duration")) or name.endswith(("_at", "_on"))
    return is_time or any(word in name for word in IDENTIFYING)


def marks_have_no_order(poll: Poll) -> tuple[bool, str]:
    """All marks were written at once: numbers without a gap and, on PostgreSQL, one transaction for all."""
    keys = list(Mark.objects.filter(question__poll=poll).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return False, "没有记号"
    is_dense = keys[-1] - keys[0] + 1 == len(keys)
    writers = _transactions(keys)
    return (
        is_dense and writers <= 1,
        f"{len(keys)} 个记号，编号{'连续' if is_dense else '有缺'}，{writers} 次写入",
    )


def _transactions(keys: list[int]) -> int:
    """How many transactions wrote these rows; SQLite keeps no such thing."""
    if connection.vendor != "postgresql":
        return 1
    table = connection.ops.quote_name(Mark._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table} WHERE id = ANY(%s)", [keys])  # noqa: S608
        return int(cursor.fetchone()[0])


def enough_voters(poll: Poll) -> tuple[bool, str]:
    """Enough people to hide among, and a matter that may be voted on electronically."""
    present, cast = poll.present_count or 0, poll.cast_count or 0
    least = rules_of(poll.meeting).electronic_ballot_min_voters
    allowed = poll.profile in ELECTRONIC
    holds = allowed and min(present, cast) >= least
    matter = poll.get_profile_display()
    return (
        holds,
        f"{matter}{'' if allowed else '（只能用纸质票）'}，到会 {present} 人，收回 {cast} 张，下限 {least}",
    )


def two_scrutineers(poll: Poll) -> tuple[bool, str]:
    """Two of them, neither graded."""
    names = {poll.first_scrutineer, poll.second_scrutineer} - {""}
    graded = set(poll.questions.filter(member__isnull=False).order_by("order").values_list("text", flat=True))
    own = sorted(names & graded)
    return len(names) == 2 and not own, poll.scrutineers + (f"，{'、'.join(own)}是被测评人" if own else "")


def opened_and_closed_once(poll: Poll) -> tuple[bool, str]:
    """The state, both moments, and one line each in the access log."""
    opened, closed = poll.opened_at, poll.closed_at
    lines = AccessLog.objects.filter(object_type=poll._meta.label, object_id=str(poll.pk))
    times = [lines.filter(action=words).count() for words in ("开始电子投票", "结束电子投票")]
    holds = poll.state == PollState.CLOSED and bool(opened and closed and opened < closed) and times == [1, 1]
    return holds, f"{poll.get_state_display()}，开始 {times[0]} 次，结束 {times[1]} 次"


def no_trace_of_voters(poll: Poll) -> tuple[bool, str]:
    """The access log knows only what the secretary did, and no session knows of a code."""
    tables_ = [model._meta.label for model in SECRET]
    lines = AccessLog.objects.filter(object_type__in=tables_).count()
    own = AccessLog.objects.filter(object_type=poll._meta.label, object_id=str(poll.pk))
    odd = [action for action in own.order_by("pk").values_list("action", flat=True) if not _is_known(action)]
    held = sum(_knows_a_code(session) for session in Session.objects.order_by("pk").iterator())
    return not lines and not odd and not held, f"访问记录 {lines + len(odd)} 行，登录记录 {held} 份提到投票"


def _is_known(action: str) -> bool:
    return action.startswith(KNOWN_NOTES)


def _knows_a_code(session: Session) -> bool:
    return any(word in str(session.get_decoded()) for word in ("slip", "/vote/"))


CHECKS: tuple[tuple[str, Check], ...] = (
    ("投票代码和票箱的锁已销毁", codes_are_gone),
    ("密封的票已销毁，数据库里没有留下旧行", sealed_ballots_are_gone),
    ("票数由少到多对得上", counts_are_in_order),
    ("合计与重新计票一致", totals_are_a_recount),
    ("票上没有时间，没有人", ballots_have_no_time_and_no_person),
    ("看不出先后", marks_have_no_order),
    ("人数够多，事项可用电子票", enough_voters),
    ("监票人两名，都不是被测评的人", two_scrutineers),
    ("只开始一次，只结束一次", opened_and_closed_once),
    ("访问记录和登录记录里没有投票的痕迹", no_trace_of_voters),
)


def audit(poll: Poll) -> list[Finding]:
    """All ten, in order."""
    return [Finding(number, name, *check(poll)) for number, (name, check) in enumerate(CHECKS, start=1)]


def clean() -> bool:
    """Try again to remove what the database has kept of deleted rows."""
    return traces.purge()
