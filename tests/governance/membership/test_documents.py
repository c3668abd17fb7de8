"""The membership list as a file: what a spreadsheet might run is made harmless (threat 31)."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.membership.documents import harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\x00=1+1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\ufe66 1",
        "\u22121",
        "|cmd",
        "%0A=1",
    ],
)
def test_cell_that_a_spreadsheet_might_run_is_written_as_text(cell: str) -> None:
    written = harmless(cell)
    assert written.startswith("'")
    assert not set(written) & set("\t\r\n")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Kent Police", "Kent Police"),
        ("", ""),
        ("14 to 19 education", "14 to 19 education"),
        ("Ann  Smith-Jones", "Ann Smith-Jones"),
        ("Zuzana Novotná", "Zuzana Novotná"),
        ("two\r\nlines", "two lines"),
        ("a;=1+1", "a;'=1+1"),
        ('a" =1+1', "a\" '=1+1"),
        ("a, @b", "a, '@b"),
    ],
)
def test_cell_is_kept_on_one_line_and_guarded_where_another_cell_might_begin(cell: str, written: str) -> None:
    assert harmless(cell) == written


@given(st.text())
def test_no_text_at_all_begins_like_a_formula_once_it_is_harmless(cell: str) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow([harmless(cell)])
    [[read]] = csv.reader(io.StringIO(text.getvalue()))
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", read) if unicodedata.category(letter)[0] != "C")
    assert not seen.strip().startswith(("=", "+", "-", "@"))
    assert len(text.getvalue().splitlines()) == 1
