"""Make the top of the tree and the three administrators of a site that has no account yet."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from branchlife.kit import clock
from members import accounts, places
from members.access import Role
from members.models import Organisation, User
from members.vocabulary import OrganisationKind

ADMINISTRATORS = (("xitong", Role.SYSADMIN), ("anquan", Role.SECADMIN), ("shenji", Role.AUDITOR))
SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none is taken for another on paper


def initial_password() -> str:
    """Four groups of four signs, about 92 bits; good for one log-in."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def begin(code: str, full_name: str, short_name: str) -> dict[str, tuple[Role, str]]:
    """The committee at the top and an account for each administrator: user name → role, initial password."""
    top = places.plant(
        kind=OrganisationKind.COMMITTEE,
        code=code,
        name=short_name,
        short_name=short_name,
        full_name=full_name,
    )
    made = {}
    for name, role in ADMINISTRATORS:
        password = initial_password()
        accounts.grant_role(accounts.make_account(name, password, role.label), role, top, clock.today())
        made[name] = (role, password)
    return made


class Command(BaseCommand):
    """See the module."""

    help = "新装的系统：建立最上级党组织和三员账号，打印初始密码（只打印这一次）"

    def add_arguments(self, parser: CommandParser) -> None:
        """What the top of the tree is called."""
        parser.add_argument("--code", required=True, help="组织代码，例如 CX")
        parser.add_argument("--full-name", required=True, help="全称，例如 中共澄溪县委员会")
        parser.add_argument("--short-name", required=True, help="简称，例如 澄溪县委")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where somebody has begun already: from then on accounts are given on screen."""
        if User.objects.exists() or Organisation.objects.exists():
            raise CommandError(
                "系统里已有账号或党组织。账号由安全管理员在后台开立，组织由系统管理员在后台登记。"
            )
        try:
            made = begin(options["code"], options["full_name"], options["short_name"])
        except ValidationError as error:
            raise CommandError("没有建立：" + "；".join(error.messages)) from error
        self.stdout.write("已建立三员账号。初始密码只打印这一次，请分别交给本人；第一次登录须改密码。")
        for name, (role, password) in made.items():
            self.stdout.write(f"  {name:<8}{role.label}　{password}")
