"""Placeholder until kpi.verdict lands."""

from collections.abc import Sequence

from salesdesk.domain.texts import Language, Message, text
from salesdesk.kpi.definition import KpiResult


def sentence(result: KpiResult, language: Language) -> str:
    return text(f"report.{result.status}", language) + "."


def short(result: KpiResult, language: Language) -> str:
    return ""


def overview(results: Sequence[KpiResult]) -> Message | None:
    return None
