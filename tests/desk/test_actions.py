"""Decided actions: kept in the file, judged against the others, too early until there is enough."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from salesdesk.desk import Desk
from salesdesk.desk.actions import DecidedAction
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, say
from tests.store.factory import Values, batch, records, sheet

TODAY = date(2026, 3, 31)
DECIDED = date(2025, 10, 1)


def deals(lost: dict[tuple[str, bool], float], each: int = 300) -> list[Values]:
    """Closed deals of each (rep, after the decision) with such a share lost, from half a year before to today."""
    random = np.random.default_rng(4)
    rows: list[Values] = []
    for (rep, after), share in lost.items():
        for i in range(each):
            shift = int(random.integers(0, 180))
            day = DECIDED + timedelta(days=shift if after else -1 - shift)
            rows.append(
                {
                    "opportunity_id": f"{rep}{after}{i}",
                    "rep": rep,
                    "status": "lost" if random.random() < share else "won",
                    "first_contact_date": day - timedelta(days=20),
                    "close_date": day,
                    "amount": 100,
                }
            )
    return rows


def company(path: Path, rows: list[Values]) -> Desk:
    desk = Desk.create(path / "a.salesdesk", "A", today=TODAY)
    desk.company.apply(batch(sheet([records(Kind.OPPORTUNITY, rows)])), Task())
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada loses less since the decision, Bob as before, Eve more."""
    shares = {("Ada", False): 0.6, ("Ada", True): 0.3, ("Bob", False): 0.6, ("Bob", True): 0.6}
    made = company(tmp_path, deals({**shares, ("Eve", False): 0.5, ("Eve", True): 0.8}))
    yield made
    made.close()


def action(group: str = "Ada", **more: object) -> DecidedAction:
    values = {
        "title": "Coach",
        "kpi": "loss_rate",
        "decided": DECIDED,
        "owner": "Zoé",
        "dimension": "rep",
        "group": group,
    }
    return DecidedAction(**{**values, **more})  # type: ignore[arg-type]


def test_that_actions_live_in_the_company_file(desk: Desk) -> None:
    first = desk.actions.put(action(due=date(2026, 5, 1)))
    second = desk.actions.put(action("Bob", due=date(2026, 4, 1), note="weekly"))
    done = desk.actions.put(action("Eve", done=date(2026, 3, 1)))
    assert [first.number, second.number, done.number] == [1, 2, 3]
    path = desk.path
    desk.close()
    with_again = Desk.open(path, today=TODAY)
    assert with_again.actions.all() == [second, first, done]
    with_again.actions.remove(2)
    with_again.actions.put(DecidedAction(**{**vars(first), "owner": "Ana"}))
    assert [(a.number, a.owner) for a in with_again.actions.all()] == [(1, "Ana"), (3, "Zoé")]
    with pytest.raises(SalesDeskError):
        with_again.actions.put(action(title="  "))
    with_again.close()


def test_that_a_group_is_judged_against_all_others(desk: Desk) -> None:
    found = {name: desk.actions.progress(action(name)) for name in ("Ada", "Bob", "Eve")}
    assert [found[name].verdict for name in ("Ada", "Bob", "Eve")] == ["better", "unclear", "worse"]
    ada = found["Ada"]
    assert ada.others_after is not None
    assert ada.after.value is not None
    assert abs(ada.after.value - 0.3) < 0.08
    assert (ada.others_after.based_on, ada.after.based_on) == (600, 300)
    for language in LANGUAGES:
        assert all(say(one.text, language) for one in found.values())


def test_that_it_is_too_early_until_enough_records(desk: Desk) -> None:
    late = desk.actions.progress(action(decided=TODAY - timedelta(days=6)))
    assert late.verdict == "too_early"
    assert desk.actions.progress(action(decided=TODAY + timedelta(days=9))).verdict == "too_early"


def test_that_the_whole_company_is_compared_with_itself(desk: Desk) -> None:
    whole = desk.actions.progress(action("", dimension=""))
    assert whole.others_before is None
    assert whole.verdict == "unclear"
    assert whole.before.based_on + whole.after.based_on == pytest.approx(1800, abs=30)


def test_that_money_moves_without_a_claim(desk: Desk) -> None:
    assert desk.actions.progress(action(kpi="revenue_per_rep")).verdict == "unclear"
    assert desk.actions.progress(action(kpi="gross_margin")).verdict in ("too_early", "no_measure")


def test_that_nothing_moves_beyond_chance_in_more_than_one_null_company_of_ten(tmp_path: Path) -> None:
    claims = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        rows: list[Values] = [
            {**row, "status": "lost" if random.random() < 0.5 else "won"}
            for row in deals({(rep, after): 0.5 for rep in ("Ada", "Bob") for after in (False, True)}, 150)
        ]
        folder = tmp_path / str(seed)
        folder.mkdir()
        made = company(folder, rows)
        claims += made.actions.progress(action()).verdict in ("better", "worse")
        made.close()
    assert claims <= 3


def test_that_reviews_are_kept(desk: Desk) -> None:
    desk.review("sales_cycle")
    assert desk.reviewed() == {"sales_cycle": TODAY}
    done = [review.kpi for review in desk.overview(Filter(desk.default_period())).agenda if review.done]
    assert done == ["sales_cycle"]
    with pytest.raises(SalesDeskError):
        desk.review("nonsense")


def test_that_an_import_says_what_moved_until_the_next_change(desk: Desk, tmp_path: Path) -> None:
    assert desk.moved() == ()
    table = tmp_path / "deals.csv"
    rows = [f"N{i};Won;2025-01-01;2025-02-0{1 + i % 9};Ada;1000" for i in range(90)]
    table.write_text("\n".join(["opportunity_id;status;first_contact_date;close_date;rep;amount", *rows]), "utf-8")
    desk.apply(desk.plan([table], Task()), Task())
    moved = {one.kpi.key: one for one in desk.moved()}
    assert moved["loss_rate"].after is not None
    assert moved["loss_rate"].before is not None
    assert moved["loss_rate"].after < moved["loss_rate"].before
    assert "gross_margin" not in moved
    desk.undo()
    assert desk.moved() == ()
