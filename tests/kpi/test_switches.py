"""Choices within definitions: they change the figure, and the sentence that defines it says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, keys, say
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.switches import SWITCHES
from tests.kpi import reference
from tests.kpi.building import Builder
from tests.kpi.invented import invented
from tests.kpi.test_against_pandas import AS_OF, kpi


def ask(sales: Sales, key: str, basis: str = "", switches: Mapping[str, str] | None = None) -> KpiResult:
    return compute(kpi(key), replace(sales, switches=switches or {}, _cache={}), Filter(ALL_TIME), basis=basis)


def test_that_every_choice_has_its_words_and_every_definition_can_be_said() -> None:
    sales = invented().sales
    for switch in SWITCHES:
        assert {f"kpi.switch.{switch.key}.{part}" for part in ("title", *switch.choices)} <= keys()
        for choice in switch.choices:
            for basis in kpi(switch.kpi).bases:
                found = ask(sales, switch.kpi, basis, {switch.key: choice})
                for language in LANGUAGES:
                    assert "{" not in say(found.definition, language)
    for one in KPIS:
        for basis in one.bases:
            assert all("{" not in say(ask(sales, one.key, basis).definition, language) for language in LANGUAGES)


@pytest.mark.parametrize("days", [30, 60, 90, 180, 365])
def test_that_the_window_of_the_cohort_is_the_companys(days: int) -> None:
    data = invented()
    found = ask(data.sales, "repurchase_rate", "cohort", {"repurchase_rate.window": str(days)})
    expected = reference.repurchase_cohort(data, days, ALL_TIME, pd.Timestamp(AS_OF))
    assert (found.total.numerator, found.total.denominator) == (expected.numerator, expected.denominator)
    assert f"{days}\u00a0jours" in say(found.definition, "fr") or f"{days} jours" in say(found.definition, "fr")


def test_that_a_cycle_may_start_with_the_creation() -> None:
    data = invented()
    found = ask(data.sales, "sales_cycle", switches={"sales_cycle.start": "created"})
    won = data.opportunities[data.opportunities.status == "won"]
    days = (won.close_date - won.created_date.fillna(won.first_contact_date)).dt.days
    assert found.total.value == days[days >= 0].median()
    assert found.total.based_on == (days >= 0).sum()
    assert "création" in say(found.definition, "fr").split("(")[0]


def test_that_only_sales_of_known_cost_count_where_the_company_says_so() -> None:
    sales = (
        Builder()
        .add(
            Kind.ORDER_LINE,
            {
                "date": ["2024-01-01"] * 3,
                "product": ["A", "A", "A"],
                "quantity": [1, 1, 1],
                "amount": [100.0, 100.0, 100.0],
                "cost": [60.0, None, 80.0],
                "cost_origin": ["line", None, "product"],
            },
        )
        .add(Kind.PRODUCT, {"product": ["A"], "cost": [70.0]})
        .build(as_of=date(2024, 1, 31))
    )
    assert ask(sales, "gross_margin").total.value == pytest.approx(0.3)
    dated = ask(sales, "gross_margin", switches={"gross_margin.cost": "dated"})
    assert dated.total.value == pytest.approx(0.4)
    assert dated.total.based_on == 1
    assert [(one.reason, one.records) for one in dated.left_out] == [("unknown_cost", 2)]


def test_that_the_thresholds_of_bant_are_told() -> None:
    sales = invented().sales
    assert "(10 points sur 15)" in say(ask(sales, "qualified_leads").definition, "fr")
    strict = replace(sales, bant_thresholds=(10.0, 15.0, 10.0, 5.0), _cache={})
    found = compute(kpi("qualified_leads"), strict, Filter(ALL_TIME))
    assert "(10, 15, 10, 5 points of 15)" in say(found.definition, "en")


def test_that_the_company_file_keeps_the_choices(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "a.salesdesk", "A")
    assert [(held.switch.name, held.choice) for held in desk.switches("repurchase_rate")] == [
        ("basis", "days"),
        ("window", "90"),
    ]
    desk.set_switch("repurchase_rate", "basis", "cohort")
    desk.set_switch("repurchase_rate", "window", "180")
    desk.set_switch("sales_cycle", "start", "created")
    with pytest.raises(SalesDeskError):
        desk.set_switch("repurchase_rate", "window", "7")
    with pytest.raises(SalesDeskError):
        desk.set_switch("sales_cycle", "window", "90")
    desk.close()
    again = Desk.open(tmp_path / "a.salesdesk")
    assert [held.choice for held in again.switches("repurchase_rate")] == ["cohort", "180"]
    assert again.switches("sales_cycle")[0].choice == "created"
    result = again.result("repurchase_rate", Filter(ALL_TIME))
    assert (result.basis, dict(result.parameters)) == ("cohort", {"days": 180})
    again.close()
