from datetime import date

from salesdesk.kpi.agenda import CADENCES, Cadence, agenda
from salesdesk.kpi.catalogue import KPIS

FRIDAY = date(2026, 3, 6)


def test_that_every_kpi_has_the_articles_cadence() -> None:
    assert set(CADENCES) == {kpi.key for kpi in KPIS}
    assert CADENCES["sales_cycle"] is Cadence.WEEKLY
    assert CADENCES["repurchase_rate"] is Cadence.DAILY
    assert {CADENCES[key] for key in ("revenue_per_rep", "gross_margin", "qualified_leads")} == {Cadence.MONTHLY}


def test_that_a_review_settles_its_own_week_or_month_only() -> None:
    reviewed = {"sales_cycle": date(2026, 3, 1), "gross_margin": date(2026, 3, 2), "repurchase_rate": FRIDAY}
    found = {review.kpi: review for review in agenda(FRIDAY, reviewed)}
    assert (found["sales_cycle"].due, found["sales_cycle"].done) == (date(2026, 3, 2), False)
    assert not found["sales_cycle"].overdue
    assert found["gross_margin"].done
    assert found["repurchase_rate"].done
    assert found["revenue_per_rep"].overdue
    assert found["revenue_per_rep"].last is None


def test_that_what_was_missed_comes_first_and_what_is_done_last() -> None:
    order = [review.kpi for review in agenda(FRIDAY, {"repurchase_rate": FRIDAY, "sales_cycle": date(2026, 2, 27)})]
    assert order[-1] == "repurchase_rate"
    assert order[-2] == "sales_cycle"
    assert len(agenda(FRIDAY, dict.fromkeys(CADENCES, FRIDAY))) == 7
