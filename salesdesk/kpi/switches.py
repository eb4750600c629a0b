"""The choices within each KPI's definition that a company makes for itself, and the definition with them filled in.

They are kept in the company file and printed with every figure.  The basis of a KPI is the first of its switches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.domain.sales import Sales


@dataclass(frozen=True)
class Switch:
    """``choices[0]`` is the default.  Words: ``kpi.switch.<kpi>.<name>.title``, and ``.<choice>`` for each choice."""

    kpi: str
    name: str
    choices: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.kpi}.{self.name}"


WINDOW: Final = Switch("repurchase_rate", "window", ("90", "30", "60", "180", "365"))
"""Days within which a new customer is to buy again, on the cohort basis."""

START: Final = Switch("sales_cycle", "start", ("contact", "created"))
"""Which date a cycle begins with; the other one stands in where it is unknown."""

COST: Final = Switch("gross_margin", "cost", ("known", "dated"))
"""Whether the product's cost of today stands in where a sale does not tell its own."""

SWITCHES: Final = (WINDOW, START, COST)


def chosen(sales: Sales, switch: Switch) -> str:
    """What the company chose; the default where it chose nothing that there is."""
    choice = sales.switches.get(switch.key, "")
    return choice if choice in switch.choices else switch.choices[0]


def wording(kpi: str, basis: str, sales: Sales) -> tuple[str, Mapping[str, object]]:
    """Which sentence defines the KPI (``kpi.<kpi>.definition.<this>``), and the live values in it."""
    match kpi:
        case "repurchase_rate" if basis == "cohort":
            return basis, {"days": int(chosen(sales, WINDOW))}
        case "sales_cycle":
            return ("created" if chosen(sales, START) == "created" else basis), {}
        case "gross_margin":
            return ("dated" if chosen(sales, COST) == "dated" else basis), {}
        case "qualified_leads":
            points = [round(value) for value in sales.bant_thresholds]
            said = str(points[0]) if len(set(points)) == 1 else ", ".join(map(str, points))
            return basis, {"points": said, "scale": max(BANT_ANSWERS)}
        case _:
            return basis, {}
