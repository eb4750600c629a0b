"""What must hold whatever the data: sums, filters, selections, and figures that cannot be measured."""

import math
from collections.abc import Iterator

import numpy as np
import pytest

from salesdesk.domain.columns import DIMENSIONS, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import ALL_TIME, parse_period
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, say, text
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute, cross, select
from salesdesk.kpi.definition import FEW, Kpi, KpiResult, Measure, Part, Status
from salesdesk.kpi.facts import Reducer
from salesdesk.kpi.verdict import verdict
from tests.kpi.building import Builder, Values
from tests.kpi.invented import Invented, invented

EVERY = [(kpi, basis) for kpi in KPIS for basis in kpi.bases]
NAMES = [f"{kpi.key}-{basis}" for kpi, basis in EVERY]
PERIODS = ("all", "2023", "2023-05")


@pytest.fixture(scope="module")
def data() -> Invented:
    return invented()


def kpi(key: str) -> Kpi:
    return next(one for one in KPIS if one.key == key)


def where(words: str, sales: Sales, **members: tuple[str, ...]) -> Filter:
    return Filter(parse_period(words, sales.as_of), members)


def same(one: Measure, other: Measure) -> bool:
    pairs = zip(
        (one.value, one.numerator, one.denominator, float(one.based_on)),
        (other.value, other.numerator, other.denominator, float(other.based_on)),
        strict=True,
    )
    return all(
        (a is None and b is None) or (a is not None and b is not None and math.isclose(a, b, abs_tol=1e-6))
        for a, b in pairs
    )


def odd_data() -> Iterator[tuple[str, Sales]]:
    """Companies that break careless code."""
    yield "nothing", Builder().build()
    one: dict[str, Values] = {
        "customer": ["C"],
        "rep": ["R"],
        "status": ["won"],
        "close_date": ["2023-05-09"],
        "amount": [10.0],
    }
    yield "one sale", Builder().add(Kind.OPPORTUNITY, {**one, "created_date": ["2023-05-01"]}).build()
    line: dict[str, Values] = {
        "amount": [12.5],
        "customer": ["C"],
        "rep": ["R"],
        "date": ["2023-05-09"],
        "cost": [5.0],
        "product": ["P"],
    }
    yield "one line", Builder().add(Kind.ORDER_LINE, line).build()
    yield "one lead", Builder().add(Kind.LEAD, {"company": ["A"], "received_at": ["2023-05-09T10:00"]}).build()
    yield "an amount alone", Builder().add(Kind.ORDER_LINE, {"amount": [12.5]}).build()
    yield (
        "no dates",
        Builder()
        .add(Kind.ORDER_LINE, {"amount": [5.0] * 40, "customer": ["A", "B"] * 20, "rep": ["R"] * 40})
        .add(Kind.OPPORTUNITY, {"status": ["won", "lost"] * 20, "rep": ["R"] * 40})
        .add(Kind.LEAD, {"company": ["A"] * 40, "status": ["qualified", "new"] * 20})
        .build(),
    )
    yield "all open", Builder().add(Kind.OPPORTUNITY, {"status": ["open"] * 40, "rep": ["R"] * 40}).build()
    yield (
        "all left out",
        Builder()
        .add(Kind.ORDER_LINE, {"amount": [5.0] * 40, "document_type": ["quote"] * 40, "date": ["2023-05-09"] * 40})
        .add(Kind.OPPORTUNITY, {"status": ["deleted"] * 40, "close_date": ["2023-05-09"] * 40})
        .build(),
    )
    credit: dict[str, Values] = {"amount": [-5.0] * 40, "customer": ["C"] * 40, "rep": ["R"] * 40, "cost": [-2.0] * 40}
    yield "only credit notes", Builder().add(Kind.ORDER_LINE, {**credit, "date": ["2023-05-09"] * 40}).build()
    gifts: dict[str, Values] = {
        "amount": [0.0] * 40,
        "cost": [1.0] * 40,
        "product": ["P"] * 40,
        "date": ["2023-05-09"] * 40,
    }
    yield "only gifts", Builder().add(Kind.ORDER_LINE, gifts).build()
    backwards = {"status": ["won"] * 40, "first_contact_date": ["2023-06-01"] * 40, "close_date": ["2023-05-01"] * 40}
    yield "inverted dates", Builder().add(Kind.OPPORTUNITY, backwards).build()


ODD = list(odd_data())


