"""Every field is accounted for in docs/data-map.md: personal, with purpose and term, or said to be neither."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

MAP = Path(__file__).resolve().parent.parent / "docs/data-map.md"
SECTION = re.compile(r"^### `(\w+)`[^\n]*\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
IMPERSONAL = re.compile(r"^不含个人信息：(.*)$", re.MULTILINE)
TERM = re.compile(r"^\| ([甲乙丙丁戊己] \w+) \|", re.MULTILINE)
STAMPS = {"id", "created_at", "created_by", "changed_at", "changed_by"}
OF_A_PERSON = ("Member", "Attendance", "User", "AccessLog", "StatusPeriod", "AttendanceExemption")


@dataclass
class Entry:
    """What the map says of one table: field → (purpose, term), and the fields that tell nothing of a person."""

    personal: dict[str, tuple[str, str]] = field(default_factory=dict)
    impersonal: set[str] = field(default_factory=set)


def models() -> list[type[Model]]:
    return [
        model
        for app in ("members", "meetings", "slips", "archive", "inspection", "jobs")
        for model in apps.get_app_config(app).get_models()
    ]


def fields(model: type[Model]) -> set[str]:
    return {f.name for f in model._meta.get_fields() if isinstance(f, Field)} - STAMPS


def read_map() -> dict[str, Entry]:
    entries = {}
    for name, text in SECTION.findall(MAP.read_text(encoding="utf-8")):
        entry = entries[name] = Entry()
        for column, purpose, term in ROW.findall(text):
            entry.personal[column] = (purpose.strip(), term.strip())
        for line in IMPERSONAL.findall(text):
            entry.impersonal |= set(re.findall(r"`(\w+)`", line))
    return entries


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_accounted_for(model: type[Model]) -> None:
    entry = read_map().get(model.__name__)
    assert entry, f"docs/data-map.md has no section for {model.__name__}"
    missing = fields(model) - set(entry.personal) - entry.impersonal
    assert not missing, f"docs/data-map.md does not account for {model.__name__}: {sorted(missing)}"
    gone = (set(entry.personal) | entry.impersonal) - fields(model)
    assert not gone, f"docs/data-map.md speaks of fields that {model.__name__} no longer has: {sorted(gone)}"
    assert not set(entry.personal) & entry.impersonal, f"both personal and not: {model.__name__}"


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_personal_field_has_a_purpose_and_a_known_term(model: type[Model]) -> None:
    known = set(TERM.findall(MAP.read_text(encoding="utf-8")))
    wrong = [
        column
        for column, (purpose, term) in read_map()[model.__name__].personal.items()
        if not purpose or term not in known
    ]
    assert not wrong, f"{model.__name__} without purpose or term: {wrong}"


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_tables_about_persons_declare_personal_fields(name: str) -> None:
    assert read_map()[name].personal


def test_the_numbers_that_are_encrypted_leave_with_the_person() -> None:
    member = read_map()["Member"].personal
    assert {member[name][1] for name in ("id_number", "id_number_digest", "phone", "email", "address")} == {
        "甲 在册"
    }


def test_no_section_is_left_over() -> None:
    assert set(read_map()) == {model.__name__ for model in models()}
