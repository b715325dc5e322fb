"""Pictures of numbers as inline SVG: a bar for each number beside it, so that eyes and screen readers get the same."""

from collections.abc import Mapping, Sequence

from converters.html import Element
from converters.report.elements import Part, element

LONGEST_CHART = 60
"""Bars of one picture; more are no picture any more."""


def bar(share: float, look: str = "") -> Element:
    """A bar that fills this share of its room. What it says stands in numbers beside it."""
    width = f"{max(0.0, min(1.0, share)) * 100:.2f}"
    return element(
        "svg",
        element("rect", class_="back", width="100", height="10"),
        element("rect", class_=f"bar {look}".strip(), width=width, height="10"),
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
        class_="meter",
    )


def stacked(shares: Sequence[tuple[int, str]], label: str) -> Element:
    """One bar of several parts, each a number and its look, with what it says in words."""
    total = sum(number for number, _ in shares) or 1
    parts: list[Part] = [element("title", label), element("rect", class_="back", width="100", height="10")]
    at = 0.0
    for number, look in shares:
        width = number / total * 100
        if number:
            parts.append(element("rect", class_=f"bar {look}", x=f"{at:.2f}", width=f"{width:.2f}", height="10"))
        at += width
    return element(
        "svg", *parts, viewBox="0 0 100 10", preserveAspectRatio="none", role="img", aria_label=label, class_="stacked"
    )


def columns(numbers: Mapping[int, int], label: str) -> Element:
    """A picture of numbers by year, a column a year: those between the first and the last are there, too."""
    years = sorted(numbers)
    if not years:
        return element("p", "Nothing has a date.")
    shown = range(years[0], years[-1] + 1) if years[-1] - years[0] < LONGEST_CHART else years[-LONGEST_CHART:]
    highest = max(numbers[year] for year in years)
    step, height = 44, 150
    every = max(1, -(-len(shown) // 20))
    drawn: list[Part] = [element("title", label)]
    for place, year in enumerate(shown):
        number = numbers.get(year, 0)
        tall = number / highest * (height - 20)
        x = place * step + 6
        drawn.append(
            element("rect", class_="bar", x=str(x), y=f"{height - tall:.2f}", width="32", height=f"{tall:.2f}", rx="3")
        )
        if number:
            drawn.append(_label(number, x + 16, height - tall - 5, "value"))
        if place % every == 0:
            drawn.append(_label(str(year), x + 16, height + 18, "tick"))
    width = len(shown) * step
    base = element("line", x1="0", x2=str(width), y1=str(height), y2=str(height), class_="ground")
    picture = element(
        "svg",
        *drawn,
        base,
        viewBox=f"0 0 {width} {height + 26}",
        width=str(width),
        height=str(height + 26),
        role="img",
        aria_label=label,
        class_="columns",
    )
    return element("div", picture, class_="wide chart", role="group", tabindex="0", aria_label=label)


def _label(text: Part, x: float, y: float, look: str) -> Element:
    return element("text", text, x=f"{x:g}", y=f"{y:.2f}", class_=look)
