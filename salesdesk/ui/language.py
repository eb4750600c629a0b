"""The reader's language: Qt's translations, the core's sentences, numbers and dates."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from salesdesk.domain.resources import resource
from salesdesk.domain.texts import Language, Message, say, text

if TYPE_CHECKING:
    from salesdesk.domain.formats import Formats


class Speech(QObject):
    """The language in force.  Widgets are rebuilt on ``language_changed``."""

    language_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current: Language = "fr"
        self._translators: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Install the translations of a language and say that it changed."""
        app = QCoreApplication.instance()
        assert app is not None
        for translator in self._translators:
            app.removeTranslator(translator)
        self._translators = []
        QLocale.setDefault(QLocale("fr_FR" if language == "fr" else "en_GB"))
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (
            (f"qtbase_{language}", qt_folder),
            (f"salesdesk_{language}", str(resource("translations"))),
        ):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
                self._translators.append(translator)
        changed = language != self.current
        self.current = language
        if changed:
            self.language_changed.emit()

    def text(self, key: str, **values: object) -> str:
        """A sentence of the core."""
        return text(key, self.current, **values)

    def say(self, message: Message) -> str:
        return say(message, self.current)

    def formats(self, currency: str = "EUR") -> "Formats":
        """How numbers and dates are written."""
        from salesdesk.domain.formats import Formats

        return Formats(self.current, currency)


speech: Final = Speech()
