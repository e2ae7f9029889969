"""The words beside the code hold true: links lead somewhere, the glossary knows every name, the README shows how."""

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.db.models import Field, Model

from branchlife.kit.choices import Words

ROOT = Path(__file__).resolve().parent.parent
PAPERS = sorted(
    path
    for path in chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "deploy").rglob("*.md"))
    if path.is_file()
)
PICTURES = ROOT / "docs/manual/img"
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^### `(\w+)`[^\n]*\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
STAMPS = {"id", "created_at", "created_by", "changed_at", "changed_by"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links(path: Path) -> Iterator[str]:
    """The targets inside the project that a paper points to, without anchors."""
    for match in LINK.finditer(FENCED.sub("", path.read_text(encoding="utf-8"))):
        target = unquote(match["target"]).split("#")[0]
        if target and not re.match(r"[a-z]+:", target):
            yield target


def models() -> list[type[Model]]:
    return [
        model
        for app in ("members", "meetings", "slips", "archive", "inspection", "jobs")
        for model in apps.get_app_config(app).get_models()
    ]


def fields(model: type[Model]) -> list[str]:
    return [f.name for f in model._meta.get_fields() if isinstance(f, Field) and f.name not in STAMPS]


def enumerations() -> list[type[Words]]:
    """Every enumeration written in the apps, loaded or not."""
    found = []
    for path in chain(
        ROOT.glob("members/**/*.py"), ROOT.glob("branchlife/kit/jobs/*.py"), ROOT.glob("meetings/**/*.py")
    ):
        for name in re.findall(r"^class (\w+)\(Words\)", path.read_text(encoding="utf-8"), re.MULTILINE):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found.append(getattr(import_module(module), name))
    return sorted(found, key=lambda enumeration: enumeration.__name__)


@pytest.fixture(scope="module")
def glossary() -> dict[str, str]:
    """The sections of the glossary by the name in their heading."""
    return dict(SECTION.findall((ROOT / "docs/glossary.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_link_in_a_paper_leads_to_a_file(paper: Path) -> None:
    lost = [target for target in links(paper) if not (paper.parent / target).exists()]
    assert not lost, (
        f"{name_of(paper)} points to what is not there (pictures are taken by `make shots`): {lost}"
    )


def test_the_pictures_of_the_manual_have_been_taken() -> None:
    taken = {path.name for path in PICTURES.glob("*.png")}
    assert taken, "docs/manual/img is empty: take the pictures with `make shots`"


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(target).name for paper in PAPERS for target in links(paper) if target.endswith(".png")}
    unused = {path.name for path in PICTURES.glob("*.png")} - shown
    assert not unused, f"taken, but shown in no paper: {sorted(unused)}"


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_the_glossary_knows_every_model_and_field(model: type[Model], glossary: dict[str, str]) -> None:
    assert model.__name__ in glossary, f"docs/glossary.md has no section for {model.__name__}"
    missing = [name for name in fields(model) if f"| `{name}` |" not in glossary[model.__name__]]
    assert not missing, f"docs/glossary.md does not explain {model.__name__}: {missing}"


@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda enumeration: enumeration.__name__)
def test_the_glossary_knows_every_enumeration_and_value(
    enumeration: type[Words], glossary: dict[str, str]
) -> None:
    assert enumeration.__name__ in glossary, f"docs/glossary.md has no section for {enumeration.__name__}"
    words = glossary[enumeration.__name__]
    missing = [member.value for member in enumeration if f"`{member.value}` {member.label}" not in words]
    assert not missing, f"docs/glossary.md does not list of {enumeration.__name__}: {missing}"


def test_the_glossary_names_nothing_that_is_gone(glossary: dict[str, str]) -> None:
    known = {model.__name__ for model in models()} | {kind.__name__ for kind in enumerations()}
    assert set(glossary) <= known, f"no longer in the code: {sorted(set(glossary) - known)}"


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert re.search(r"^## \[未发布\].*Unreleased", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md"])
def test_the_front_page_names_the_two_commands_before_anything_else(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    run, test, picture = text.find("make run"), text.find("make test"), text.find("](docs/manual/img/")
    assert 0 < run < test < picture, "first how to run it, then how to test it, then pictures"


def test_the_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