@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
@pytest.mark.parametrize(("name", "sales"), ODD, ids=[name for name, _ in ODD])
def test_that_every_kpi_survives_odd_data(name: str, sales: Sales, one: Kpi, basis: str, words: str) -> None:
    result = compute(one, sales, where(words, sales), basis=basis, compared="year", sector="b2b_services")
    assert result.total.value is None or math.isfinite(result.total.value), name
    if result.total.few or result.total.value is None:
        assert result.status is Status.NONE
    for language in LANGUAGES:
        assert verdict(result, Formats(language))
        for item in result.left_out:
            assert text(f"kpi.left_out.{item.reason}", language, n=item.records)
    for part in Part:
        select(one, sales, where(words, sales), basis=basis, part=part)


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_every_kpi_takes_every_dimension(data: Invented, one: Kpi, basis: str, dimension: str) -> None:
    result = compute(one, data.sales, where("2023", data.sales), basis=basis, dimension=dimension)
    if result.dimension:
        assert result.dimension == dimension
        assert result.groups
    else:
        assert result.unanswered == (dimension,)
        assert not result.groups


@pytest.mark.parametrize("dimension", ["rep", "channel", "region"])
@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_groups_add_up_to_the_whole(data: Invented, one: Kpi, basis: str, words: str, dimension: str) -> None:
    result = compute(one, data.sales, where(words, data.sales), basis=basis, dimension=dimension)
    measures = [group.measure for group in result.groups]
    if one.key == "repurchase_rate":
        assert sum(m.based_on for m in measures) >= result.total.based_on  # a customer may buy in several groups
        return
    if one.key != "sales_cycle":
        assert sum(m.numerator or 0 for m in measures) == pytest.approx(result.total.numerator)
    if one.key != "revenue_per_rep" or dimension == "rep":
        assert sum(m.denominator or 0 for m in measures) == pytest.approx(result.total.denominator)


@pytest.mark.parametrize("dimension", ["rep", "region", "product", "amount_band", "customer"])
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_a_group_is_what_a_filter_on_its_member_gives(
    data: Invented, one: Kpi, basis: str, dimension: str
) -> None:
    sales = data.sales
    result = compute(one, sales, where("2023", sales), basis=basis, dimension=dimension)
    for group in result.groups[:6]:
        alone = compute(one, sales, where("2023", sales, **{dimension: (group.key,)}), basis=basis)
        assert same(group.measure, alone.total), (group.key, group.measure, alone.total)


@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_a_cross_of_two_dimensions_is_two_filters(data: Invented, one: Kpi, basis: str) -> None:
    sales = data.sales
    found = cross(one, sales, where("2023", sales), "channel", "rep", basis=basis)
    assert ("Web", "Rep A") in found
    for (channel, rep), measure in list(found.items())[:5]:
        both = where("2023", sales, channel=(channel,), rep=(rep,))
        assert same(measure, compute(one, sales, both, basis=basis).total)


def test_that_a_cross_needs_both_dimensions(data: Invented) -> None:
    assert cross(kpi("qualified_leads"), data.sales, where("all", data.sales), "channel", "product") == {}


@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_the_order_of_filters_does_not_matter(data: Invented, one: Kpi, basis: str) -> None:
    sales = data.sales
    first = where("2023", sales, region=("Nord",), rep=("Rep A", "Rep B", ""))
    second = where("2023", sales, rep=("", "Rep B", "Rep A"), region=("Nord",))
    assert same(compute(one, sales, first, basis=basis).total, compute(one, sales, second, basis=basis).total)


@pytest.mark.parametrize("group", [None, "Nord", ""])
@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_the_records_agree_with_the_measure(
    data: Invented, one: Kpi, basis: str, words: str, group: str | None
) -> None:
    sales, asked = data.sales, where(words, data.sales, channel=("Web", "Salon", ""))
    dimension = "" if group is None else "region"
    result = compute(one, sales, asked, basis=basis, dimension=dimension)
    found = [g.measure for g in result.groups if g.key == group]
    measure = result.total if group is None else (found[0] if found else Measure(None, None, None, 0))
    chosen = {
        part: select(one, sales, asked, basis=basis, dimension=dimension, group=group, part=part)
        for part in (Part.NUMERATOR, Part.DENOMINATOR)
    }
    facts = one.facts(sales, basis)
    for part, value in ((Part.NUMERATOR, measure.numerator), (Part.DENOMINATOR, measure.denominator)):
        records = sum(len(selection) for selection in chosen[part])
        if facts.reducer in (Reducer.SHARE, Reducer.COUNT) or basis == "flow":
            if one.key == "repurchase_rate":
                (records,) = [_customers(sales, chosen[part])]
            assert records == (value or 0)
        elif facts.reducer is Reducer.REPEAT:
            assert _customers(sales, chosen[part]) == (value or 0)
        else:
            assert records == measure.based_on


def _customers(sales: Sales, selections: tuple[object, ...]) -> int:
    rows = [selection.rows for selection in selections]  # type: ignore[attr-defined]
    return len(np.unique(sales[Kind.ORDER_LINE]["customer"][np.concatenate(rows)])) if rows else 0


