"""Where a lead came from, in words: file and row or a hand, the day, the channel."""

from datetime import datetime

import numpy as np
from PySide6.QtCore import QCoreApplication

from salesdesk.desk import Desk
from salesdesk.desk.leads import LeadCard
from salesdesk.desk.rows import RowsTable
from salesdesk.domain.columns import Kind
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import address_words


def source_words(desk: Desk, card: LeadCard) -> str:
    """One line: source, reception and channel."""
    address = RowsTable(desk.sales, Kind.LEAD, np.array([card.position]), desk.sheet_names()).address(0)
    by_hand = QCoreApplication.translate("LeadSource", "typed by hand")
    came = f"{address.file}, {address_words(address)}" if address.sheet_id else by_hand
    received, channel = card.values["received_at"], card.values["channel"]
    day = speech.formats().date(received.date()) if isinstance(received, datetime) else "–"
    words = QCoreApplication.translate("LeadSource", "Source: {source}. Received: {day}. Channel: {channel}.")
    return words.format(source=came, day=day, channel=channel or "–")
