"""Whether the numbers of a vote agree with one another, and what to do when they do not. Pure."""

from collections.abc import Iterator
from dataclasses import fields

from branchlife.kit.problems import Problem
from meetings.rules.profiles import ProfileRule, rule_of
from meetings.rules.votes import DEFAULT, Count, VoteRules
from meetings.vocabulary import BALLOT_METHODS, VoteMethod, VoteProfile

AGREE = "表决人数须相符"


def count_problems(
    profile: VoteProfile, method: VoteMethod, count: Count, rules: VoteRules = DEFAULT
) -> list[Problem]:
    """What does not add up, or is not voted that way. An empty list means that the count may be judged."""
    negative = list(_negative(count))
    if negative:
        return negative
    rule = rule_of(profile)
    found = [*_method(rule, method, rules), *_roll(rule, count), *_written(rule, count)]
    if method in BALLOT_METHODS:
        return [*found, *_ballots(rule, count)]
    return [*found, *(_hands(rule, count) if rule.decides else ())]


def _negative(count: Count) -> Iterator[Problem]:
    for field in fields(count):
        number = getattr(count, field.name)
        if isinstance(number, int) and number < 0:
            yield _wrong("人数和票数不能小于 0，请改正", field.name)


def _method(rule: ProfileRule, method: VoteMethod, rules: VoteRules) -> Iterator[Problem]:
    name = rule.profile.label
    if not rule.methods:
        yield Problem("method", f"{name}不进行表决，不登记票数", str(rule.basis), "method")
    elif rule.profile in rules.secret_profiles and method is not VoteMethod.SECRET_BALLOT:
        text = f"{name}须用无记名投票，不能用{method.label}；请改为无记名投票，登记发出、收回的票数"
        yield Problem("method", text, str(rule.basis), "method")
    elif method not in rule.methods:
        allowed = "、".join(allowed.label for allowed in rule.methods)
        yield Problem("method", f"{name}不用{method.label}，请用{allowed}", str(rule.basis), "method")


def _roll(rule: ProfileRule, count: Count) -> Iterator[Problem]:
    if count.present > count.eligible:
        text = f"实到{rule.voters} {count.present} 人，多于应到{rule.voters} {count.eligible} 人，请核对点名"
        yield _wrong(text, "present_voters")
    if rule.profile is not VoteProfile.E_VILLAGE_MAJOR:
        return
    total, came = count.base_total, count.base_present
    if total is None or came is None:
        yield _wrong("村重大事项按全体党员计到会，请先点名，取得党员总数和到会党员数", "present_voters")
    elif came > total:
        yield _wrong(f"到会党员 {came} 人，多于党员总数 {total} 人，请核对点名", "present_voters")
    elif count.present > came or count.eligible > total:
        text = f"有表决权的（应到 {count.eligible}、实到 {count.present}）多于全体党员（{total}、{came}），请核对点名"
        yield _wrong(text, "present_voters")


def _written(rule: ProfileRule, count: Count) -> Iterator[Problem]:
    if not count.written:
        return
    if not rule.takes_written:
        text = f"{rule.profile.label}不收书面意见，请把会前书面意见清为 0，只计到会者的票"
        yield Problem("written", text, str(rule.basis), "written_yes")
    elif count.present + count.written > count.eligible:
        text = (
            f"实到 {count.present} + 会前书面意见 {count.written} = {count.present + count.written}，"
            f"多于应到 {count.eligible} 人；到会的人不再计书面意见，请核对"
        )
        yield _wrong(text, "written_yes")


def _hands(rule: ProfileRule, count: Count) -> Iterator[Problem]:
    if count.votes != count.present:
        yield _wrong(
            f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} = {count.votes}，"
            f"与实到{rule.voters} {count.present} 人不符，请重新清点",
            "yes",
        )


def _ballots(rule: ProfileRule, count: Count) -> Iterator[Problem]:
    if count.issued is None or count.collected is None or count.invalid is None:
        yield _wrong("票决须写明发出、收回和无效的票数（没有无效票填 0）", "issued")
        return
    yield from paper_problems(count.issued, count.collected, count.present, rule.voters)
    counted = count.votes + count.invalid
    if rule.decides and counted != count.collected:
        yield _wrong(
            f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} + 无效 {count.invalid} = {counted}，"
            f"与收回的 {count.collected} 张不符，请重新清点",
            "yes",
        )
    if not rule.decides and count.invalid > count.collected:
        yield _wrong(f"无效票 {count.invalid} 张，多于收回的 {count.collected} 张，请重新清点", "invalid")


def paper_problems(issued: int, collected: int, present: int, voters: str) -> Iterator[Problem]:
    """A slip for each voter present and no more; none comes back that was not given out."""
    if issued > present:
        text = f"发出 {issued} 张票，多于到会{voters}的 {present} 人；不得委托代投，请核对发票数"
        yield _wrong(text, "issued")
    if collected > issued:
        text = f"收回 {collected} 张票，多于发出的 {issued} 张，本次投票无效，须重新投票"
        yield _wrong(text, "collected")


def _wrong(text: str, field: str) -> Problem:
    return Problem("count", text, AGREE, field)
