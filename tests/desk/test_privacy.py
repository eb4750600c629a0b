"""One person: found, copied, forgotten, and left out of later imports."""

import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from salesdesk.desk import Desk
from salesdesk.desk.privacy import Privacy
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.store.backup import backups
from tests.cli.conftest import run
from tests.desk.conftest import TODAY

LABEL = Message("lead.change.new", {"name": "Nadia Ferrand"})
SECRETS = (
    "Nadia Ferrand",
    "Ferrand",
    "nadia@saint-aubin.fr",
    "Nadia",
    "0241002233",
    "compresseurs",
    "Directrice technique",
)
HEADER = "lead_id;first_name;last_name;email;phone;job_title;company;created_date;status;notes"
ROWS = (
    "L1;Nadia;Ferrand;nadia@saint-aubin.fr;0241002233;Directrice technique;Clinique;04/03/2026;qualified;compresseurs",
    "L2;Yann;Kervran;yann@kervran.fr;0298001122;Gérant;Brasserie Kervran;05/03/2026;new;Rappeler en mai",
    "L3;Paul;Guérin;paul@guerin.fr;0240003344;Achats;Transports Guérin;06/03/2026;new;A vu Nadia Ferrand au salon",
)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three leads imported twice, one edited by hand, with an activity."""
    folder = tmp_path_factory.mktemp("privacy")
    desk = Desk.create(folder / "company.salesdesk", "Delaunay", today=TODAY)
    for rows in (ROWS[:2], ROWS):
        desk.apply(desk.plan([write(folder / "leads.csv", *rows)], Task()), Task())
    book = desk.leads()
    record = book.card(int(book.select(words="Ferrand")[0])).record
    values: dict[str, object] = {"contact": "Nadia Ferrand", "bant_need_evidence": "Vu avec Nadia Ferrand"}
    desk.edit(Kind.LEAD, record, values | {"bant_need": 15}, LABEL)
    activity = {
        "lead_id": "L1",
        "subject": "Appel à Nadia Ferrand",
        "date": datetime(2026, 3, 6),
        "activity_type": "Appel",
    }
    desk.edit(Kind.ACTIVITY, None, activity, Message("lead.unnamed"))
    desk.close()
    return folder


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(template, tmp_path / "own")
    desk = Desk.open(tmp_path / "own/company.salesdesk", today=TODAY)
    yield desk
    desk.close()


def content(path: Path) -> str:
    """Every byte of a file, its compressed cells and texts opened."""
    parts = [path.read_bytes()]
    connection = sqlite3.connect(path)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):
            for value in row:
                parts.append(value if isinstance(value, bytes) else str(value).encode())
                at = value.find(b"x\x01") if isinstance(value, bytes) else -1
                while at >= 0:
                    with suppress(zlib.error):
                        parts.append(zlib.decompressobj().decompress(value[at:]))
                    at = value.find(b"x\x01", at + 1)
    connection.close()
    return b"\n".join(parts).decode("utf-8", "replace")


def test_that_no_byte_of_an_erased_person_is_left(filled: Desk) -> None:
    privacy = Privacy(filled)
    person = privacy.find("NADIA@saint-aubin.fr")
    assert person.name == "Nadia Ferrand"
    before = content(filled.path)
    assert [secret for secret in SECRETS if secret not in before] == []
    assert backups(filled.path)
    erased = privacy.erase(person)
    assert erased.records == 1
    assert erased.backups >= 1
    (backup,) = backups(filled.path)
    path = filled.path
    assert filled.company.check() == []
    filled.close()
    folder = [path, *path.parent.glob(f"{path.name}-*"), backup]
    for file in folder:
        after = content(file) if file.suffix == path.suffix else file.read_bytes().decode("utf-8", "replace")
        assert [secret for secret in SECRETS if secret.casefold() in after.casefold()] == [], file
    again = Desk.open(path, today=TODAY)
    values = [again.leads().card(i).values for i in range(3)]
    assert [v["contact"] for v in values] == [None, "Yann Kervran", "Paul Guérin"]
    assert [v["notes"] for v in values][1] == "Rappeler en mai"
    sheet = again.sheets()[-1].id
    assert again.company.raw(sheet, 4, 4).row(0)[:4] == ["L3", "Paul", "Guérin", "paul@guerin.fr"], "others keep cells"
    assert set(again.company.raw(sheet, 2, 2).row(0)) == {""}
    again.close()


def test_that_figures_stay_and_everything_still_works(filled: Desk) -> None:
    before = filled.result("qualified_leads", Filter(ALL_TIME)).total.value
    grades = filled.leads().scores.total.tolist()
    Privacy(filled).erase(Privacy(filled).find("Nadia Ferrand"))
    assert filled.result("qualified_leads", Filter(ALL_TIME)).total.value == before
    assert filled.leads().scores.total.tolist() == grades
    while filled.changes():
        filled.undo()
    assert filled.company.check() == []
    assert filled.empty


def test_that_who_opted_out_is_left_out_of_later_imports(filled: Desk, tmp_path: Path) -> None:
    privacy = Privacy(filled)
    privacy.erase(privacy.find("Nadia Ferrand"), opt_out=True)
    changed = (ROWS[0].replace("qualified", "converted"), *ROWS[1:])
    filled.apply(filled.plan([write(tmp_path / "leads.csv", *changed)], Task()), Task())
    book = filled.leads()
    card = next(c for i in range(3) if (c := book.card(i)).values["lead_id"] == "L1")
    assert card.values["status"] == "converted", "what is no personal data is still imported"
    assert [card.values[name] for name in ("contact", "email", "phone", "job_title", "notes")] == [None] * 5
    path = filled.path
    found = content(path)
    assert "nadia@saint-aubin.fr" not in found
    assert "0241002233" not in found
    assert "yann@kervran.fr" in found
    setting = json.dumps(filled.setting("opt_outs"))
    assert "nadia" not in setting.casefold()


def test_that_a_copy_holds_everything_with_its_source(filled: Desk) -> None:
    privacy = Privacy(filled)
    told = privacy.copy_of(privacy.find("Nadia Ferrand"), "fr")
    assert json.loads(json.dumps(told)) == told
    (lead,) = told["leads"]
    assert (lead["email"], lead["source"]["file"], lead["source"]["row"]) == ("nadia@saint-aubin.fr", "leads.csv", 2)
    assert lead["cells"]["job_title"] == "Directrice technique"
    assert lead["received_at"] == "2026-03-04T00:00:00"
    assert [activity["subject"] for activity in told["activity"]] == ["Appel à Nadia Ferrand"]
    assert any("Nadia Ferrand" in step["what"] for step in told["history"])


def test_that_namesakes_and_part_names_are_nobody(filled: Desk) -> None:
    for words in ("Ferrand", "nadia", "", "personne@nulle.part"):
        with pytest.raises(SalesDeskError):
            Privacy(filled).find(words)


def test_that_leads_without_contact_for_three_years_are_told(desk: Desk) -> None:
    edit = Message("lead.unnamed")
    ages = (datetime(2023, 3, 23), datetime(2023, 3, 24), datetime(2020, 1, 1), datetime(2019, 1, 1), None)
    for index, day in enumerate(ages):
        values = {"lead_id": f"L{index}", "received_at": day, "status": "converted" if index == 3 else "new"}
        desk.edit(Kind.LEAD, None, values, edit)
    privacy, leads = Privacy(desk), desk.sales[Kind.LEAD]

    def outdated() -> list[str]:
        return [desk.sales.names("lead_id")[code] for code in leads["lead_id"][privacy.outdated()]]

    assert outdated() == ["L2", "L0"]
    privacy.set_retention(5)
    assert outdated() == ["L2"]
    desk.edit(Kind.ACTIVITY, None, {"lead_id": "L2", "date": datetime(2026, 1, 1)}, edit)
    assert outdated() == []
    with pytest.raises(SalesDeskError):
        privacy.set_retention(0)


def test_that_the_command_asks_before_it_erases(filled: Desk) -> None:
    path = filled.path
    filled.close()
    said = run("erase-person", "nadia@saint-aubin.fr", "--company", path, "--lang", "fr")
    assert said.code == 1
    assert "--yes" in said.err
    told = run("erase-person", "nadia@saint-aubin.fr", "--company", path, "--dry-run").json
    assert told["person"] == "Nadia Ferrand"
    done = run("erase-person", "nadia@saint-aubin.fr", "--company", path, "--yes", "--opt-out", "--lang", "fr")
    assert done.code == 0, done.err
    assert run("erase-person", "nadia@saint-aubin.fr", "--company", path, "--yes").code == 1
    assert run("check", "--company", path).code == 0


def test_that_a_lead_typed_by_hand_can_be_erased(desk: Desk) -> None:
    desk.edit(Kind.LEAD, None, {"contact": "Nadia Ferrand", **dict.fromkeys(BANT, 15)}, LABEL)
    Privacy(desk).erase(Privacy(desk).find("Nadia Ferrand"))
    assert desk.leads().card(0).values["contact"] is None
    assert np.array_equal(desk.leads().scores.total, [60])
    path = desk.path
    desk.close()
    assert "Ferrand" not in content(path)
