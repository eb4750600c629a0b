"""Targets from a spreadsheet, and the window's own over them."""

from datetime import date
from pathlib import Path

from salesdesk.desk import Desk
from salesdesk.domain.period import Period, Unit
from salesdesk.domain.task import Task

SHEET = """Indicateur;Période;Commercial;Objectif
Chiffre d'affaires;01/03/2025;Claire Moreau;90000
Chiffre d'affaires;mars 2025;Karim Benali;40000
Chiffre d'affaires;2025;Julien Le Goff;1000000
Taux de conversion;2025;Claire Moreau;25
"""


def test_that_targets_are_imported_and_changed_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "objectifs.csv"
    path.write_text(SHEET, encoding="utf-8")
    desk = Desk.create(tmp_path / "company.salesdesk", "D", today=date(2025, 6, 30))
    plan = desk.plan([path], Task())
    assert not plan.questions
    desk.apply(plan, Task())
    march = Period(date(2025, 3, 1), date(2025, 4, 1), Unit.MONTH)
    told = {one.member: (one.value, one.period, one.by_hand) for one in desk.targets.of("revenue_per_rep")}
    assert told["Claire Moreau"] == (90000.0, march, False)
    assert told["Karim Benali"] == (40000.0, march, False)
    assert told["Julien Le Goff"][0] == 1_000_000.0
    (rate,) = desk.targets.of("conversion_rate")
    assert (rate.dimension, rate.value) == ("rep", 25.0)
    desk.targets.put("revenue_per_rep", 50000.0, "rep", "Karim Benali", "2025-03")
    told = {one.member: (one.value, one.period, one.by_hand) for one in desk.targets.of("revenue_per_rep")}
    assert told["Karim Benali"] == (50000.0, march, True)
    desk.apply(desk.plan([path], Task()), Task())
    assert {one.member: one.value for one in desk.targets.of("revenue_per_rep")}["Karim Benali"] == 50000.0
    desk.close()
