"""Pictures drawn on the server: the same SVG stands in the page, in the PDF and in print, its table beside it.

Geometry only; colours and type are classes of pictures.css. Units are SVG user units.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 720
HEIGHT = 280
LEFT = 48
RIGHT = 16
TOP = 40
BOTTOM = 40
TICKS = 4


@dataclass(frozen=True)
class Series:
    """One line or one colour of bars. `None` is a gap: nothing was due. `tone` names a colour of pictures.css."""

    name: str
    values: Sequence[float | None]
    tone: str = "red"


@dataclass(frozen=True)
class Bar:
    """A bar, with the number above it."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    text: str
    middle: float


@dataclass(frozen=True)
class Point:
    """A point of a line, with its number."""

    x: float
    y: float
    tone: str
    text: str


@dataclass(frozen=True)
class Label:
    """A word at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Everything components/chart.html draws."""

    title: str
    unit: str
    labels: Sequence[str]
    series: Sequence[Series]
    base: float
    bars: Sequence[Bar] = ()
    points: Sequence[Point] = ()
    paths: Sequence[tuple[str, str]] = ()
    grid: Sequence[Label] = ()
    heads: Sequence[Label] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    corner: str = "时间"
    summary: str = field(default="")

    @property
    def numbers(self) -> bool:
        """Whether values are printed in the picture: with one series they are, with more they would collide."""
        return len(self.series) == 1

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table: one row a series, one column a label; a gap reads "–"."""
        return [(one.name, [number(value) for value in one.values]) for one in self.series]


def number(value: float | None) -> str:
    """A value as it is printed: whole numbers whole, others with one decimal, a gap as a dash."""
    if value is None:
        return "–"
    return str(int(value)) if float(value).is_integer() else f"{value:.1f}"


def nice_top(highest: float) -> float:
    """The upper end of an axis: 4, 8, 12, 20, 40, 80, 120 …, so that four ticks fall on whole numbers."""
    if highest <= TICKS:
        return TICKS
    power = float(10 ** math.floor(math.log10(highest)))
    steps = [step * power for step in (1.2, 2.0, 4.0, 8.0, 12.0)]
    return float(round(next(step for step in steps if step >= highest)))


def _checked(labels: Sequence[str], series: Sequence[Series]) -> float:
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"{one.name}: {len(one.values)} values for {len(labels)} labels")
    return max((value for one in series for value in one.values if value is not None), default=0)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)


def _grid(top: float) -> list[Label]:
    steps = [top * tick / TICKS for tick in range(TICKS + 1)]
    return [Label(LEFT - 8, _y(step, top), number(step)) for step in steps]


def _heads(labels: Sequence[str]) -> list[Label]:
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    return [
        Label(round(LEFT + slot * (at + 0.5), 1), HEIGHT - BOTTOM + 24, text)
        for at, text in enumerate(labels)
    ]


def bars(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "次", top: float | None = None
) -> Chart:
    """Bars side by side, one group a label. `top` fixes the axis (100 for percentages). ValueError on uneven series."""
    high = top or nice_top(_checked(labels, series))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    width = min(40.0, slot * 0.7 / max(1, len(series)))
    drawn = []
    for at in range(len(labels)):
        start = LEFT + slot * (at + 0.5) - width * len(series) / 2
        for place, one in enumerate(series):
            value = one.values[at]
            if value is None:
                continue
            x, y = round(start + width * place, 1), _y(value, high)
            drawn.append(
                Bar(
                    x + 1,
                    y,
                    round(width - 2, 1),
                    round(HEIGHT - BOTTOM - y, 1),
                    one.tone,
                    number(value),
                    round(x + width / 2, 1),
                )
            )
    return Chart(
        title, unit, labels, series, HEIGHT - BOTTOM, bars=drawn, grid=_grid(high), heads=_heads(labels)
    )


def lines(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "%", top: float | None = None
) -> Chart:
    """A line for each series; a gap breaks the line. `top` fixes the axis. ValueError on uneven series."""
    high = top or nice_top(_checked(labels, series))
    heads = _heads(labels)
    points, paths = [], []
    for one in series:
        command, drawing = "M", []
        for head, value in zip(heads, one.values, strict=True):
            if value is None:
                command = "M"
                continue
            y = _y(value, high)
            drawing.append(f"{command}{head.x} {y}")
            points.append(Point(head.x, y, one.tone, number(value)))
            command = "L"
        paths.append((one.tone, "".join(drawing)))
    return Chart(
        title,
        unit,
        labels,
        series,
        HEIGHT - BOTTOM,
        points=points,
        paths=paths,
        grid=_grid(high),
        heads=heads,
    )
