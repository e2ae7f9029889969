"""An empty house for what needs a database of its own: processes, threads, what happens after a commit."""

from collections.abc import Iterator

import pytest

from tests.reliability.house import House


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """All tables and nothing in them, made once."""
    with House(tmp_path_factory.mktemp("slips")) as house:
        house.build()
        yield house
