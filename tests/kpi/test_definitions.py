"""Each rule of the definitions, on the smallest company that shows it."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, Period, parse_period
from salesdesk.domain.sales import Sales
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import KpiResult
from tests.kpi.building import Builder, Values

AS_OF = date(2024, 6, 30)


def company(tables: Mapping[Kind, Mapping[str, Values]], currency: str = "EUR") -> Sales:
    builder = Builder()
    for kind, columns in tables.items():
        builder.add(kind, columns)
    return builder.build(currency=currency, as_of=AS_OF)


def ask(key: str, sales: Sales, words: str = "all", **options: str) -> KpiResult:
    kpi = next(one for one in KPIS if one.key == key)
    return compute(kpi, sales, Filter(parse_period(words, sales.as_of)), **options)  # type: ignore[arg-type]


def fraction(result: KpiResult) -> tuple[float | None, float | None]:
    return result.total.numerator, result.total.denominator


def left_out(result: KpiResult) -> dict[str, int]:
    return {item.reason: item.records for item in result.left_out}


# ------------------------------------------------------------------ conversion


def test_that_a_lead_and_its_opportunities_are_one_prospect() -> None:
    sales = company(
        {
            Kind.LEAD: {"lead_id": ["L1", "L2"], "received_at": ["2024-01-05"] * 2, "status": ["new", "new"]},
            Kind.OPPORTUNITY: {
                "lead_id": ["L1", "L1", None, "gone"],
                "status": ["lost", "won", "open", "lost"],
                "first_contact_date": ["2024-02-01"] * 4,
                "close_date": ["2024-03-01", "2024-04-01", None, "2024-05-01"],
            },
        }
    )
    # L1 (won once), the opportunity without a lead, and the one whose lead nobody knows; L2 is not qualified.
    assert fraction(ask("conversion_rate", sales)) == (1, 3)
    assert fraction(ask("conversion_rate", sales, "2024-01")) == (1, 1)
    assert fraction(ask("conversion_rate", sales, "2024-04", basis="closed")) == (1, 1)
    assert fraction(ask("conversion_rate", sales, "2024-03", basis="closed")) == (None, None)


def test_that_a_converted_lead_without_an_opportunity_counts_as_won() -> None:
    sales = company({Kind.LEAD: {"lead_id": ["A", "B"], "status": ["converted", "qualified"]}})
    assert fraction(ask("conversion_rate", sales)) == (1, 2)


def test_that_a_source_that_records_no_qualification_counts_every_lead_and_says_so() -> None:
    sales = company(
        {Kind.LEAD: {"lead_id": ["A", "B", "C"], "sheet": [1, 1, 2], "status": [None, None, "new"]}},
    )
    result = ask("conversion_rate", sales)
    assert result.total.denominator == 2
    assert result.details["unjudged"] == 2
    assert left_out(ask("qualified_leads", sales)) == {"no_qualification": 2}


def test_that_leads_typed_by_hand_are_no_such_source() -> None:
    sales = company({Kind.LEAD: {"lead_id": ["A", "B"], "sheet": [0, 0]}})
    assert ask("conversion_rate", sales).total.value is None


def test_that_sales_over_prospects_of_the_period_may_exceed_100_percent() -> None:
    sales = company(
        {
            Kind.OPPORTUNITY: {
                "status": ["won", "won", "open"],
                "first_contact_date": ["2024-01-01", "2024-01-01", "2024-05-01"],
                "close_date": ["2024-05-03", "2024-05-04", None],
            }
        }
    )
    result = ask("conversion_rate", sales, "2024-05", basis="flow")
    assert result.total.value == 2
    assert result.total.interval is None


def test_that_a_young_cohort_is_marked_and_gets_an_expected_rate() -> None:
    old: dict[str, list[object]] = {
        "status": ["won", "lost"] * 20,
        "close_date": ["2024-02-20"] * 40,
        "first_contact_date": ["2024-01-01"] * 40,
    }
    young: dict[str, list[object]] = {
        "status": ["open"] * 10,
        "close_date": [None] * 10,
        "first_contact_date": ["2024-06-20"] * 10,
    }
    both: dict[str, Values] = {name: [*old[name], *young[name]] for name in old}
    details = ask("conversion_rate", company({Kind.OPPORTUNITY: both}), "2024-06").details
    assert details["usual_days"] == 50
    assert details["immature"] == 10
    assert details["expected"] == pytest.approx(0.5)


def test_that_the_funnel_follows_the_stages_of_a_history() -> None:
    deals: dict[str, Values] = {
        "opportunity_id": ["a", "b", "c", "d"],
        "status": ["won", "lost", "lost", "open"],
        "stage": ["Won", "Lost", "Lost", "Demo"],
        "first_contact_date": ["2024-01-01"] * 4,
        "close_date": ["2024-02-01"] * 3 + [None],
    }
    changes: dict[str, Values] = {
        "opportunity_id": ["a", "a", "a", "b", "b", "c", "d", "d"],
        "stage": ["Meet", "Demo", "Won", "Meet", "Lost", "Meet", "Meet", "Demo"],
        "date": [f"2024-01-{day:02}" for day in (2, 12, 31, 2, 9, 2, 2, 5)],
    }
    sales = company({Kind.OPPORTUNITY: deals, Kind.STAGE_CHANGE: changes})
    steps = ask("conversion_rate", sales).details["funnel"]
    assert [(s["step"], s["name"], s["reached"], s["passed"], s["open"], s["lost"]) for s in steps] == [
        ("qualified", "", 4, 4, 0, 0),
        ("stage", "Meet", 4, 2, 0, 2),
        ("stage", "Demo", 2, 1, 1, 0),
        ("won", "", 1, 0, 0, 0),
    ]
    assert ask("loss_rate", sales).details["stages"] == [{"name": "Meet", "count": 2}]
    assert ask("sales_cycle", sales).details["stages"] == [
        {"stage": "Meet", "median": 10, "count": 1},
        {"stage": "Demo", "median": 19, "count": 1},
    ]


# ------------------------------------------------------------------ revenue per rep


def test_that_invoices_are_taken_where_they_name_a_rep_and_never_added_to_signatures() -> None:
    lines: dict[str, Values] = {"amount": [100.0, -20.0], "rep": ["A", "A"], "date": ["2024-01-01"] * 2}
    deals: dict[str, Values] = {"amount": [900.0], "rep": ["B"], "status": ["won"], "close_date": ["2024-01-01"]}
    both = company({Kind.ORDER_LINE: lines, Kind.OPPORTUNITY: deals})
    assert ask("revenue_per_rep", both).basis == "invoiced"
    assert fraction(ask("revenue_per_rep", both)) == (80, 1)
    assert fraction(ask("revenue_per_rep", both, basis="signed")) == (900, 1)
    nameless = company({Kind.ORDER_LINE: {"amount": [100.0]}, Kind.OPPORTUNITY: deals})
    assert ask("revenue_per_rep", nameless).basis == "signed"


def test_that_the_gap_compares_reps_present_throughout_with_five_sales() -> None:
    amounts = [100.0] * 5 + [20.0] * 5 + [1.0] * 5 + [1.0] * 2
    reps = ["Best"] * 5 + ["Last"] * 5 + ["Newcomer"] * 5 + ["Rare"] * 2
    sales = company(
        {
            Kind.ORDER_LINE: {"amount": amounts, "rep": reps, "date": ["2024-03-05"] * 17},
            Kind.REP: {"rep": ["Newcomer", "Idle", "Gone"], "entry_date": ["2024-02-15", None, None],
                       "exit_date": [None, None, "2023-12-31"]},
        }
    )  # fmt: skip
    details = ask("revenue_per_rep", sales, "2024-Q1").details
    assert details["gap"] == pytest.approx((500 - 100) / 100)
    assert details["gap_worst"]["key"] == "Last"
    assert details["idle"] == ["Idle"]
    assert ask("revenue_per_rep", sales, "2024-Q1").status == "none"  # 17 sales are too few to judge


def test_that_orders_and_quotes_are_no_sales_beside_invoices_but_orders_are_where_nothing_is_invoiced() -> None:
    lines: dict[str, Values] = {
        "amount": [10.0, 20.0, 40.0, 80.0],
        "rep": ["A"] * 4,
        "document_type": ["invoice", "order", "quote", "delivery"],
    }
    mixed = ask("revenue_per_rep", company({Kind.ORDER_LINE: lines}))
    assert mixed.total.numerator == 10
    assert left_out(mixed) == {"not_a_sale": 3}
    promises = {name: list(values)[1:] for name, values in lines.items()}
    assert ask("revenue_per_rep", company({Kind.ORDER_LINE: promises})).total.numerator == 20


def test_that_a_currency_without_a_rate_is_left_out_and_listed() -> None:
    lines: dict[str, Values] = {"amount": [10.0, 20.0, 40.0], "rep": ["A"] * 3, "currency": ["€", "USD", None]}
    result = ask("revenue_per_rep", company({Kind.ORDER_LINE: lines}))
    assert result.total.numerator == 50
    assert left_out(result) == {"foreign_currency": 1}


# ------------------------------------------------------------------ sales cycle


def test_that_the_created_date_stands_in_for_the_first_contact_and_its_share_is_told() -> None:
    deals: dict[str, Values] = {
        "status": ["won"] * 4,
        "first_contact_date": ["2024-01-01", None, None, "2024-03-01"],
        "created_date": ["2023-01-01", "2024-01-21", None, None],
        "close_date": ["2024-01-11", "2024-01-22", "2024-01-23", "2024-02-01"],
    }
    result = ask("sales_cycle", company({Kind.OPPORTUNITY: deals}))
    assert result.total.value == 5.5
    assert result.details["created"] == 0.5
    assert left_out(result) == {"no_start_date": 1, "inverted_dates": 1}


# ------------------------------------------------------------------ repurchase


def purchases(rows: Sequence[tuple[str, str | None, str, float, str | None]]) -> Sales:
    """Customer, order, day, amount and the order that a credit line names."""
    customer, order, day, amount, original = zip(*rows, strict=True)
    return company(
        {
            Kind.ORDER_LINE: {
                "customer": customer,
                "order_no": order,
                "date": day,
                "amount": amount,
                "original_order": original,
            }
        }
    )


def test_that_split_invoices_of_one_day_are_one_purchase_but_two_orders() -> None:
    sales = purchases([("C", "1", "2024-01-05", 10, None), ("C", "2", "2024-01-05", 10, None)])
    assert fraction(ask("repurchase_rate", sales)) == (0, 1)
    assert fraction(ask("repurchase_rate", sales, basis="orders")) == (1, 1)


def test_that_a_credit_note_alone_is_no_purchase_and_cancels_none_it_does_not_name() -> None:
    rows = [("C", "1", "2024-01-05", 10, None), ("C", "2", "2024-02-05", 10, None)]
    unlinked = purchases([*rows, ("C", "A1", "2024-02-05", -10, None), ("D", "A2", "2024-02-05", -5, None)])
    assert fraction(ask("repurchase_rate", unlinked)) == (1, 1)
    linked = purchases([*rows, ("C", "A1", "2024-03-05", -10, "2")])
    assert fraction(ask("repurchase_rate", linked)) == (0, 1)
    assert ask("repurchase_rate", linked).details["revenue"] == 10


def test_that_without_order_numbers_a_day_is_netted() -> None:
    rows = [("C", None, "2024-01-05", 10.0, None), ("C", None, "2024-01-05", -10.0, None)]
    assert ask("repurchase_rate", purchases(rows)).total.value is None


def test_that_two_customers_may_share_an_order_number() -> None:
    sales = purchases([("C", "1", "2024-01-05", 10, None), ("D", "1", "2024-02-05", 10, None)])
    assert fraction(ask("repurchase_rate", sales, basis="orders")) == (0, 2)


def test_that_the_cohort_looks_at_complete_windows_only() -> None:
    rows = [
        ("early", "1", "2024-01-05", 10.0, None),
        ("early", "2", "2024-03-05", 10.0, None),
        ("never", "3", "2024-01-09", 10.0, None),
        ("late", "4", "2024-06-01", 10.0, None),
    ]
    result = ask("repurchase_rate", purchases(rows), basis="cohort")
    assert fraction(result) == (1, 2)
    assert left_out(result) == {"window_incomplete": 1}
    windows = result.details["windows"]
    assert [windows[key].denominator for key in ("30", "60", "90", "180")] == [2, 2, 2, None]
    assert windows["60"].numerator == 1
    assert windows["30"].numerator == 0
    assert result.details["time_to_second"] == 60


def test_that_monthly_points_of_repurchase_cover_twelve_months() -> None:
    rows = [("C", "1", "2023-08-05", 10.0, None), ("C", "2", "2024-05-05", 10.0, None)]
    result = ask("repurchase_rate", purchases(rows), "2024-05")
    assert fraction(result) == (0, 1)
    assert result.details["trend"] == "rolling_year"
    assert result.trend[0].measure.value == 1


# ------------------------------------------------------------------ margin


def test_that_an_unknown_cost_is_left_out_and_coverage_is_told() -> None:
    lines: dict[str, Values] = {"amount": [100.0, 300.0], "cost": [60.0, None], "product": ["P", "Q"]}
    result = ask("gross_margin", company({Kind.ORDER_LINE: lines}))
    assert result.total.value == pytest.approx(0.4)
    assert left_out(result) == {"unknown_cost": 1}
    assert result.details["coverage"] == 0.25
    assert result.details["markup"] == pytest.approx(40 / 60)


def test_that_the_products_cost_stands_in_and_is_flagged_as_todays() -> None:
    sales = company(
        {
            Kind.ORDER_LINE: {"amount": [100.0, 50.0], "cost": [60.0, None], "product": ["P", "P"], "quantity": [1, 2]},
            Kind.PRODUCT: {"product": ["P"], "cost": [20.0]},
        }
    )
    result = ask("gross_margin", sales)
    assert fraction(result) == (50, 150)
    assert result.details["current_cost"] == pytest.approx(0.4)


def test_that_a_credit_note_takes_its_cost_back() -> None:
    lines: dict[str, Values] = {
        "amount": [100.0, -100.0, 50.0],
        "cost": [60.0, 60.0, 20.0],
        "document_type": ["invoice", "credit_note", "invoice"],
    }
    assert ask("gross_margin", company({Kind.ORDER_LINE: lines})).total.value == pytest.approx(0.6)


def test_that_no_revenue_has_no_margin() -> None:
    gift: dict[str, Values] = {"amount": [0.0], "cost": [5.0]}
    assert ask("gross_margin", company({Kind.ORDER_LINE: gift})).total.value is None


def test_that_loss_makers_and_the_pareto_share_are_told() -> None:
    lines: dict[str, Values] = {
        "amount": [100.0, 100.0, 100.0, 100.0, 100.0],
        "cost": [20.0, 90.0, 95.0, 95.0, 110.0],
        "product": list("ABCDE"),
    }
    details = ask("gross_margin", company({Kind.ORDER_LINE: lines})).details
    assert details["loss_makers"]["count"] == 1
    assert details["loss_makers"]["worst"] == [{"key": "E", "margin": -10, "revenue": 100}]
    assert details["pareto"]["for_80"] == 1
    assert details["pareto"]["top_fifth"] == pytest.approx(80 / 90)


# ------------------------------------------------------------------ leads


def test_that_bant_decides_where_it_is_answered_and_the_source_elsewhere() -> None:
    answers: dict[str, Values] = {name: [10.0, 15.0, None, None, None] for name in BANT}
    answers["bant_need"] = [10.0, 5.0, None, None, None]
    sales = company(
        {
            Kind.LEAD: {
                **answers,
                "lead_id": list("ABCDE"),
                "status": ["new", "qualified", "qualified", "contacted", "unqualified"],
                "received_at": ["2024-05-01"] * 5,
                "qualified_at": [None, None, None, "2024-06-02", "2024-06-02"],
            }
        }
    )
    result = ask("qualified_leads", sales)
    assert fraction(result) == (
        3,
        5,
    )  # A by BANT; B lacks one criterion; C and D as their source says; E was taken back
    assert result.details["origins"] == {"bant": 1, "source": 2, "opportunity": 0}
    assert fraction(ask("qualified_leads", sales, "2024-06")) == (1, 0)
    assert result.details["qualification_rate"].value == 0.6


def test_that_reaction_counts_early_late_and_running_contacts() -> None:
    sales = company(
        {
            Kind.LEAD: {
                "lead_id": list("ABCD"),
                "status": ["qualified"] * 4,
                "received_at": ["2024-06-01T09:00"] * 4,
                "qualified_at": ["2024-06-02T09:00", "2024-06-02T09:00", "2024-06-02T09:00", "2024-06-30T20:00"],
                "first_contact_at": ["2024-06-01T10:00", "2024-06-03T08:00", None, None],
            }
        }
    )
    reaction = ask("qualified_leads", sales).details["reaction"]
    assert reaction["early"] == 1
    assert reaction["running"] == 2
    assert (reaction["within_24h"].numerator, reaction["within_24h"].denominator) == (2, 3)
    assert reaction["median_hours"] == 23
    assert reaction["delays"] == [1, 0, 1, 0, 0, 0]


def test_that_the_load_counts_qualified_leads_per_rep_and_iso_week() -> None:
    days = ["2024-06-03"] * 22 + ["2024-06-09"] + ["2024-06-10"] * 2
    sales = company(
        {Kind.LEAD: {"status": ["qualified"] * 25, "rep": ["A"] * 25, "qualified_at": days, "received_at": days}}
    )
    (load,) = ask("qualified_leads", sales, "2024-06-03..2024-06-16").details["load"]
    assert load == {"rep": "A", "leads": 25, "mean": 12.5, "highest": 23, "weeks_over": 1, "weeks": 2}


# ------------------------------------------------------------------ losses


def test_that_reasons_are_gathered_in_families_and_blank_is_one() -> None:
    deals: dict[str, Values] = {
        "status": ["lost"] * 6 + ["won", "open"],
        "loss_reason": [
            "Prix trop élevé",
            "Too expensive",
            "Projet reporté",
            None,
            "Autre",
            "Sans réponse",
            None,
            None,
        ],
        "amount": [10.0, 20.0, 40.0, None, 5.0, 5.0, 20.0, 7.0],
        "close_date": ["2024-05-01"] * 7 + [None],
    }
    sales = company({Kind.OPPORTUNITY: deals})
    result = ask("loss_rate", sales)
    assert fraction(result) == (6, 7)
    assert {one["family"]: one["count"] for one in result.details["reasons"]} == {
        "price": 2,
        "timing": 1,
        "not_given": 1,
        "other": 1,
        "no_answer": 1,
    }
    assert result.details["without_reason"] == pytest.approx(1 / 6)
    assert result.details["open"] == 1
    assert result.details["amount"] == {"won": 20, "lost": 80, "open": 7}
    by_amount = ask("loss_rate", sales, basis="amount")
    assert fraction(by_amount) == (80, 100)
    assert left_out(by_amount) == {"no_amount": 1}


# ------------------------------------------------------------------ comparison


def deals_per_month(counts: Mapping[str, tuple[int, int]]) -> Sales:
    """Won and lost opportunities per month."""
    status, close = [], []
    for month, (won, lost) in counts.items():
        status += ["won"] * won + ["lost"] * lost
        close += [f"{month}-10"] * (won + lost)
    return company({Kind.OPPORTUNITY: {"status": status, "close_date": close}})


def test_that_a_running_period_is_compared_with_as_many_days() -> None:
    sales = deals_per_month({"2024-06": (5, 5), "2023-06": (5, 5), "2023-08": (9, 0), "2022-12": (1, 1)})
    result = ask("loss_rate", sales, "2024", compared="year")
    assert result.partial
    assert result.previous_period == Period(date(2023, 1, 1), date(2023, 7, 1), result.filter.period.unit)
    assert result.previous is not None
    assert result.previous.denominator == 10


def test_that_all_time_is_compared_with_nothing() -> None:
    result = ask("loss_rate", deals_per_month({"2024-05": (5, 5)}))
    assert result.previous is None
    assert result.previous_period is None
    assert result.significant is None
    assert result.filter.period == ALL_TIME


def test_that_a_change_is_supported_only_beyond_chance() -> None:
    clear = deals_per_month({"2024-03": (1, 1), "2024-04": (80, 20), "2024-05": (40, 60)})
    assert ask("loss_rate", clear, "2024-05").significant is True
    faint = deals_per_month({"2024-03": (1, 1), "2024-04": (50, 50), "2024-05": (48, 52)})
    assert ask("loss_rate", faint, "2024-05").significant is False
    small = deals_per_month({"2024-03": (1, 1), "2024-04": (9, 1), "2024-05": (1, 9)})
    assert ask("loss_rate", small, "2024-05").significant is None


def test_that_the_running_month_is_marked() -> None:
    deals: dict[str, Values] = {"status": ["won"] * 2, "close_date": ["2024-05-02", "2024-06-02"]}
    sales = Builder().add(Kind.OPPORTUNITY, deals).build(as_of=date(2024, 6, 12))
    assert [point.partial for point in ask("loss_rate", sales, "12m").trend] == [False] * 11 + [True]
