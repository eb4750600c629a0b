"""Stages seen between successive imports of one pipeline."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from salesdesk.domain.batch import Merge
from salesdesk.domain.columns import NO_DAY, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.kpi.stages import stage_history
from salesdesk.store.company import CompanyFile
from tests.store.factory import Values, batch, records, sheet

TODAY = date(2026, 3, 31)
SOURCE = "pipeline.xlsx/Deals"


def deal(number: str, stage: str, status: str = "open", close: date | None = None) -> Values:
    return {"opportunity_id": number, "stage": stage, "status": status, "close_date": close}


def load(company: CompanyFile, saved: date, *deals: Values) -> None:
    """One more version of the pipeline, saved on a day."""
    own = [info.id for info in company.sheets()]
    fields = ("opportunity_id", "stage", "status", "close_date")
    made = sheet(
        [records(Kind.OPPORTUNITY, deals, fields=fields)], company.snapshot(TODAY).frames, source=SOURCE, own_sheets=own
    )
    moment = datetime(saved.year, saved.month, saved.day, 18)
    company.apply(batch(replace(made, modified=moment)), Task())


def seen(sales: Sales) -> list[tuple[str, str, int]]:
    frame = sales[Kind.OPPORTUNITY]
    number = {
        i: sales.names("opportunity_id")[code] for i, code in zip(frame["id"], frame["opportunity_id"], strict=True)
    }
    found = sales.stages_seen
    return sorted(
        (number[i], sales.names("stage")[code], day)
        for i, code, day in zip(found.opportunity, found.stage.tolist(), found.day.tolist(), strict=True)
    )


MONDAYS = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26)]


def pipeline(path: Path) -> CompanyFile:
    company = CompanyFile.create(path, "A")
    load(company, MONDAYS[0], deal("old", "Contact"), deal("still", "Contact"))
    load(company, MONDAYS[1], deal("old", "Offer"), deal("still", "Contact"), deal("new", "Contact"))
    load(company, MONDAYS[2], deal("old", "Offer"), deal("still", "Contact"), deal("new", "Offer"))
    return company


def test_that_each_import_tells_which_stages_changed(tmp_path: Path) -> None:
    with pipeline(tmp_path / "a.salesdesk") as company:
        days = [day_number(day) for day in MONDAYS]
        expected = [
            ("new", "Contact", days[1]),
            ("new", "Offer", days[2]),
            ("old", "Contact", NO_DAY),
            ("old", "Offer", days[1]),
            ("still", "Contact", NO_DAY),
        ]
        assert seen(company.snapshot(TODAY)) == expected
        path = company.path
    with CompanyFile.open(path) as again:
        assert seen(again.snapshot(TODAY)) == expected
        again.undo()
        assert seen(again.snapshot(TODAY)) == [
            ("new", "Contact", days[1]),
            ("old", "Contact", NO_DAY),
            ("old", "Offer", days[1]),
            ("still", "Contact", NO_DAY),
        ]


def test_that_stays_come_from_what_was_seen_and_a_close_ends_the_last(tmp_path: Path) -> None:
    with pipeline(tmp_path / "a.salesdesk") as company:
        load(
            company,
            MONDAYS[3],
            deal("old", "Signed", "won", date(2026, 1, 22)),
            deal("still", "Contact"),
            deal("new", "Offer"),
        )
        sales = company.snapshot(TODAY)
        history, frame = stage_history(sales), sales[Kind.OPPORTUNITY]
        stays = {
            (sales.names("opportunity_id")[frame["opportunity_id"][i]], sales.names("stage")[code]): (enter, leave)
            for i, code, enter, leave in zip(
                history.opportunity,
                history.stage.tolist(),
                history.entered.tolist(),
                history.left.tolist(),
                strict=True,
            )
        }
        days = [day_number(day) for day in MONDAYS]
        assert stays == {
            ("old", "Offer"): (days[1], day_number(date(2026, 1, 22))),
            ("new", "Contact"): (days[1], days[2]),
            ("new", "Offer"): (days[2], NO_DAY),
        }
        assert [sales.names("stage")[code] for code in history.order.tolist()] == ["Contact", "Offer"]


def test_that_merged_stages_are_one_and_a_stage_file_goes_first(tmp_path: Path) -> None:
    with pipeline(tmp_path / "a.salesdesk") as company:
        company.merge([Merge("stage", "Offer", "Contact")])
        sales = company.snapshot(TODAY)
        assert {sales.names("stage")[code] for code in sales.stages_seen.stage.tolist()} == {"Contact"}
        company.undo()
        rows: list[Values] = [{"opportunity_id": "new", "stage": "Offer", "date": date(2026, 1, 14)}]
        told = sheet([records(Kind.STAGE_CHANGE, rows)], company.snapshot(TODAY).frames, source="stages.csv/x")
        company.apply(batch(told), Task())
        sales = company.snapshot(TODAY)
        history, frame = stage_history(sales), sales[Kind.OPPORTUNITY]
        names = [sales.names("opportunity_id")[frame["opportunity_id"][i]] for i in history.opportunity]
        assert sorted(names) == ["new", "old"]
        assert day_number(date(2026, 1, 14)) in history.entered.tolist()
