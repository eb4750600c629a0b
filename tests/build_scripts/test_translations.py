from pathlib import Path

import pytest

from build_scripts import translations

PAGE = """
from PySide6.QtWidgets import QLabel

class Page(QLabel):
    def say(self, n: int, name: str) -> None:
        self.setText(self.tr("Close {name}").format(name=name))
        self.setText(self.tr("%n row(s)", "", n))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The translations of a window of one page, collected from its code."""
    window = tmp_path / "salesdesk" / "ui"
    window.mkdir(parents=True)
    (window / "page.py").write_text(PAGE)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "WINDOW", window)
    monkeypatch.setattr(translations, "FOLDER", tmp_path / "translations")
    translations.collect(tmp_path / "translations")
    return tmp_path / "translations"


def translate(path: Path, singular: str, plural: str, close: str) -> None:
    words = path.read_text(encoding="utf-8")
    unfinished = '<translation type="unfinished">'
    words = words.replace(f"{unfinished}</translation>", f"<translation>{close}</translation>")
    words = words.replace(unfinished, "<translation>")
    for form in (singular, plural):
        words = words.replace("<numerusform></numerusform>", f"<numerusform>{form}</numerusform>", 1)
    path.write_text(words, encoding="utf-8")


def test_that_a_text_of_the_window_must_be_translated(folder: Path) -> None:
    french, english = translations.faults(folder / "salesdesk_fr.ts"), translations.faults(folder / "salesdesk_en.ts")
    assert french == [
        "salesdesk_fr.ts: Page: 'Close {name}' is not translated",
        "salesdesk_fr.ts: Page: '%n row(s)' is not translated",
    ]
    assert english == ["salesdesk_en.ts: Page: '%n row(s)' is not translated"]


def test_that_translated_texts_pass_and_survive_new_code(folder: Path) -> None:
    french = folder / "salesdesk_fr.ts"
    translate(french, "une ligne", "%n lignes", "Fermer {name}")
    (translations.WINDOW / "page.py").write_text(PAGE + '        self.setText(self.tr("New"))\n')
    translations.collect(folder)
    assert translations.faults(french) == ["salesdesk_fr.ts: Page: 'New' is not translated"]


def test_that_a_lost_placeholder_is_a_fault(folder: Path) -> None:
    french = folder / "salesdesk_fr.ts"
    translate(french, "%n ligne", "des lignes", "Fermer {nom}")
    assert translations.faults(french) == [
        "salesdesk_fr.ts: Page: 'Close {name}' has other placeholders than 'Fermer {nom}'",
        "salesdesk_fr.ts: Page: '%n row(s)' has other placeholders than 'des lignes'",
    ]


def test_that_stale_files_are_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translate(folder / "salesdesk_fr.ts", "une ligne", "%n lignes", "Fermer {name}")
    translate(folder / "salesdesk_en.ts", "one row", "%n rows", "")
    monkeypatch.setattr(translations, "source", lambda language, at=folder: at / f"salesdesk_{language}.ts")
    assert translations.check() == []
    (translations.WINDOW / "page.py").write_text(PAGE.replace("Close", "Shut"))
    assert any("salesdesk_fr.ts is not up to date" in fault for fault in translations.check())


def test_that_compiled_translations_speak_french(folder: Path) -> None:
    from PySide6.QtCore import QTranslator

    translate(folder / "salesdesk_fr.ts", "une ligne", "%n lignes", "Fermer {name}")
    translations.compile_changed(folder)
    translator = QTranslator()
    assert translator.load(str(folder / "salesdesk_fr.qm"))
    assert translator.translate("Page", "Close {name}") == "Fermer {name}"
    assert [translator.translate("Page", "%n row(s)", "", n) for n in (0, 1, 2)] == ["une ligne"] * 2 + ["%n lignes"]
