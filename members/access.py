"""Who may do what, and on whose rows: the whole permission system on one page.

A person holds roles, each at one organisation. GRANTS says, role by role, which actions that gives and how far it
reaches. A row is only ever fetched through a viewer: `Model.seen.allowed(actor, action)` for lists,
`@needs(Action.X, Model)` for one row. Out of sight is 404; in sight but not granted is 403.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase

from branchlife.kit.choices import Words


class Role(Words):
    """系统角色。角色不等于党内职务：有职务不等于有账号，有账号不等于有职务."""

    SECRETARY = "secretary", "支部书记"
    RECORDER = "recorder", "记录员（组织委员）"
    DISCIPLINE_OFFICER = "discipline_officer", "纪检委员"
    GROUP_LEADER = "group_leader", "党小组组长"
    MEMBER = "member", "党员本人"
    GENERAL_OFFICER = "general_officer", "总支党务"
    COMMITTEE_OFFICER = "committee_officer", "上级党务"
    INSPECTOR = "inspector", "检查员"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


ADMINISTRATORS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR})
PRIVILEGED = ADMINISTRATORS | {Role.INSPECTOR}


class Action(Words):
    """所有需要授权的动作."""

    DESK = "desk", "打开工作台"
    ORGANISATION_VIEW = "organisation_view", "查看党组织"
    MEMBER_VIEW = "member_view", "查看党员名册"
    MEMBER_EDIT = "member_edit", "维护党员信息"
    MEMBER_REVEAL = "member_reveal", "查看完整身份证号和电话"
    ROSTER_IMPORT = "roster_import", "导入名册和任职"
    ROSTER_EXPORT = "roster_export", "导出名册"
    MEETING_VIEW = "meeting_view", "查看会议记录"
    MEETING_EDIT = "meeting_edit", "召集会议、点名、记录"
    MEETING_FILE = "meeting_file", "报送备案"
    MEETING_CORRECT = "meeting_correct", "更正已备案的记录"
    MEETING_EXPORT = "meeting_export", "打印和导出会议表格"
    CLOSE_MINUTES_VIEW = "close_minutes_view", "查看组织生活会、民主生活会记录"
    ATTENDANCE_NAMES = "attendance_names", "查看个人到会统计"
    REGISTER_EXPORT = "register_export", "导出台账"
    LEDGER_IMPORT = "ledger_import", "导入往年台账"
    FILING_VIEW = "filing_view", "查看报备"
    FILING_DECIDE = "filing_decide", "阅知或退回报备"
    FILING_PASS = "filing_pass", "总支阅转报备"
    PLAN_VIEW = "plan_view", "查看计划和主题党日"
    PLAN_EDIT = "plan_edit", "编制和报送计划"
    PLAN_DECIDE = "plan_decide", "阅知或退回计划"
    THEME_DAY_SET = "theme_day_set", "规定主题党日"
    CALENDAR_SHARE = "calendar_share", "开通日历订阅"
    SUBTREE_VIEW = "subtree_view", "查看所辖支部总览"
    ARCHIVE_VIEW = "archive_view", "查看档案"
    ARCHIVE_EDIT = "archive_edit", "归档、装盒"
    TOPICS_VIEW = "topics_view", "查看主题提示、场所和授课安排"
    PROMPT_PUBLISH = "prompt_publish", "发布主题和内容提示"
    PROMPT_ADOPT = "prompt_adopt", "采用主题和内容提示"
    SUGGESTION_VIEW = "suggestion_view", "查看党员点题"
    SUGGESTION_EDIT = "suggestion_edit", "登记、采纳和答复党员点题"
    SUGGESTION_RAISE = "suggestion_raise", "本人点题"
    VENUE_EDIT = "venue_edit", "登记场所和外请授课人"
    ROTA_EDIT = "rota_edit", "安排轮流讲党课"
    FINDING_VIEW = "finding_view", "查看检查结果"
    FINDING_EXPLAIN = "finding_explain", "说明检查结果、回复整改"
    FINDING_DECIDE = "finding_decide", "认定检查结果、要求和复核整改"
    REMARK_WRITE = "remark_write", "对会议记录写批注"
    REMARK_ANSWER = "remark_answer", "答复批注"
    FINDING_PERSONAL = "finding_personal", "查看涉及个人的检查结果"
    OWN_RECORD = "own_record", "查看本人参加组织生活情况"
    PLACES_ADMIN = "places_admin", "管理组织、任职和日历"
    ACCOUNTS_ADMIN = "accounts_admin", "管理账号和授权"
    AUDIT_VIEW = "audit_view", "查看审计记录"


class Reach(Words):
    """一项授权够得着哪些行."""

    OWN = "own", "本组织"
    GROUP = "group", "本党小组"
    SUBTREE = "subtree", "本组织及所辖"
    SELF = "self", "本人"
    ALL = "all", "全部"


_RECORDS = {
    Action.DESK,
    Action.ORGANISATION_VIEW,
    Action.MEMBER_VIEW,
    Action.MEETING_VIEW,
    Action.MEETING_EXPORT,
    Action.REGISTER_EXPORT,
    Action.FILING_VIEW,
    Action.PLAN_VIEW,
    Action.ARCHIVE_VIEW,
    Action.TOPICS_VIEW,
    Action.FINDING_VIEW,
}
_KEEPS_RECORDS = _RECORDS | {
    Action.MEMBER_EDIT,
    Action.MEMBER_REVEAL,
    Action.ROSTER_IMPORT,
    Action.ROSTER_EXPORT,
    Action.MEETING_EDIT,
    Action.MEETING_FILE,
    Action.MEETING_CORRECT,
    Action.CLOSE_MINUTES_VIEW,
    Action.ATTENDANCE_NAMES,
    Action.LEDGER_IMPORT,
    Action.PLAN_EDIT,
    Action.ARCHIVE_EDIT,
    Action.PROMPT_ADOPT,
    Action.SUGGESTION_VIEW,
    Action.SUGGESTION_EDIT,
    Action.VENUE_EDIT,
    Action.ROTA_EDIT,
    Action.CALENDAR_SHARE,
    Action.FINDING_EXPLAIN,
    Action.FINDING_PERSONAL,
    Action.REMARK_ANSWER,
}
_OVERSEES = _RECORDS | {Action.SUBTREE_VIEW}
_DECIDES = {Action.FILING_DECIDE, Action.PLAN_DECIDE}

GRANTS: dict[Role, tuple[Reach, frozenset[Action]]] = {
    Role.SECRETARY: (Reach.OWN, frozenset(_KEEPS_RECORDS | {Action.THEME_DAY_SET})),
    Role.RECORDER: (Reach.OWN, frozenset(_KEEPS_RECORDS - {Action.MEMBER_REVEAL})),
    Role.DISCIPLINE_OFFICER: (Reach.OWN, frozenset(_RECORDS | {Action.SUGGESTION_VIEW})),
    Role.GROUP_LEADER: (
        Reach.GROUP,
        frozenset(
            {
                Action.DESK,
                Action.MEETING_VIEW,
                Action.MEETING_EDIT,
                Action.MEETING_FILE,
                Action.MEETING_EXPORT,
            }
        ),
    ),
    Role.MEMBER: (
        Reach.SELF,
        frozenset({Action.OWN_RECORD, Action.SUGGESTION_RAISE, Action.FINDING_PERSONAL}),
    ),
    Role.GENERAL_OFFICER: (Reach.SUBTREE, frozenset(_OVERSEES | {Action.CALENDAR_SHARE, Action.FILING_PASS})),
    Role.COMMITTEE_OFFICER: (
        Reach.SUBTREE,
        frozenset(
            _OVERSEES
            | _DECIDES
            | {Action.THEME_DAY_SET, Action.PROMPT_PUBLISH, Action.VENUE_EDIT, Action.CALENDAR_SHARE}
        ),
    ),
    Role.INSPECTOR: (
        Reach.SUBTREE,
        frozenset(
            _OVERSEES | _DECIDES | {Action.CLOSE_MINUTES_VIEW, Action.FINDING_DECIDE, Action.REMARK_WRITE}
        ),
    ),
    Role.SYSADMIN: (Reach.ALL, frozenset({Action.PLACES_ADMIN})),
    Role.SECADMIN: (Reach.ALL, frozenset({Action.ACCOUNTS_ADMIN})),
    Role.AUDITOR: (Reach.ALL, frozenset({Action.AUDIT_VIEW})),
}


@dataclass(frozen=True)
class Grant:
    """One role held at one organisation, named by `place`; `member_id` is the person behind the account, if any."""

    role: Role
    organisation_id: int
    path: str
    member_id: int | None = None
    place: str = ""

    @property
    def reach(self) -> Reach:
        """How far this role reaches."""
        return GRANTS[self.role][0]

    def gives(self, action: Action) -> bool:
        """Whether the role includes an action."""
        return action in GRANTS[self.role][1]


@dataclass(frozen=True)
class Ways:
    """How the rows of a model hang on the tree: lookups to the branch, to the group, to the member ("" = itself)."""

    branch: str | None = None
    group: str | None = None
    member: str | None = None

    def q(self, grant: Grant) -> Q:
        """The rows within one grant's reach; an empty Q matches nothing here because it is never returned."""
        match grant.reach:
            case Reach.ALL:
                return Q()
            case Reach.OWN:
                return _equals(self.branch, "pk", grant.organisation_id)
            case Reach.SUBTREE:
                return _equals(self.branch, "path__startswith", grant.path)
            case Reach.GROUP:
                return _equals(self.group, "pk", grant.organisation_id)
        return _equals(self.member, "pk", grant.member_id)  # SELF, the narrowest


