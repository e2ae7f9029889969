"""The rules of the house, read from the code: who may touch rows, who may write, how long a thing may be."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

pytestmark = pytest.mark.no_cover  # it reads the code and runs none of it

ROOT = Path(__file__).parent.parent
APPS = ("branchlife", "members", "meetings")
TEMPLATES = ROOT / "templates"
FUNCTION, FILE = 40, 400

CODE = {
    str(file.relative_to(ROOT)): file
    for app in APPS
    for file in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in file.parts
}
PAGES = {str(file.relative_to(TEMPLATES)): file for file in sorted(TEMPLATES.rglob("*.html"))}


def inside(*rooms: str) -> list[str]:
    """The files of some rooms, whether a room is a file or a folder."""
    return [name for name in CODE if any(room in name.removesuffix(".py").split("/") for room in rooms)]


@cache
def nodes(name: str) -> list[ast.AST]:
    """All that a file consists of, the module itself first; read when somebody asks, and once."""
    return list(ast.walk(ast.parse(CODE[name].read_text())))


def found(names: Iterable[str], test: Callable[[ast.AST], bool]) -> list[str]:
    """Where something stands, as file:line."""
    return [f"{name}:{getattr(node, 'lineno', 0)}" for name in names for node in nodes(name) if test(node)]


def calls(node: ast.AST, *names: str) -> bool:
    """Whether a node calls a method of one of these names."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def named(node: ast.AST, *names: str) -> bool:
    """Whether a node is one of these names, bare or as an attribute."""
    return (isinstance(node, ast.Name) and node.id in names) or (
        isinstance(node, ast.Attribute) and node.attr in names
    )


def test_there_is_code_to_read() -> None:
    assert len(CODE) > 100
    assert len(PAGES) > 50
    assert inside("views")
    assert inside("lifecycle")


# --- Rows are reached through the viewer, and written in few places ---


def test_views_and_exports_and_forms_reach_no_row_by_themselves() -> None:
    rooms = inside("views", "exports", "forms", "templatetags")
    assert not found(rooms, lambda node: named(node, "objects", "_default_manager", "_base_manager"))


def test_views_and_exports_and_forms_write_no_row_by_themselves() -> None:
    rooms = inside("views", "exports", "forms", "templatetags")
    words = ("create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete")
    assert not found(rooms, lambda node: calls(node, *words))


def test_the_state_of_a_meeting_is_set_in_the_lifecycle_only() -> None:
    def sets_state(node: ast.AST) -> bool:
        if isinstance(node, ast.Assign):
            return any(isinstance(one, ast.Attribute) and one.attr == "state" for one in node.targets)
        return calls(node, "update") and any(word.arg == "state" for word in node.keywords)

    homes = (
        "meetings/lifecycle/",
        "meetings/slips/lifecycle/",
        "meetings/inspection/lifecycle/",
        "branchlife/kit/jobs/",
    )
    assert not [where for where in found(CODE, sets_state) if not where.startswith(homes)]


def test_nothing_listens_for_signals() -> None:
    assert not found(CODE, lambda node: named(node, "receiver"))
    signals = [where for where in found(CODE, lambda node: calls(node, "connect")) if "signal" in where]
    assert not signals


def test_audited_models_are_not_written_in_bulk() -> None:
    assert not found(CODE, lambda node: calls(node, "bulk_update"))
    allowed = (
        "members/roster/",
        "meetings/lifecycle/",
        "meetings/slips/lifecycle/",
        "meetings/ledger/",
        "meetings/demo/",
        "members/transfers.py",
        "meetings/duty_ledger.py",  # derived rows
    )
    bulk = found(CODE, lambda node: calls(node, "bulk_create"))
    assert not [where for where in bulk if not where.startswith(allowed)]


# --- What lets strangers in ---


@pytest.mark.parametrize(
    "words",
    [
        ("mark_safe", "SafeString", "SafeText"),
        ("csrf_exempt",),  # as a decorator; the mark that sets it has a test of its own below
        ("eval", "exec"),
        ("pickle", "marshal", "shelve", "yaml"),
        ("raw", "RawSQL", "extra"),
        ("xframe_options_exempt", "csp_exempt"),
    ],
    ids=lambda words: words[0],
)
def test_what_is_never_used(words: tuple[str, ...]) -> None:
    def used(node: ast.AST) -> bool:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            return bool(names & set(words))
        if words[0] == "raw":
            by_manager = calls(node, "raw", "extra") and named(node.func.value, "objects", "seen")
            return by_manager or (isinstance(node, ast.Name) and node.id == "RawSQL")
        return isinstance(node, ast.Name) and node.id in words

    # What finds words in a text is spelt for each database by itself: docs/decisions/0027.
    own = "branchlife/kit/grams.py" if words[0] == "raw" else "-"
    places = [place for place in found(CODE, used) if not place.startswith(own)]
    assert not places


def test_only_the_booth_and_personal_links_do_without_the_token() -> None:
    """There a code on paper, or a signed address, stands for it: docs/decisions/0016-slips.md, 0020-…

    The attribute is looked for so that one file may set it and no other.
    """
    exempt = found(CODE, lambda node: isinstance(node, ast.Attribute) and node.attr == "csrf_exempt")
    homes = sorted(where.split(":")[0] for where in exempt)
    assert homes == ["branchlife/kit/links.py"]
    marked = found(CODE, lambda node: isinstance(node, ast.Name) and node.id == "capability")
    assert {where.split(":")[0] for where in marked} == {
        "meetings/slips/views/booth.py",
        "meetings/views/personal.py",
    }


