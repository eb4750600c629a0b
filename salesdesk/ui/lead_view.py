"""One lead, told by the form in the middle and by the side at right."""

from salesdesk.desk import Desk
from salesdesk.desk.lead_duplicates import Apart, twin
from salesdesk.desk.lead_follow_up import reaction
from salesdesk.desk.lead_history import history
from salesdesk.desk.lead_work import LeadWork
from salesdesk.desk.leads import LeadBook, LeadCard
from salesdesk.desk.privacy import Privacy
from salesdesk.scoring.outcome import outcomes
from salesdesk.ui.language import speech
from salesdesk.ui.lead_form import LeadForm
from salesdesk.ui.lead_side import LeadSide
from salesdesk.ui.lead_source import source_words


def show_lead(desk: Desk, book: LeadBook, card: LeadCard, form: LeadForm, side: LeadSide) -> None:
    """Answers and signals, score and clock, opportunity and history, and what else is to be known of a lead."""
    at, formats = card.position, speech.formats(book.sales.currency)
    asked = book.asks_meddic(at)
    form.show_card(card, book.model, formats)
    form.show_signals(book, at)
    form.show_meddic(asked=asked)
    form.strip.show_history(book.worth, book.model, card.grade, formats)
    form.identity.show_source(source_words(desk, card), outdated=Privacy(desk).is_outdated(at))
    other = twin(book, at, Apart(desk).all())
    form.identity.show_twin(book.card(other) if other >= 0 else None)
    side.show_card(card, book.score(at), int(book.scores.met[at]), book.today)
    limit = book.model.meddic_from
    side.show_meddic(on=asked, from_amount=formats.short_money(limit) if limit is not None else "")
    over = bool(outcomes(book.sales).over[at])
    side.show_clock(None if over else reaction(card, desk.now))
    work = LeadWork(desk)
    deal = work.deal(card.record)
    side.show_deal(deal, work.stages())
    form.show_stage(deal, book.today)
    side.history.show_events(history(desk, card.record), formats)
