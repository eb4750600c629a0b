"""Text files: encodings, separators, quotes, ragged lines; the fast reader held against the csv module."""

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Severity
from salesdesk.domain.raw import Cell, RawTable
from salesdesk.importing import csv_reader, fields
from salesdesk.importing.encoding import detect_encoding
from salesdesk.importing.reading import Reading
from salesdesk.importing.separator import choose_separator

_FRENCH = (
    "Réf;Société;Libellé;Montant\n1;Crêperie du Château;Boîte à œufs;12,50\n2;L'été à Nîmes;Forfait été;1 200,00\n"
    "3;Müller & Fils;Pièce détachée;7,00\n4;Hôtel de l'Île;Déjeuner;18,90\n"
)


def _read(content: bytes, tmp_path: Path, encoding: str | None = None) -> Reading:
    path = tmp_path / "ventes.csv"
    path.write_bytes(content)
    return csv_reader.read_text(path, "ventes", encoding, lambda _: None)


def _rows(reading: Reading) -> list[list[str]]:
    table = reading.sheets[0].table
    return [table.row(row) for row in range(table.n_rows)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman", "cp437"]
)
def test_that_french_text_is_read_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    text = _FRENCH.replace("œ", "oe").replace("Île", "île") if encoding in ("cp850", "cp437") else _FRENCH
    reading = _read(text.encode(encoding), tmp_path)
    assert _rows(reading) == [line.split(";") for line in text.splitlines()]
    told = [problem.message.key for problem in reading.problems]
    assert told in ([], ["reading.encoding"], ["reading.encoding_doubt"])
    assert not encoding.startswith("utf") or told == []


def test_that_wrong_letters_are_never_silent() -> None:
    words = ["Crêperie", "été", "Évry", "garçon", "NOËL", "Müller", "L’Oréal", "35 °C", "12 €", "Ångström", "señor"]
    for word in words:
        for encoding in ("cp1252", "cp850", "cp437", "mac_roman", "iso8859-15"):
            try:
                content = word.encode(encoding)
            except UnicodeEncodeError:
                continue
            found = detect_encoding(content)
            assert content.decode(found.codec) == word or found.doubt is Severity.WARNING, (word, encoding, found)


def test_that_a_page_chosen_by_the_user_overrules(tmp_path: Path) -> None:
    reading = _read("Nom\nŁódź\n".encode("cp1250"), tmp_path, "cp1250")
    assert _rows(reading) == [["Nom"], ["Łódź"]]
    with pytest.raises(SalesDeskError):
        _read(b"a;b\n", tmp_path, "cp-none")


def test_that_a_few_foreign_bytes_in_utf8_are_read_and_told(tmp_path: Path) -> None:
    content = ("é;è\n" * 50).encode() + "Noël;1\n".encode("cp1252")
    reading = _read(content, tmp_path)
    assert _rows(reading)[-1] == ["Noël", "1"]
    assert [problem.severity for problem in reading.problems] == [Severity.WARNING]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("decimal", [",", "."])
def test_that_the_separator_is_found_among_decimal_marks_and_commas(separator: str, decimal: str) -> None:
    rng = random.Random(f"{separator}{decimal}")
    for _ in range(60):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator=rng.choice(["\n", "\r\n"]))
        width = rng.randint(2, 9)
        writer.writerow([rng.choice(["Client", "Montant HT", "Date, heure", "Qté", "N° ; réf"]) for _ in range(width)])
        for _ in range(rng.randint(3, 40)):
            writer.writerow(_polluted(rng, width, decimal))
        assert choose_separator(out.getvalue()) == separator, out.getvalue()[:300]


def _polluted(rng: random.Random, width: int, decimal: str) -> list[str]:
    makers = (
        lambda: f"{rng.randint(0, 9999)}{decimal}{rng.randint(0, 99):02}",
        lambda: f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/20{rng.randint(10, 25)}",
        lambda: rng.choice(["Dupont, SARL", "A | B", "Durand; Fils", "Martin", "", "Rue de l'Église, 3", 'dit "Jo"']),
        lambda: rng.choice(["SO", "CMD-"]) + str(rng.randint(1000, 99999)),
    )
    return [rng.choice(makers)() for _ in range(width)]


def test_that_a_list_of_names_has_one_column(tmp_path: Path) -> None:
    names = "Client\nDupont\nMartin, Jean\nDurand\nPetit\nRoux\nMoreau\nFournier\n"
    reading = _read(names.encode(), tmp_path)
    assert reading.sheets[0].separator == ""
    assert _rows(reading)[2] == ["Martin, Jean"]


def test_that_the_line_that_names_the_separator_is_hidden_as_in_excel(tmp_path: Path) -> None:
    reading = _read(b"sep=|\r\na|b;c\r\n1|2;3\r\n", tmp_path)
    assert (reading.sheets[0].separator, reading.sheets[0].table.first_row) == ("|", 1)
    assert _rows(reading) == [["a", "b;c"], ["1", "2;3"]]


