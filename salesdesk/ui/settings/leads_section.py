"""How leads are scored, and how long what is known of people is kept."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from salesdesk.desk import Desk
from salesdesk.desk.lead_models import LeadModels
from salesdesk.desk.opt_outs import people_of
from salesdesk.desk.privacy import Privacy
from salesdesk.ui.components import Label, button
from salesdesk.ui.language import speech
from salesdesk.ui.settings.section import Section


class LeadsSection(Section):
    """``scoring_asked`` opens the scoring model; the rest is about personal data."""

    scoring_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Leads and privacy"), "shield-check", parent)
        self._privacy = Privacy(desk)
        models = LeadModels(desk)
        self.body.addWidget(Label(self.tr("Scoring model"), "small_strong", "text2"))
        self.body.addWidget(Label(models.title(models.active, speech.current)))
        self.scoring_button = button(self.tr("Weights and thresholds…"), clicked=self.scoring_asked.emit)
        self.scoring_button.setFixedWidth(self.scoring_button.sizeHint().width())
        self.body.addWidget(self.scoring_button)
        self.body.addSpacing(8)
        self.body.addWidget(Label(self.tr("Personal data"), "small_strong", "text2"))
        form = self.add_form()
        self.years = QSpinBox()
        self.years.setRange(1, 30)
        self.years.setValue(self._privacy.retention_years)
        self.years.setSuffix(self.tr(" years"))
        self.years.setFixedWidth(120)
        self.add_row(form, self.tr("Leads without contact are kept for"), self.years)
        outdated, objections = len(self._privacy.outdated()), len(people_of(desk.setting("opt_outs"))[1])
        self.add_note(self.tr("%n lead(s) should be erased by that rule.", "", outdated))
        if objections:
            words = self.tr("%n objection(s) are kept, as codes: those people are left out of imports.", "", objections)
            self.add_note(words)
        self.add_note(self.tr("Everything stays on this computer. No account, no upload."))
        self.body.addStretch(1)

    def changed(self) -> Mapping[str, object]:
        years = self.years.value()
        return {} if years == self._privacy.retention_years else {"retention_years": years}
