"""What the reader's process has got out of a file so far."""

from dataclasses import dataclass, field

from salesdesk.domain.problem import Problem
from salesdesk.importing.book import RawSheet


@dataclass
class Reading:
    sheets: list[RawSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