def test_that_rows_count_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    content = b'\n\nNom;Note\nA;"deux\nlignes"\n\nB;fin\n'
    table = _read(content, tmp_path).sheets[0].table
    assert table.first_row == 3
    assert [table.row(row) for row in range(table.n_rows)] == [
        ["Nom", "Note"],
        ["A", "deux\nlignes"],
        ["", ""],
        ["B", "fin"],
    ]


def test_that_ragged_lines_keep_every_cell(tmp_path: Path) -> None:
    reading = _read(b"a;b;c\n1;2\n3;4;5;6;7\n;;;;\n8;;9;;\n", tmp_path)
    assert _rows(reading) == [
        ["a", "b", "c", "", ""],
        ["1", "2", "", "", ""],
        ["3", "4", "5", "6", "7"],
        ["", "", "", "", ""],
        ["8", "", "9", "", ""],
    ]


def test_that_words_for_nothing_stay_words(tmp_path: Path) -> None:
    assert _rows(_read(b"a,b\nNA,None\nnull,nan\n", tmp_path))[1:] == [["NA", "None"], ["null", "nan"]]


def test_that_texts_kept_from_excel_lose_their_wrapping(tmp_path: Path) -> None:
    assert _rows(_read(b'id;x\n="007";1\n"=""08""";2\n007;3\n', tmp_path)) == [
        ["id", "x"],
        ["007", "1"],
        ["08", "2"],
        ["007", "3"],
    ]


def test_that_a_quote_that_is_never_closed_costs_no_line(tmp_path: Path) -> None:
    lines = ["a;b", "1;2", '3;"4', "5;6", "7;8"]
    reading = _read("\n".join(lines).encode(), tmp_path)
    assert _rows(reading) == [["a", "b"], ["1", "2"], ["3", '"4'], ["5", "6"], ["7", "8"]]
    assert [problem.message.key for problem in reading.problems] == ["reading.lone_quotes"]


def test_that_inches_and_nul_bytes_are_characters(tmp_path: Path) -> None:
    assert _rows(_read(b'a;b\nTuyau 5" noir;1\nx\0y;2\n', tmp_path))[1:] == [['Tuyau 5" noir', "1"], ["x\0y", "2"]]


def test_that_a_line_too_wide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SalesDeskError) as refusal:
        _read(b"a;b\n" + b";".join([b"1"] * 20_000) + b"\n", tmp_path)
    assert refusal.value.message.key == "reading.too_wide"


_FIELD = st.text(st.sampled_from('ab,;"\n\r é€\t0'), max_size=6)


@given(st.lists(st.lists(_FIELD, min_size=1, max_size=4), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_that_the_fast_reader_agrees_with_the_csv_module(rows: Sequence[Sequence[str]], end: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator=end).writerows(rows)
    text = out.getvalue()
    found = fields.split(text.encode(), ord(";"))
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert found is not None
    columns = csv_reader._columns(found, text.encode(), "utf-8", lambda _: None)
    table = RawTable(tuple(columns))
    for index, row in enumerate(expected):
        shown = [text if text.strip() else "" for text in row]
        assert table.row(index) == shown + [""] * (len(columns) - len(row))
    assert table.n_rows == len(expected)


@given(st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_that_no_bytes_make_the_readers_fail(content: bytes) -> None:
    found = fields.split(content, ord(";")) if content else None
    if found is None:
        return
    columns = csv_reader._columns(found, content, "cp1252", lambda _: None)
    assert {len(column) for column in columns} <= {len(found.widths)}


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=200))
@settings(max_examples=200, deadline=None)
def test_that_texts_are_factorised_in_order_of_appearance(texts: Sequence[bytes]) -> None:
    lengths = np.array([len(text) for text in texts], np.int64)
    stops = np.cumsum(lengths)
    data = np.frombuffer(b"".join(texts) + bytes(8), np.uint8)
    codes, first = fields.factorise(data, stops - lengths, stops)
    distinct = list(dict.fromkeys(texts))
    assert [texts[position] for position in first.tolist()] == distinct
    assert codes.tolist() == [distinct.index(text) for text in texts]


def test_that_the_slow_and_the_fast_reader_build_the_same_columns() -> None:
    rng = random.Random(3)
    rows = [_polluted(rng, 5, ",") for _ in range(5000)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    content = out.getvalue().encode()
    found = fields.split(content, ord(";"))
    assert found is not None
    fast = csv_reader._columns(found, content, "utf-8", lambda _: None)
    slow, problems = csv_reader._read_slowly(out.getvalue(), ";")
    assert problems == []
    for one, other in zip(fast, slow, strict=True):
        assert one.texts == other.texts
        np.testing.assert_array_equal(one.codes, other.codes)
        np.testing.assert_array_equal(one.kinds, other.kinds)
        assert set(one.kinds.tolist()) <= {Cell.EMPTY, Cell.TEXT}