NOTHING = Q(pk__in=())


def _equals(way: str | None, lookup: str, value: object) -> Q:
    if way is None or value is None:
        return NOTHING
    return Q(**{f"{way}__{lookup}" if way else lookup: value})


@dataclass(frozen=True)
class Actor:
    """The person at the screen with the roles of today."""

    user_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()

    def granting(self, action: Action) -> list[Grant]:
        """The grants that include an action."""
        return [grant for grant in self.grants if grant.gives(action)]

    def may(self, action: Action) -> bool:
        """Whether the action is open to this person anywhere."""
        return bool(self.granting(action))

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether one of the roles is held."""
        return any(grant.role in roles for grant in self.grants)

    def own_organisations(self, action: Action) -> list[int]:
        """Organisations in which the action is granted on the spot, not from above."""
        return [g.organisation_id for g in self.granting(action) if g.reach in (Reach.OWN, Reach.GROUP)]


NOBODY = Actor()
M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows reached through a viewer. A model names its `ways` and the action by which a row is in `sight`."""

    def allowed(self, actor: Actor, action: Action) -> Self:
        """The rows on which this person may do this."""
        grants = actor.granting(action)
        if not grants:
            return self.none()
        return self.filter(self._within(grants, action))

    def _within(self, grants: list[Grant], action: Action) -> Q:
        """What some grants, at least one, reach together."""
        ways: Ways = self.model.ways  # type: ignore[attr-defined]
        reachable = ways.q(grants[0])
        for grant in grants[1:]:
            reachable |= ways.q(grant)
        return reachable

    def reach(self, actor: Actor, action: Action, **lookup: Any) -> M:
        """One row: Http404 when out of sight, PermissionDenied when in sight but not granted."""
        row = self.allowed(actor, action).filter(**lookup).first()
        if row is not None:
            return row
        sight: Action = self.model.sight  # type: ignore[attr-defined]
        if self.allowed(actor, sight).filter(**lookup).exists():
            raise PermissionDenied
        raise Http404


