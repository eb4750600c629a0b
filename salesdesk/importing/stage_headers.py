"""Headers that come once per stage of a pipeline, as HubSpot writes them: Date entered "Negotiation (Sales)"."""

import re
from typing import Final

_QUOTED: Final = r"\s*:?\s*[\"'«“‘]\s*(?P<stage>.+?)\s*[\"'»”’]\s*$"
_ENTERED: Final = re.compile(
    r"^(?:date )?(?:entered|d['’]entr[ée]e)(?: (?:dans|en|à|into))?(?: (?:the |l['’]|la )?(?:stage|[ée]tape|phase))?"
    + _QUOTED,
    re.IGNORECASE,
)
_ABOUT_STAGES: Final = re.compile(
    r"^(?:date exited|date de sortie|cumulative time in|latest time in|temps cumul[ée]|dernier temps)\b"
    r".*[\"'«“‘].+[\"'»”’]",
    re.IGNORECASE,
)
_PIPELINE: Final = re.compile(r"\s*\([^()]*\)$")


def stage_entered(header: str) -> str:
    """The stage whose day of entry a column holds; '' for other columns.  The pipeline in brackets is left out."""
    found = _ENTERED.match(header.strip())
    return _PIPELINE.sub("", found["stage"]).strip() if found else ""


def is_about_stages(header: str) -> bool:
    """Whether a column is one of those that come once per stage: no list of headers can know them."""
    return bool(stage_entered(header)) or _ABOUT_STAGES.match(header.strip()) is not None
