import tomllib
from dataclasses import fields

import pytest

from salesdesk.charts.style import Style, Theme, style
from salesdesk.domain.resources import resource
from salesdesk.kpi.definition import Status


def luminance(colour: str) -> float:
    linear = []
    for i in (1, 3, 5):
        part = int(colour[i : i + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_that_the_style_has_exactly_the_tokens_of_the_file() -> None:
    tokens = tomllib.loads(resource("tokens.toml").read_text(encoding="utf-8"))
    assert {field.name for field in fields(Style)} == {"theme", *tokens}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_every_text_colour_can_be_read_on_every_ground(theme: Theme) -> None:
    tokens = style(theme)
    for words in (tokens.text, tokens.text2, tokens.text3):
        for ground in (tokens.bg, tokens.rail, tokens.surface, tokens.surface2):
            assert contrast(words, ground) >= 4.5
    for status in Status:
        colours = tokens.status(status)
        assert contrast(colours.text, colours.soft) >= 4.5
        assert contrast(colours.fill, tokens.surface) >= 3
