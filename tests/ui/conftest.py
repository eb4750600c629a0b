"""What the window's tests share."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from salesdesk.desk import Desk
from salesdesk.desk.sample import make_sample
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from salesdesk.ui.application import dress
from salesdesk.ui.board import Board
from salesdesk.ui.job import wait_for_jobs
from salesdesk.ui.language import speech
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import theme

TODAY = date(2026, 3, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty company."""
    made = Desk.create(tmp_path / "company.salesdesk", "Delaunay Équipements", today=TODAY)
    yield made
    wait_for_jobs()
    made.close()


@pytest.fixture
def sales_csv(tmp_path: Path) -> Path:
    """Five sales in French form: one amount has a letter O for a zero."""
    path = tmp_path / "ventes.csv"
    lines = [
        "N° facture;Date;Client;Commercial;Montant HT;Coût d'achat",
        "FA-1;05/01/2026;Clinique Saint-Aubin;C. Moreau;12480,00;7610,40",
        "FA-2;15/01/2026;Brasserie Kervran;J. Le Goff;8940,50;5412,00",
        "FA-3;16/01/2026;Plasturgie Moreau;C. Moreau;31200,00;19032,00",
        "FA-4;17/01/2026;Fonderie Bazin;C. Moreau;12.5O0,00;8060,00",
        "FA-5;18/01/2026;Clinique Saint-Aubin;J. Le Goff;6315,00;4104,75",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _day(index: int) -> date:
    return date(2025, 1, 6) + timedelta(days=index * 440 // 400)


def _write(path: Path, header: str, rows: list[str]) -> Path:
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company file with 400 opportunities over two channels and three reps, and 200 sales with costs."""
    folder = tmp_path_factory.mktemp("sold")
    reps, channels = ("Claire Moreau", "Julien Le Goff", "Inès Fabre"), ("Salons", "Site web")
    stages = ("Gagnée", "Perdue", "Perdue", "En cours")
    deals = [
        f"O-{i};{reps[i % 3]};{channels[i % 2]};{_day(i):%d/%m/%Y};{_day(i) + timedelta(days=20 + i % 9):%d/%m/%Y};"
        f"{stages[i % 4]};{1000 + i}"
        for i in range(400)
    ]
    header = "N° opportunité;Commercial;Canal;Date de premier contact;Date de clôture;Statut;Montant"
    pipeline = _write(folder / "opportunites.csv", header, deals)
    lines = [
        f"FA-{i};{_day(i * 2):%d/%m/%Y};Client {i % 40};{reps[i % 3]};Gamme {i % 4};{500 + i},00;{300 + i % 50},00"
        for i in range(200)
    ]
    header = "N° facture;Date;Client;Commercial;Gamme;Montant HT;Coût d'achat"
    sales = _write(folder / "ventes.csv", header, lines)
    path = folder / "vendu.salesdesk"
    made = Desk.create(path, "Vendu & Fils", today=TODAY)
    made.apply(made.plan([pipeline, sales], Task()), Task())
    made.close()
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company's file, not marked as a sample."""
    path = make_sample(tmp_path_factory.mktemp("sample") / "delaunay.salesdesk", Task(), TODAY)
    with CompanyFile.open(path) as company:
        company.set_setting("demo", value=False)
    return path


@pytest.fixture
def sold_desk(sold: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the company that has sold, open."""
    copy = tmp_path / sold.name
    copy.write_bytes(sold.read_bytes())
    made = Desk.open(copy, today=TODAY)
    yield made
    made.close()


@pytest.fixture
def board(sold_desk: Desk, qtbot: QtBot) -> Iterator[Board]:
    """The scoreboard with its first answers."""
    made = Board(sold_desk)
    with qtbot.waitSignal(made.results_changed, timeout=20_000):
        made.refresh()
    yield made
    wait_for_jobs()
    QCoreApplication.processEvents()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Looks that no other test sees."""
    return Preferences(tmp_path / "looks.ini")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is written where the user's own companies lie."""
    folder = tmp_path / "data"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_names, **_options: str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_question_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that no test answers fails its test; it would wait for ever."""

    def unanswered(box: QMessageBox) -> int:
        raise AssertionError(box.text())

    monkeypatch.setattr(QMessageBox, "exec", unanswered)


@pytest.fixture(autouse=True)
def looks(qapp: QApplication, preferences: Preferences) -> Iterator[None]:
    """Every test begins in French and light."""
    preferences.language = "fr"
    preferences.theme = "light"
    dress(qapp, preferences)
    yield
    speech.speak("fr")
    theme.apply("light")
    QGuiApplication.clipboard().clear()  # it must not ask Python for its words once Python has ended


@pytest.fixture(autouse=True)
def yes_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that fails while work runs must not wait for somebody to agree to its end."""
    monkeypatch.setattr("salesdesk.ui.main_window.ask", lambda *_words, **_options: True)


@pytest.fixture
def bare_window(preferences: Preferences, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window before anything is opened."""
    made = MainWindow(preferences)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()
    wait_for_jobs(30_000)
    QCoreApplication.processEvents()
    if made.desk is not None:
        made.desk.close()


@pytest.fixture
def window(sold_desk: Desk, bare_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the company that has sold, its figures shown."""
    with qtbot.waitSignal(bare_window.ready, timeout=20_000):
        bare_window.open_company(sold_desk.path)
    return bare_window


@pytest.fixture
def sample_window(sample: Path, bare_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window with a copy of the sample company, its figures shown."""
    copy = tmp_path / sample.name
    copy.write_bytes(sample.read_bytes())
    with qtbot.waitSignal(bare_window.ready, timeout=30_000):
        bare_window.open_company(copy)
    return bare_window