@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize(("one", "basis"), EVERY, ids=NAMES)
def test_that_the_records_left_out_are_as_many_as_said(data: Invented, one: Kpi, basis: str, words: str) -> None:
    sales, asked = data.sales, where(words, data.sales, region=("Nord",))
    for item in compute(one, sales, asked, basis=basis).left_out:
        found = select(one, sales, asked, basis=basis, part=Part.LEFT_OUT, reason=item.reason)
        assert sum(len(selection) for selection in found) == item.records


@pytest.mark.parametrize("words", PERIODS)
def test_that_what_is_used_and_left_out_are_all_records(data: Invented, words: str) -> None:
    sales = data.sales
    result = compute(kpi("gross_margin"), sales, where(words, sales))
    used = result.total.based_on + sum(item.records for item in result.left_out)
    day = data.lines["date"]
    period = parse_period(words, sales.as_of)
    inside = day.isna() | ((day.dt.date >= period.start) & (day.dt.date < period.end))
    assert used == int(inside.sum())


@pytest.mark.parametrize("words", PERIODS)
def test_that_won_lost_and_open_are_the_cohort(data: Invented, words: str) -> None:
    for members in ({}, {"rep": ("Rep A",)}, {"channel": ("",)}):
        result = compute(kpi("conversion_rate"), data.sales, where(words, data.sales, **members))
        details = result.details
        assert details["won"] + details["lost"] + details["open"] == details["cohort"] == result.total.based_on
        assert details["won"] == (result.total.numerator or 0)


def test_that_months_add_up_to_the_year(data: Invented) -> None:
    for key, basis in (("conversion_rate", "cohort"), ("revenue_per_rep", "invoiced"), ("loss_rate", "amount")):
        result = compute(kpi(key), data.sales, where("2023", data.sales), basis=basis)
        assert len(result.trend) == 12
        assert sum(point.measure.numerator or 0 for point in result.trend) == pytest.approx(result.total.numerator)


def test_that_the_amounts_are_exact_to_the_cent() -> None:
    amounts = [0.1, 0.2, 0.3, 1e8 + 0.01, -1e8] * 1000
    lines: dict[str, Values] = {"amount": amounts, "rep": ["R"] * len(amounts), "date": ["2023-05-09"] * len(amounts)}
    result = compute(kpi("revenue_per_rep"), Builder().add(Kind.ORDER_LINE, lines).build(), Filter(ALL_TIME))
    assert result.total.value == 610.0


def test_that_few_records_are_shown_without_a_status(data: Invented) -> None:
    result = compute(kpi("loss_rate"), data.sales, where("2024-W03", data.sales), target=0.01)
    assert 0 < result.total.based_on < FEW
    assert result.total.value is not None
    assert result.status is Status.NONE
    assert result.findings == ()


def test_that_a_filter_that_leads_cannot_answer_is_said_and_not_applied(data: Invented) -> None:
    everything = compute(kpi("qualified_leads"), data.sales, where("all", data.sales))
    result = compute(kpi("qualified_leads"), data.sales, where("all", data.sales, product=("P1",)))
    assert result.unanswered == ("product",)
    assert same(result.total, everything.total)


def test_that_unknown_bases_and_dimensions_are_refused_with_what_is_known(data: Invented) -> None:
    for refused in ({"basis": "nonsense"}, {"dimension": "nonsense"}):
        with pytest.raises(SalesDeskError) as error:
            compute(kpi("loss_rate"), data.sales, where("all", data.sales), **refused)  # type: ignore[arg-type]
        assert "nonsense" in say(error.value.message, "fr")


def test_that_the_default_grouping_is_one_that_the_data_answers(data: Invented) -> None:
    result = compute(kpi("conversion_rate"), data.sales, where("all", data.sales))
    assert result.dimension == "channel"
    deals = {"status": ["won"] * 5, "rep": ["R"] * 5}
    result = compute(kpi("conversion_rate"), Builder().add(Kind.OPPORTUNITY, deals).build(), Filter(ALL_TIME))
    assert result.dimension == "rep"


def results_of(data: Invented, **options: str) -> list[KpiResult]:
    return [compute(one, data.sales, where("12m", data.sales), **options) for one in KPIS]  # type: ignore[arg-type]


def test_that_every_finding_can_be_said_in_both_languages(data: Invented) -> None:
    found = [
        finding for result in results_of(data, compared="year", sector="b2b_services") for finding in result.findings
    ]
    assert found
    for finding in found:
        for language in LANGUAGES:
            for key in (finding.text.key, f"{finding.text.key}_title"):
                assert "{" not in text(key, language, **finding.text.values)


def test_that_no_result_has_more_than_three_findings_most_urgent_first(data: Invented) -> None:
    order = [Status.ALERT, Status.WATCH, Status.GOOD, Status.NONE]
    for result in results_of(data):
        ranks = [order.index(finding.severity) for finding in result.findings]
        assert len(ranks) <= 3
        assert ranks == sorted(ranks)
