"""Panels with a shape of their own: funnels, the histogram of cycles, the concentration of margin."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult
from salesdesk.ui.panels.panel import Panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

translate = QCoreApplication.translate
SHORTEST_FUNNEL = 2


def funnel(result: KpiResult, formats: Formats) -> Panel | None:  # noqa: ARG001 - as all panels
    """From leads to sales: reached, passed, open and lost per step."""
    steps = result.details.get("funnel", ())
    if len(steps) < SHORTEST_FUNNEL or not steps[0]["reached"]:
        return None

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import funnel as drawing

        stages = [
            drawing.Stage(
                str(step.get("name") or step["step"]),
                step_words(str(step["step"]), str(step.get("name", ""))),
                int(step["reached"]),
                int(step["reached"] if after is None else step.get("passed", after["reached"])),
                int(step.get("open", step["reached"] - (after["reached"] if after else 0))),
                int(step.get("lost", 0)),
            )
            for step, after in zip(steps, (*steps[1:], None), strict=True)
        ]
        return drawing.draw(figure, stages, style, formats)

    return Panel("funnel", translate("Panels", "Funnel"), paint, 476, drills=False)


def step_words(step: str, name: str) -> str:
    """A funnel step in the reader's words; stages keep their own names."""
    words = {
        "leads": translate("Panels", "Leads"),
        "contacted": translate("Panels", "Contacted"),
        "qualified": translate("Panels", "Qualified"),
        "opportunity": translate("Panels", "Opportunities"),
        "won": translate("Panels", "Won"),
    }
    return name or words.get(step, step)


def cycle_histogram(result: KpiResult, formats: Formats) -> Panel | None:  # noqa: ARG001 - as all panels
    """How many sales took how long; the last class is open."""
    classes = result.details.get("histogram", ())
    if not classes:
        return None
    median = result.total.value

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import histogram as drawing

        width = classes[0]["high"] - classes[0]["low"]
        edges = [one["low"] for one in classes]
        edges.append(classes[-1]["high"] or classes[-1]["low"] + width)
        caption = translate("Panels", "days from first contact to signature")
        words = translate("Panels", "median {value}").format(value=formats.days(median))
        counts = [one["count"] for one in classes]
        return drawing.draw(figure, drawing.Histogram(edges, counts, caption, median, words), style, formats)

    title = translate("Panels", "How long sales took")
    return Panel("histogram", title, paint, 356, drills=False)


def concentration(result: KpiResult, formats: Formats) -> Panel | None:  # noqa: ARG001 - as all panels
    """What share of the margin the best references make."""
    pareto = result.details.get("pareto")
    if not pareto or len(pareto["curve"]) < SHORTEST_FUNNEL:
        return None

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        import numpy as np

        from salesdesk.charts import pareto as drawing

        amounts = np.diff(np.concatenate([[0.0], np.asarray(pareto["curve"], dtype=np.float64)]))
        return drawing.draw(figure, drawing.Pareto(amounts), style, formats)

    title = translate("Panels", "Concentration of the margin")
    return Panel("pareto", title, paint, 476, drills=False)
