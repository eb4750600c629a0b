"""Saved views: what was set comes back, with the data as they are now."""

from datetime import date

from salesdesk.desk import Desk
from salesdesk.desk.views import SavedView, SavedViews
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME, Period, Unit, containing, rolling_year


def test_that_a_view_comes_back_as_it_was_saved(desk: Desk) -> None:
    views = SavedViews(desk)
    quarter = containing(date(2026, 2, 3), Unit.QUARTER)
    odd = Period(date(2026, 1, 5), date(2026, 1, 20))
    for number, period in enumerate((quarter, odd, ALL_TIME)):
        where = Filter(period, {"rep": ("Claire Moreau", ""), "channel": ("Salons",)})
        views.save(SavedView.of(f"v{number}", "loss_rate", where, "previous", "count", "rep"))
    found = SavedViews(desk).all()
    assert [view.name for view in found] == ["v0", "v1", "v2"]
    assert [view.filter(desk).period for view in found] == [quarter, odd, ALL_TIME]
    assert dict(found[0].filter(desk).members) == {"rep": ("Claire Moreau", ""), "channel": ("Salons",)}
    assert (found[0].page, found[0].compared, found[0].basis, found[0].dimension) == (
        "loss_rate",
        "previous",
        "count",
        "rep",
    )


def test_that_the_last_twelve_months_move_on(desk: Desk) -> None:
    view = SavedView.of("year", "overview", Filter(rolling_year(date(2020, 5, 4))), "year")
    assert view.filter(desk).period == rolling_year(desk.sales.as_of)


def test_that_a_name_is_kept_once_forgotten_and_taken_back(desk: Desk) -> None:
    views = SavedViews(desk)
    for page in ("loss_rate", "sales_cycle"):
        views.save(SavedView.of("mine", page, Filter(ALL_TIME), "year"))
    assert [view.page for view in views.all()] == ["sales_cycle"]
    views.remove("mine")
    assert views.all() == []
    desk.take_back()
    assert [view.page for view in views.all()] == ["sales_cycle"]


def test_that_views_that_cannot_be_read_are_left_out(desk: Desk) -> None:
    desk.set_setting("views", [{"name": 1}, "x", {"name": "a", "page": "b", "period": "rubbish", "members": {}}])
    (view,) = SavedViews(desk).all()
    assert view.filter(desk).period == ALL_TIME
