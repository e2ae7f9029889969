"""What elections leave in the record: their words for the filed version, and what is still owed or odd about them."""

from collections.abc import Iterator
from dataclasses import replace

from branchlife.kit.problems import Problem
from meetings.lifecycle.elections import AGAIN, BASIS, elections_of, verdict_of
from meetings.models import Election, Meeting


def problems_of_elections(meeting: Meeting) -> list[Problem]:
    """A round without its count hinders filing; seats left empty and bases that differ are only said."""
    rows = list(elections_of(meeting))
    passed_on = {row.previous_id for row in rows}
    return [problem for row in rows for problem in _of(row, row.pk in passed_on)]


def _of(row: Election, has_next: bool) -> Iterator[Problem]:
    verdict = verdict_of(row)
    if verdict is None:
        yield Problem("uncounted", f"{row}还没有计票，请登记计票结果；没有选的，请撤去", BASIS, "vote")
        return
    yield from (replace(one, field="vote") for one in verdict.warnings)
    if verdict.outcome in AGAIN and not has_next:
        text = f"{row}：{verdict.conclusion}；下一轮没有登记，确未再选的请在记录里写明"
        yield Problem("vacant", text, BASIS, "vote", blocks=False)


def election_words(meeting: Meeting) -> list[str]:
    """Each round in plain words, as it is filed. Two queries."""
    return [_words(row) for row in elections_of(meeting).prefetch_related("candidates__member")]


def _words(row: Election) -> str:
    people = "；".join(
        f"{one.member.name}{'（另选）' if one.is_write_in else ''} 赞成 {one.yes} 反对 {one.no} 弃权 {one.abstain}"
        f"{'，当选' if one.is_elected else ''}"
        for one in sorted(row.candidates.all(), key=lambda one: one.pk)
    )
    return (
        f"{row.agenda_item.title}：{row}，应选 {row.seats}，应到有选举权 {row.eligible_count}，"
        f"实到 {row.voters_present}，发出 {row.issued}，收回 {row.collected}，有效 {row.valid}，无效 {row.invalid}；"
        f"{people}"
    )