def test_no_order_comes_from_the_address() -> None:
    def reads_request(node: ast.AST) -> bool:
        return calls(node, "order_by") and any(named(one, "GET", "POST") for one in ast.walk(node))

    assert not found(CODE, reads_request)


def test_no_template_trusts_a_text() -> None:
    trusting = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    assert not [name for name, file in PAGES.items() if trusting.search(file.read_text())]


def test_every_form_that_posts_carries_the_token() -> None:
    posts = re.compile(r"""method=["']post""", re.IGNORECASE)
    wrong = [
        name
        for name, file in PAGES.items()
        for form in re.findall(r"<form\b.*?</form>", file.read_text(), re.DOTALL)
        if posts.search(form) and "csrf_token" not in form
    ]
    samples, booth = {"components_page.html"}, {"slips/code.html", "slips/ballot.html"}
    by_link = {"personal/notice.html"}
    assert set(wrong) <= samples | booth | by_link  # never sent, or sent with what stands for the token


def test_no_form_takes_whatever_fields_a_model_has() -> None:
    def all_fields(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Assign)
            and any(isinstance(one, ast.Name) and one.id in ("fields", "exclude") for one in node.targets)
            and isinstance(node.value, ast.Constant)
            and node.value.value == "__all__"
        )

    assert not found(CODE, all_fields)


def test_redirects_never_follow_the_address_unasked() -> None:
    def follows(node: ast.AST) -> bool:
        if not (isinstance(node, ast.Call) and named(node.func, "redirect", "HttpResponseRedirect")):
            return False
        return any(
            isinstance(one, ast.Attribute) and one.attr in ("GET", "POST", "META", "headers")
            for one in ast.walk(node)
        )

    assert not found(CODE, follows)


# --- Size ---


def functions() -> Iterator[tuple[str, int]]:
    for name in CODE:
        for node in nodes(name):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    assert not [f"{where}: {lines}" for where, lines in functions() if lines > FUNCTION]


def test_the_usual_function_is_short() -> None:
    lengths = [lines for _, lines in functions()]
    assert sum(lengths) / len(lengths) <= 15


def test_no_file_is_a_drawer() -> None:
    lengths = {name: len(file.read_text().splitlines()) for name, file in CODE.items()}
    assert not {name: lines for name, lines in lengths.items() if lines > FILE}


def test_every_module_and_every_public_function_says_what_it_is() -> None:
    silent = [name for name in CODE if CODE[name].stat().st_size and not ast.get_docstring(nodes(name)[0])]
    assert not [name for name in silent if not name.endswith("__init__.py")]


# --- Models ---


def test_every_list_has_an_order() -> None:
    ours = [
        model
        for app in ("members", "meetings", "slips", "archive", "inspection")
        for model in apps.get_app_config(app).get_models()
    ]
    assert len(ours) > 20
    assert not [model.__name__ for model in ours if not model._meta.ordering]


def test_every_constraint_speaks_chinese() -> None:
    ours = [
        model
        for app in ("members", "meetings", "slips", "archive", "inspection")
        for model in apps.get_app_config(app).get_models()
    ]
    mute = [
        one.name
        for model in ours
        for one in model._meta.constraints
        if not re.search(r"[一-鿿]", str(one.violation_error_message))
    ]
    assert not mute


def test_every_field_has_a_chinese_name() -> None:
    stock = {
        "id", "password", "last_login", "is_superuser", "is_staff", "is_active", "date_joined", "username",
        "first_name", "last_name", "email",
    }  # fmt: skip
    ours = [
        model
        for app in ("members", "meetings", "slips", "archive", "inspection")
        for model in apps.get_app_config(app).get_models()
    ]
    mute = [
        f"{model.__name__}.{one.name}"
        for model in ours
        for one in model._meta.concrete_fields
        if one.name not in stock and not re.search(r"[一-鿿]", str(one.verbose_name))
    ]
    assert not mute


# --- Templates ---

BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "registration/logged_out.html"}


def test_every_template_is_used() -> None:
    texts = [file.read_text() for file in (*CODE.values(), *PAGES.values())]
    words = set(re.findall(r"""["']([\w./-]+\.html)["']""", "\n".join(texts)))
    words |= {
        name.replace("exports/blocks/", "meetings/blocks/") for name in words
    }  # drawn on paper and on screen
    unused = {
        name
        for name in PAGES
        if name not in words | BY_NAME and not name.startswith(("admin/", "bootstrap5/"))
    }
    assert not unused


def test_every_template_that_is_named_is_there() -> None:
    from django.template.loader import get_template

    names = set()
    for file in PAGES.values():
        names |= set(
            re.findall(r"""\{%\s*(?:include|extends)\s+["']([\w./-]+\.html)["']""", file.read_text())
        )
    for name in sorted(names):
        get_template(name)


def test_every_static_file_that_is_named_is_there() -> None:
    from django.contrib.staticfiles import finders

    names = set()
    for file in PAGES.values():
        names |= set(re.findall(r"""\{%\s*static\s+["']([\w./-]+)["']""", file.read_text()))
    assert not [
        name for name in sorted(names) if finders.find(name) is None and not name.startswith("bootstrap/")
    ]


def test_no_word_of_the_workshop_reaches_the_reader() -> None:
    """Terms of ours that nobody in a branch says."""
    jargon = re.compile(r"会话|对象|提交成功|操作成功|实例|外键|字段")
    wrong = []
    for name, file in PAGES.items():
        if name.startswith("exports/"):
            continue  # printed in the words of the official forms
        text = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", file.read_text(), flags=re.DOTALL)
        wrong += [f"{name}: {word}" for word in jargon.findall(text)]
    assert not wrong
