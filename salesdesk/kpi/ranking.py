"""The findings of a page, those that cost most first, each with what is at stake where that can be told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from salesdesk.kpi.definition import Finding, KpiResult, Status
from salesdesk.kpi.findings import MOST, URGENCY
from salesdesk.kpi.stakes import Stake

_BELOW: Final = ("group_worse", "behind")
"""Findings about a group below the others: a stake puts an amount on them."""


def ranked(result: KpiResult, stakes: Sequence[Stake], currency: str) -> tuple[Finding, ...]:
    """The result's findings and those of its panels, joined with the stakes of its KPI.

    Alerts that no amount can be put on come first, then by euros, then by urgency.
    """
    if result.total.value is None or result.total.few:
        return ()
    left = [*result.findings, *result.kpi.further(result, currency)]
    found = []
    for stake in stakes:
        if stake.kpi != result.kpi.key:
            continue
        twin = next((finding for finding in left if _same(finding, stake)), None)
        if twin is not None:
            left.remove(twin)
        severity = Status.WATCH if twin is None else twin.severity
        found.append(
            Finding(stake.code, severity, stake.text, stake.evidence, stake.dimension, stake.group, euros=stake.euros)
        )
    return tuple(sorted([*found, *left], key=_rank)[:MOST])


def with_ranked(result: KpiResult, stakes: Sequence[Stake], currency: str) -> KpiResult:
    """The same answer, its findings ranked by what is at stake."""
    return replace(result, findings=ranked(result, stakes, currency))


def _same(finding: Finding, stake: Stake) -> bool:
    """Whether a finding says what the stake puts an amount on."""
    grouped = bool(stake.group) and (finding.dimension, finding.group) == (stake.dimension, stake.group)
    return finding.code == stake.code or (grouped and finding.code in _BELOW)


def _rank(finding: Finding) -> tuple[bool, float, int]:
    priceless = finding.euros is None and finding.severity is Status.ALERT
    return not priceless, -(finding.euros or 0.0), URGENCY.index(finding.severity)
