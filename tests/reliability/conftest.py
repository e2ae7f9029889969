"""A house with the cast in it for the tests that start processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.house import House


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the whole cast, made once."""
    with House(tmp_path_factory.mktemp("house")) as house:
        house.build()
        house.act("gather")
        yield house


@pytest.fixture
def house(built: House, tmp_path: Path) -> Iterator[House]:
    """A copy of it for one test."""
    with built.copy(tmp_path / "house") as copy:
        yield copy
