"""The titles of our own exports are read as exactly the fields they stand for."""

import pytest

from salesdesk.domain.columns import SCHEMAS, Kind
from salesdesk.domain.texts import LANGUAGES, Language, text
from salesdesk.importing.import_fields import OWN_NAMES
from salesdesk.importing.own_export import SOURCE_TITLES, own_export
from salesdesk.importing.vocabulary import synonyms


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_that_each_title_is_read_as_its_field(kind: Kind, language: Language) -> None:
    names = [field.name for field in SCHEMAS[kind].fields]
    headers = [text(f"field.{name}", language) for name in (*names, *SOURCE_TITLES)]
    layout = own_export(headers)
    assert layout is not None
    assert layout.layout.kind is kind
    wanted = [OWN_NAMES[kind].get(name, name) for name in names]
    importable = synonyms(kind).fields
    assert layout.fields == (*(name if name in importable else "" for name in wanted), "", "", "")


def test_that_a_list_of_reps_is_one_and_other_sheets_are_none_of_ours() -> None:
    source = ("File", "Sheet", "Row")
    layout = own_export(("Rep", *source))
    assert layout is not None
    assert layout.layout.kind is Kind.REP
    assert own_export(("Rep", "Customer", "Amount")) is None
    assert own_export(("Rep", "Colour", *source)) is None
