"""Whether the numbers of an election agree with one another, before anybody is declared elected. Pure."""

from collections.abc import Iterator

from branchlife.kit.problems import Problem
from meetings.rules.ballots import CandidateCount, ElectionCount
from meetings.rules.counting import AGREE
from meetings.rules.elections import difference_rules, papers_rule
from meetings.rules.profiles import ELECTORS
from meetings.rules.votes import DEFAULT, VoteRules
from meetings.vocabulary import VoteMethod


def election_problems(
    count: ElectionCount, rules: VoteRules = DEFAULT, method: VoteMethod = VoteMethod.SECRET_BALLOT
) -> list[Problem]:
    """What does not add up, or was not done as elections are. Empty: the count may be judged.

    More ballots collected than issued is no miscount but a void election: the verdict says so, not this.
    """
    if _has_negative(count):
        return [_wrong("人数和票数不能小于 0，应选至少 1 名，请改正", "seats")]
    found = [*_method(method), *_difference(count, rules), *_people(count)]
    return [*found, *(_votes(count) if papers_rule(count).holds else ())]


def _has_negative(count: ElectionCount) -> bool:
    numbers = [count.eligible, count.present, count.issued, count.collected, count.valid, count.invalid]
    numbers += [number for one in count.candidates for number in (one.yes, one.no, one.abstain)]
    return count.seats < 1 or min(numbers) < 0


def _method(method: VoteMethod) -> Iterator[Problem]:
    if method is not VoteMethod.SECRET_BALLOT:
        text = f"选举须用无记名投票，不能用{method.label}，请改为无记名投票"
        yield Problem("method", text, "选举条例", "method")


def _difference(count: ElectionCount, rules: VoteRules) -> Iterator[Problem]:
    for line in difference_rules(count, rules):
        if not line.holds:
            yield Problem("difference", line.sentence, str(line.basis), "candidates")


def _people(count: ElectionCount) -> Iterator[Problem]:
    if count.present > count.eligible:
        text = f"实到{ELECTORS} {count.present} 人，多于应到 {count.eligible} 人，请核对点名"
        yield _wrong(text, "voters_present")
    if count.issued > count.present:
        text = (
            f"发出 {count.issued} 张票，多于到会{ELECTORS}的 {count.present} 人；不得委托代投，请核对发票数"
        )
        yield _wrong(text, "issued")
    if count.consent is not None and not 0 <= count.consent <= count.present:
        text = f"同意减少名额的 {count.consent} 人，应在 0 与到会选举人 {count.present} 人之间"
        yield _wrong(text, "consent")


def _votes(count: ElectionCount) -> Iterator[Problem]:
    papers = count.valid + count.invalid
    if papers != count.collected:
        text = f"有效 {count.valid} + 无效 {count.invalid} = {papers}，与收回的 {count.collected} 张不符，请重新清点"
        yield _wrong(text, "valid")
    for one in count.candidates:
        yield from _candidate(one, count.valid)
    yes, most = sum(one.yes for one in count.candidates), count.valid * count.seats
    if yes > most:
        text = (
            f"各人赞成票合计 {yes} > 有效票 {count.valid} × 应选 {count.seats} = {most}；"
            "每票所选不得多于应选名额，多选的票是无效票，请重新清点"
        )
        yield _wrong(text, "candidates")


def _candidate(one: CandidateCount, valid: int) -> Iterator[Problem]:
    if one.is_write_in:
        if one.no or one.abstain:
            yield _wrong(f"{one.name}是另选的人，只计赞成，请把反对和弃权清为 0", "candidates")
        if one.yes > valid:
            yield _wrong(f"{one.name}得赞成 {one.yes} 票，多于有效票 {valid} 张，请重新清点", "candidates")
    elif one.votes != valid:
        text = (
            f"{one.name}：赞成 {one.yes} + 反对 {one.no} + 弃权 {one.abstain} = {one.votes}，"
            f"与有效票 {valid} 张不符，请重新清点"
        )
        yield _wrong(text, "candidates")


def _wrong(text: str, field: str) -> Problem:
    return Problem("count", text, AGREE, field)
