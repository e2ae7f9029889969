"""What the inspection does at night: this year and the last of every organisation, looked at anew."""

from branchlife.kit import clock
from branchlife.kit.nightly import nightly
from meetings.inspection.lifecycle.running import inspect, inspected_places


@nightly("inspect", "逐条检查", whole=False)
def inspect_all() -> str:
    """Each organisation and year in a transaction of its own; last year's, for what is held or mended late."""
    year, places = clock.today().year, inspected_places()
    for place in places:
        for one in (year - 1, year):
            inspect(place, one)
    return f"{len(places)} 个组织"