class HandedDownQuerySet(ScopedQuerySet[M]):
    """Rows that an organisation gives to everybody under it: what is in `open_below` is open from below as well."""

    def _within(self, grants: list[Grant], action: Action) -> Q:
        reachable = super()._within(grants, action)
        if action not in self.model.open_below:  # type: ignore[attr-defined]
            return reachable
        ways: Ways = self.model.ways  # type: ignore[attr-defined]
        above = {path for grant in grants for path in paths_above(grant.path)}
        return reachable | Q(**{f"{ways.branch}__path__in": sorted(above)})


def paths_above(path: str) -> list[str]:
    """The paths of an organisation and of everything over it: "CX/HL/" → ["CX/", "CX/HL/"]."""
    codes = path.strip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]


class Scoped(models.Model):
    """Base of every model that appears on a screen."""

    ways: ClassVar[Ways]
    sight: ClassVar[Action]

    class Meta:
        abstract = True


View = Callable[..., HttpResponseBase]


def needs(action: Action, model: type[Scoped] | None = None) -> Callable[[View], View]:
    """Declare a view's action. With a model, the row named by `pk` is fetched through the viewer and handed over."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if model is None:
                if not actor.may(action):
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            row = model.seen.reach(actor, action, pk=kwargs.pop("pk"))  # type: ignore[attr-defined]
            return view(request, row, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return declare


def public(view: View) -> View:
    """Declare a view open to everybody, signed in or not."""

    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    open_view.login_required = False  # type: ignore[attr-defined]
    open_view.public = True  # type: ignore[attr-defined]
    return open_view


def signed_in(view: View) -> View:
    """Declare a view open to everybody who is signed in and that touches nothing but their own account."""

    @wraps(view)
    def own_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    own_view.signed_in = True  # type: ignore[attr-defined]
    return own_view
