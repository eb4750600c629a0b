"""What a rep does with a lead: contact it, act, make it an opportunity, win or lose it.  Every step can be undone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

from salesdesk.desk.desk import Desk
from salesdesk.desk.leads import LeadCard
from salesdesk.domain.changes import Edit
from salesdesk.domain.columns import NO_CODE, STATUSES, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import Message
from salesdesk.kpi.leads import qualification
from salesdesk.kpi.stages import closing_stages, stage_history
from salesdesk.scoring.links import lead_of_opportunity
from salesdesk.scoring.outcome import outcomes

ACTIVITY_TYPES: Final = ("meeting", "call", "answer", "message")
"""Kinds of interaction that can be typed; ``lead.activity.<key>`` is what the company file calls them."""

_OPEN: Final = STATUSES.index("open")


@dataclass(frozen=True)
class Deal:
    """The opportunity of a lead.  ``since``: the day of its stage."""

    record: int
    stage: str
    status: str
    since: date | None


class LeadWork:
    """Steps with one lead, named by its record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # ------------------------------------------------------------------ actions and interactions

    def done(self, record: int, kind: str = "", *, next_action: str = "", due: date | None = None) -> None:
        """The next action is done: it becomes an interaction of this moment, and another may follow.

        ``kind``: the activity's type in the company's words ('' : not told).
        """
        card = self._card(record)
        action = str(card.values["next_action"] or "")
        values: dict[str, object] = {"next_action": next_action or None, "next_action_date": due}
        edits = self._interaction(card, kind, action, self._desk.now, values)
        self._desk.edit_all(edits, self._told("done", card, action=action or Message("lead.change.an_action")))

    def postpone(self, record: int, due: date) -> None:
        """The next action waits until ``due``."""
        card = self._card(record)
        edit = Edit(Kind.LEAD, record, {"next_action_date": due})
        self._desk.edit_all([edit], self._told("postponed", card, days=self._days_late(card, due)))

    def interact(self, record: int, kind: str, subject: str = "", at: datetime | None = None) -> None:
        """Notes a call, visit or reply; the first one is the first contact."""
        card = self._card(record)
        edits = self._interaction(card, kind, subject, at or self._desk.now, {})
        self._desk.edit_all(edits, self._told("interaction", card, kind=kind))

    # ------------------------------------------------------------------ opportunity

    def deal(self, record: int) -> Deal | None:
        """The opportunity that decides the lead; None when it has none."""
        sales = self._desk.sales
        place = self._card(record).position
        at = int(outcomes(sales).opportunity[place])
        if at < 0:
            return None
        frame = sales[Kind.OPPORTUNITY]
        stage, status = int(frame["stage"][at]), int(frame["status"][at])
        return Deal(
            int(frame["id"][at]),
            sales.names("stage")[stage] if stage != NO_CODE else "",
            STATUSES[status if status != NO_CODE else _OPEN],
            self._since(at),
        )

    def stages(self) -> list[str]:
        """The company's stages in the order in which opportunities usually meet them, closing ones left out.

        Stages that no history orders come last, by frequency.
        """
        sales = self._desk.sales
        codes = sales[Kind.OPPORTUNITY]["stage"]
        counts = np.bincount(codes[codes != NO_CODE], minlength=len(sales.names("stage")))
        ordered = stage_history(sales).order.tolist()
        rest = [code for code in np.argsort(-counts, kind="stable").tolist() if code not in ordered and counts[code]]
        closing = closing_stages(sales)
        return [sales.names("stage")[code] for code in (*ordered, *rest) if not closing[code]]

    def open_opportunity(self, record: int, stage: str, amount: float | None = None) -> int:
        """Makes the lead an opportunity in a stage, from today on; returns the opportunity's record.

        Raises SalesDeskError when the lead has one that is open.
        """
        card = self._card(record)
        deal = self.deal(record)
        if deal is not None and deal.status == "open":
            raise SalesDeskError("lead.error.has_opportunity", name=card.name)
        edits = self._opportunity(card, {"stage": stage, "status": "open"}, amount)
        edits.append(self._stage_change(str(edits[-1].values["opportunity_id"]), stage, self._desk.today))
        return self._desk.edit_all(edits, self._told("opportunity", card, stage=stage))[-2]

    def move(self, record: int, stage: str, day: date | None = None) -> None:
        """The lead's open opportunity goes to another stage."""
        card = self._card(record)
        edits = self.moving(record, stage, day)
        if not edits:
            raise SalesDeskError("lead.error.no_opportunity", name=card.name)
        self._desk.edit_all(edits, self._told("stage", card, stage=stage))

    def moving(self, record: int, stage: str, day: date | None = None) -> list[Edit]:
        """What a move to another stage writes; nothing where no opportunity is open."""
        card, deal = self._card(record), self.deal(record)
        if deal is None or deal.status != "open":
            return []
        number, edits = self._numbered(card, deal.record)
        edits.append(Edit(Kind.OPPORTUNITY, deal.record, {"stage": stage}))
        return [*edits, self._stage_change(number, stage, day or self._desk.today)]

    def win(self, record: int, day: date | None = None, amount: float | None = None) -> None:
        """The lead is a sale; without an opportunity, one is made that is won."""
        self._close(record, "won", day, {} if amount is None else {"amount": amount})

    def lose(self, record: int, reason: str, day: date | None = None) -> None:
        """The lead is lost, for a reason.

        Its opportunity is lost with it.  A qualified lead without one is lost as an opportunity, so that it counts
        among the lost ones; a lead that was never qualified is unqualified.
        """
        if not reason.strip():
            raise SalesDeskError("lead.error.no_reason")
        self._close(record, "lost", day, {"loss_reason": reason.strip()})

    # ------------------------------------------------------------------ inside

    def _close(self, record: int, status: str, day: date | None, values: dict[str, object]) -> None:
        card, deal = self._card(record), self.deal(record)
        if deal is not None and deal.status == "won":
            raise SalesDeskError("lead.error.won", name=card.name)
        day = day or self._desk.today
        closing = {"status": status, "close_date": day, **values}
        lead: dict[str, object] = {"next_action": None, "next_action_date": None, "closed_date": day}
        edits: list[Edit] = []
        if deal is not None and deal.status == "open":
            edits.append(Edit(Kind.OPPORTUNITY, deal.record, closing))
        elif status == "won" or qualification(self._desk.sales).qualified[card.position]:
            edits += self._opportunity(card, closing, None)
        if status == "won":
            lead["status"] = "converted"
        else:
            lead["loss_reason"] = values["loss_reason"]
            if not edits:
                lead["status"] = "unqualified"
        edits.insert(0, Edit(Kind.LEAD, record, lead))
        self._desk.edit_all(edits, self._told(status, card, reason=values.get("loss_reason", "")))

    def _card(self, record: int) -> LeadCard:
        book = self._desk.leads()
        position = book.position(record)
        if position < 0:
            raise SalesDeskError("lead.error.gone")
        return book.card(position)

    def _told(self, change: str, card: LeadCard, **values: object) -> Message:
        return Message(f"lead.change.{change}", {"name": card.name or Message("lead.unnamed"), **values})

    def _interaction(
        self, card: LeadCard, kind: str, subject: str, at: datetime, values: dict[str, object]
    ) -> list[Edit]:
        """The lead's edits, and the activity itself."""
        lead_id, named = self._lead_id(card)
        lead = {**values, **named}
        if card.values["first_contact_at"] is None:
            lead["first_contact_at"] = at
        activity = {
            "lead_id": lead_id,
            "activity_type": kind or None,
            "subject": subject or None,
            "rep": card.values["rep"],
            "date": at,
        }
        edits = [Edit(Kind.LEAD, card.record, lead)] if lead else []
        return [*edits, Edit(Kind.ACTIVITY, None, activity)]

    def _lead_id(self, card: LeadCard) -> tuple[str, dict[str, object]]:
        """What activities and opportunities call the lead, and what must be typed over it so that it answers."""
        held = card.values["lead_id"]
        if held:
            return str(held), {}
        made = f"SD-{card.record}"
        return made, {"lead_id": made}

    def _opportunity(self, card: LeadCard, values: dict[str, object], amount: float | None) -> list[Edit]:
        """The lead's edit where it has no number yet, then the new opportunity."""
        lead_id, named = self._lead_id(card)
        own = int((lead_of_opportunity(self._desk.sales) == card.position).sum())
        lead = card.values
        qualified, contact = lead["qualified_at"], lead["first_contact_at"]
        opportunity: dict[str, object] = {
            "opportunity_id": f"{lead_id}/{own + 1}",
            "lead_id": lead_id,
            "name": card.name or None,
            "customer": lead["company"] or lead["contact"],
            "amount": lead["amount"] if amount is None else amount,
            "created_date": self._desk.today,
            "first_contact_date": contact.date() if isinstance(contact, datetime) else None,
            "qualified_date": qualified.date() if isinstance(qualified, datetime) else None,
            **{name: lead[name] for name in ("rep", "channel", "segment", "customer_type", "sector", "region")},
            **values,
        }
        edits = [Edit(Kind.LEAD, card.record, named)] if named else []
        return [*edits, Edit(Kind.OPPORTUNITY, None, opportunity)]

    def _numbered(self, card: LeadCard, opportunity: int) -> tuple[str, list[Edit]]:
        """The opportunity's number, and the edit that gives it one where it has none."""
        sales = self._desk.sales
        frame = sales[Kind.OPPORTUNITY]
        code = int(frame["opportunity_id"][int(np.flatnonzero(frame["id"] == opportunity)[0])])
        if code != NO_CODE:
            return sales.names("opportunity_id")[code], []
        made = f"SD-{card.record}/{opportunity}"
        return made, [Edit(Kind.OPPORTUNITY, opportunity, {"opportunity_id": made})]

    @staticmethod
    def _stage_change(number: str, stage: str, day: date) -> Edit:
        return Edit(Kind.STAGE_CHANGE, None, {"opportunity_id": number, "stage": stage, "date": day})

    def _since(self, opportunity: int) -> date | None:
        """Day on which the opportunity came into its present stage."""
        sales = self._desk.sales
        history = stage_history(sales)
        stays = np.flatnonzero(
            (history.opportunity == opportunity) & (history.stage == sales[Kind.OPPORTUNITY]["stage"][opportunity])
        )
        return date(1970, 1, 1) + timedelta(days=int(history.entered[stays].max())) if len(stays) else None

    @staticmethod
    def _days_late(card: LeadCard, due: date) -> int:
        held = card.values["next_action_date"]
        return (due - held).days if isinstance(held, date) else 0
