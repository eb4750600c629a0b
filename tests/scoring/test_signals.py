"""Engagement and profile: what the data tells of each signal, what a hand says otherwise, what time leaves of it."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from salesdesk.domain.columns import ENGAGEMENT_SIGNALS, PROFILE_SIGNALS, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import LANGUAGES, say
from salesdesk.scoring.learn import learn
from salesdesk.scoring.model import DEFAULT, from_json
from salesdesk.scoring.score import Scores, score, score_leads
from salesdesk.scoring.signals import best_sectors
from tests.kpi.building import Builder
from tests.scoring.simulated import history

TODAY = date(2026, 3, 24)
Lead = dict[str, list[object]]


def scored(lead: Lead, *, lines: Lead | None = None, acts: Lead | None = None, reps: Lead | None = None) -> Scores:
    return score_leads(built(lead, lines=lines, acts=acts, reps=reps), DEFAULT, TODAY)


def built(lead: Lead, *, lines: Lead | None = None, acts: Lead | None = None, reps: Lead | None = None) -> Sales:
    made = Builder().add(Kind.LEAD, lead)
    for kind, columns in ((Kind.ORDER_LINE, lines), (Kind.ACTIVITY, acts), (Kind.REP, reps)):
        if columns:
            made = made.add(kind, columns)
    return made.build()


def told(scores: Scores, name: str) -> list[int]:
    return [int(found) for found in scores.signals.told[name]]


def test_that_the_starting_points_make_twenty_each() -> None:
    assert sum(DEFAULT.signals[name] for name in ENGAGEMENT_SIGNALS) == 20
    assert sum(DEFAULT.signals[name] for name in PROFILE_SIGNALS) == 20


def test_that_visits_and_reading_are_told_by_counts() -> None:
    scores = scored({"site_visits": [2, 3, None], "email_opens": [None, 0, 1], "downloads": [1, 0, None]})
    assert told(scores, "visited_site") == [0, 1, -1]
    assert told(scores, "read_content") == [1, 0, 1]
    assert scores.digital.tolist() == [2, 3, 2]


def test_that_a_fair_is_told_by_the_source_or_an_activity() -> None:
    acts: Lead = {"lead_id": ["L2"], "activity_type": ["Salon"], "date": [datetime(2026, 3, 1)]}
    scores = scored({"lead_id": ["L1", "L2", "L3"], "channel": ["Salons professionnels", "Web", "Web"]}, acts=acts)
    assert told(scores, "came_to_fair") == [1, 1, -1]


def test_that_a_reply_within_two_days_of_the_first_contact_is_fast() -> None:
    lead: Lead = {"lead_id": ["L1", "L2", "L3"], "first_contact_at": [datetime(2026, 3, 2, 9)] * 3}
    days = [datetime(2026, 3, 4, 18), datetime(2026, 3, 5)]
    acts: Lead = {"lead_id": ["L1", "L2"], "activity_type": ["Réponse du client"] * 2, "date": list(days)}
    assert told(scored(lead, acts=acts), "replied_fast") == [1, 0, -1]


def test_that_a_quote_sent_is_not_a_quote_asked_for() -> None:
    lead: Lead = {"lead_id": ["L1", "L2"]}
    subjects: list[object] = ["Demande de devis", "Envoi du devis"]
    acts: Lead = {"lead_id": ["L1", "L2"], "subject": subjects, "date": [datetime(2026, 3, 1)] * 2}
    assert told(scored(lead, acts=acts), "asked_quote") == [1, -1]


def test_that_only_who_bought_before_the_lead_was_a_customer() -> None:
    lead: Lead = {"company": ["Kervran", "BAZIN", "Neuf"], "received_at": [datetime(2026, 2, 1)] * 3}
    lines: Lead = {"customer": ["Kervran", "Bazin"], "date": [date(2025, 6, 1), date(2026, 2, 20)], "amount": [10, 10]}
    assert told(scored(lead, lines=lines), "was_customer") == [1, 0, 0]


def test_that_target_sectors_are_those_of_half_of_the_revenue() -> None:
    sectors: list[object] = ["Bois", "Santé", "Auto"]
    lines: Lead = {"sector": sectors, "amount": [60, 30, 10], "date": [date(2026, 1, 1)] * 3}
    sales = built({"sector": ["Bois", "Santé", None]}, lines=lines)
    assert best_sectors(sales) == ("Bois",)
    assert told(score_leads(sales, DEFAULT, TODAY), "fits_sector") == [1, 0, -1]
    aimed = score_leads(sales, replace(DEFAULT, sectors=("santé",)), TODAY)
    assert told(aimed, "fits_sector") == [0, 1, -1]


def test_that_area_and_size_are_compared_with_the_company() -> None:
    reps: Lead = {"rep": ["Claire"], "region": ["Sarthe"]}
    scores = scored({"region": ["Sarthe", "Var"], "company_size": [50, 49]}, reps=reps)
    assert (told(scores, "fits_area"), told(scores, "fits_size")) == ([1, 0], [1, 0])
    assert scores.profile.tolist() == [9, 0]


def test_that_a_hand_goes_before_the_data_and_a_number_before_both() -> None:
    lead: Lead = {"site_visits": [9, 9, 9], "visited_site": [False, None, None], "engagement": [None, None, 14]}
    scores = scored(lead)
    assert scores.digital.tolist() == [0, 3, 14]
    assert scores.signals.noted["engagement"].tolist() == [False, False, True]


def test_that_old_engagement_fades_and_profile_does_not() -> None:
    # 90 days are a half-life: 20 points are 10, and of 180 days 5.
    lead: Lead = {
        "engagement": [20, 20, 20],
        "engagement_date": [date(2026, 3, 24), date(2025, 12, 24), None],
        "profile": [20, 20, 20],
        "profile_date": [date(2020, 1, 1)] * 3,
    }
    scores = scored(lead)
    assert scores.digital.tolist() == pytest.approx([20, 10, 20])
    assert scores.profile.tolist() == [20, 20, 20]


def test_that_every_signal_is_said_and_the_points_add_up() -> None:
    lead: Lead = {"site_visits": [5], "email_opens": [2], "engagement_date": [date(2025, 12, 24)], "company_size": [90]}
    found = score(scored(lead), 0)
    assert sum(int(str(reason.values["points"])) for reason in found.reasons) == found.total
    words = [[say(reason, language) for reason in found.reasons] for language in LANGUAGES]
    assert any("A visité le site 3 fois · A lu nos contenus" in line and "50\u00a0%" in line for line in words[0])
    assert any("Target size" in line for line in words[1])


def test_that_signals_of_a_company_survive_its_file() -> None:
    own = replace(DEFAULT, name="A", sectors=("Bois",), areas=("Sarthe",), size_from=10)
    held = from_json(own.to_json())
    assert held == own
    old = {
        key: value for key, value in own.to_json().items() if key not in ("signals", "sectors", "areas", "size_from")
    }
    assert from_json(old).signals == DEFAULT.signals


def test_that_buying_afterwards_teaches_nothing() -> None:
    """Who was won becomes a customer: it must not count as having been one when the weights are learnt."""
    n = 120
    won = [i % 2 == 0 for i in range(n)]
    lead: Lead = {
        "lead_id": [f"L{i}" for i in range(n)],
        "company": [f"C{i}" for i in range(n)],
        "received_at": [datetime(2025, 1 + i % 6, 1) for i in range(n)],
        "bant_budget": [15 if (i % 2 == 0) != (i % 5 == 0) else 5 for i in range(n)],
    }
    lines: Lead = {
        "customer": [f"C{i}" for i in range(n) if won[i]],
        "date": [date(2025, 9, 2)] * sum(won),
        "amount": [100] * sum(won),
    }
    deals: Lead = {
        "lead_id": list(lead["lead_id"]),
        "status": ["won" if win else "lost" for win in won],
        "close_date": [date(2025, 9, 1 + i % 28) for i in range(n)],
    }
    sales = Builder().add(Kind.LEAD, lead).add(Kind.ORDER_LINE, lines).add(Kind.OPPORTUNITY, deals).build()
    assert learn(sales).model.weights["profile"] == 0


def test_that_a_signal_ticked_after_the_sale_is_refused() -> None:
    _, won = history()
    planted = {"engagement": np.full(len(won), np.nan), "asked_quote": np.where(won, 1, -1).astype(np.int8)}
    proposal = learn(history(planted=planted)[0])
    assert proposal.refused == {"engagement": "one_sided"}
    assert proposal.model.weights["engagement"] == 0
