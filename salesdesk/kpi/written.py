"""Figures in their KPI's unit, as a reader writes them."""

from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Unit


def full(unit: Unit, formats: Formats, value: float | None) -> str:
    """A figure with its unit: 24,8 % · 697 757 € · 118 j · 1 236."""
    match unit:
        case Unit.RATIO:
            return formats.percent(value)
        case Unit.MONEY:
            return formats.money(value)
        case Unit.DAYS:
            return formats.days(value)
        case Unit.COUNT:
            return formats.integer(value)


def target(unit: Unit, formats: Formats, value: float | None) -> str:
    """A target with its unit and no idle decimals: 22 %."""
    if unit is Unit.RATIO and value is not None:
        return formats.percent(value, min(decimals_of(value * 100), 1))
    return full(unit, formats, value)


def interval(unit: Unit, formats: Formats, ends: tuple[float, float]) -> str:
    """The 95 % interval, its unit written once: IC 95 % 22,4–27,2 %."""
    low, high = ends
    if unit is Unit.RATIO:
        return formats.interval(formats.number(low * 100), formats.percent(high))
    if unit is Unit.DAYS:
        return formats.interval(formats.integer(low), formats.days(high))
    return formats.interval(full(unit, formats, low), full(unit, formats, high))


def decimals_of(step: float) -> int:
    """Decimals that a number needs to be told whole, four at most."""
    for decimals in range(4):
        if abs(step - round(step, decimals)) < 1e-9 * max(abs(step), 1):
            return decimals
    return 4
