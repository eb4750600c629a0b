import re
import string
from pathlib import Path

import pytest

from salesdesk.domain.resources import resource
from salesdesk.domain.texts import Message, keys, say, text

PACKAGE = Path(__file__).parents[2] / "salesdesk"


def _forms(key: str, language: str) -> list[str]:
    from salesdesk.domain import texts

    entry = texts._catalogue()[key][language]
    return list(entry.values()) if isinstance(entry, dict) else [entry]


@pytest.mark.parametrize("key", sorted(keys()))
def test_that_both_languages_fill_in_the_same_values(key: str) -> None:
    def names(language: str) -> set[str]:
        return {name for form in _forms(key, language) for _, name, _, _ in string.Formatter().parse(form) if name}

    assert names("fr") == names("en")


@pytest.mark.parametrize("key", sorted(keys()))
def test_that_french_typography_has_its_spaces_and_apostrophes(key: str) -> None:
    for form in _forms(key, "fr"):
        assert "'" not in re.sub(r"'[^' ]+=[^']+'", "", form), form  # the shell's own quotes may stay
        assert not re.search(r" [;:!?%»€]|« ", form), form


def test_that_every_key_named_in_the_code_exists() -> None:
    known = keys()
    for path in PACKAGE.rglob("*.py"):
        for key in re.findall(r'(?:Message|text|SalesDeskError)\(\s*"([a-z_]+\.[a-z_.]+)"', path.read_text("utf-8")):
            assert key in known, f"{path.name}: {key}"


def test_that_a_number_chooses_between_one_and_many_by_language() -> None:
    assert text("cli.questions", "fr", n=1).startswith("Une question")
    assert text("cli.questions", "en", n=0).startswith("0 questions")


def test_that_messages_may_stand_inside_messages() -> None:
    inner = Message("error.cancelled")
    outer = Message("cli.undone", {"what": inner})
    assert "Interrompu" in say(outer, "fr")
    assert "Stopped" in say(outer, "en")


def test_that_the_texts_lie_in_the_resources() -> None:
    assert resource("texts", "error.toml").is_file()
