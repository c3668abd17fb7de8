"""The clauses of an agreement, found in whatever somebody pastes; its one form, its digest, its faults, its HTML."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.agreements.text import (
    DEEPEST,
    LONGEST,
    MOST,
    Clause,
    as_html,
    canonical,
    clauses_in,
    digest_of_statement,
    digest_of_text,
    faults_in,
)

WORDS = re.compile(r"[^\W_]+")
BITS = [
    *("3", "3.", "3.2", "3.2.1", "4.", "(a)", "(b)", "(i)", "(ii)", "a)", "iv.", "3.2(a)", "3.2 (a)"),
    *("Article 4", "Schedule 1", "Part 2", "#", "##", "###", "- ", "\u2022\t", "**", "__", "*", "|", "|--|--|", "---"),
    *("\\", "<b>", "[a](b)", "\u00a0", "\t", "  ", " ", " ", "\n", "\n", "\n", "\n\n", "\r\n", "\u2028", "\ufeff"),
    *("\u202e", "\u2013", "The trust", "shall", "each agency", "e\u0301", ".", ":"),
]  # fmt: skip
PASTED = st.lists(st.sampled_from(BITS), max_size=60).map("".join) | st.text(max_size=300)


def told(markdown: str) -> list[tuple[str, str, str]]:
    return [(clause.number, clause.heading, clause.markdown) for clause in clauses_in(markdown)]


def numbers(markdown: str) -> list[str]:
    return [clause.number for clause in clauses_in(markdown)]


# --- clauses


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("", []),
        ("Only words.\n\nAnd more.", [("", "", "Only words.\n\nAnd more.")]),
        ("# Our agreement\nMade today.", [("", "Our agreement", "Made today.")]),
        ("## 3 Members\n\nText.", [("3", "Members", "Text.")]),
        ("### 3.2. Members ###", [("3.2", "Members", "")]),
        ("1. One.\n2. Two.", [("1", "", "One."), ("2", "", "Two.")]),
        ("3.0 Members\n3.1 Each agency.", [("3.0", "Members", ""), ("3.1", "", "Each agency.")]),
        ("Article 4\nMembership\nText.", [("4", "Membership", "Text.")]),
        ("ARTICLE IV \u2013 Names\nText.", [("IV", "Names", "Text.")]),
        ("Clause 7: We agree.", [("7", "", "We agree.")]),
        ("**3. Members**\nText.", [("3", "Members", "Text.")]),
        ("**3.2** *Each* agency.", [("3.2", "", "*Each* agency.")]),
        ("3\\. One.", [("3", "", "One.")]),
        ("- 1.1 One.\n- 1.2 Two.", [("1.1", "", "One."), ("1.2", "", "Two.")]),
        ("4.\nText.", [("4", "", "Text.")]),
        ("1. One.\n\n| 2. | a |\n|---|---|", [("1", "", "One.\n\n| 2. | a |\n|---|---|")]),
    ],
)
def test_clauses_are_found_by_what_a_line_begins_with(markdown: str, found: list[tuple[str, str, str]]) -> None:
    assert told(markdown) == found


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("3.2 These:\n(a) one;\n(b) two.\n3.3 More.", ["3.2", "3.2(a)", "3.2(b)", "3.3"]),
        ("3.2 (a) one;\n(b) two.", ["3.2(a)", "3.2(b)"]),
        ("3.2(a) one;\n3.2(b) two.", ["3.2(a)", "3.2(b)"]),
        ("1. X:\n(a) one:\n(i) x;\n(ii) y;\n(b) two.", ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)"]),
        ("1. X:\na) one\nb) two", ["1", "1(a)", "1(b)"]),
        ("1. X:\n(g) one", ["1"]),
        ("1. X:\n" + "".join(f"({x}) {x}\n" for x in "abcdefghij"), ["1", *(f"1({x})" for x in "abcdefghij")]),
        ("1. X:\n(h) h\n\n(i) i\n(ii) ii", ["1", "1(i)", "1(ii)"]),
        ("3.1 X\n3.2 (a) one\n(b) two", ["3.1", "3.2(a)", "3.2(b)"]),
        ("## 1. X\n1. One.\n2. Two.\n## 2. Y\n1. One.", ["1", "1(1)", "1(2)", "2", "2(1)"]),
        ("1. X:\n   1. one\n   2. two\n2. Y.", ["1", "1(1)", "1(2)", "2"]),
        ("1. X.\nSchedule 1\nWho\n1. Kent.\n1.1 Its police.\nSchedule 2\n1. Y.",
         ["1", "Schedule 1", "Schedule 1, 1", "Schedule 1, 1.1", "Schedule 2", "Schedule 2, 1"]),
        ("Part 1\n1. X.\n2. Y.\nPart 2\n3. Z.", ["Part 1", "1", "2", "Part 2", "3"]),
        ("Part 1\n1. X.\n2. Y.\nPart 2\n1. Z.", ["Part 1", "1", "2", "Part 2", "Part 2, 1"]),
        ("## 3 Members\n### Deputies\n(a) one\n(b) two", ["3", "", "3(a)", "3(b)"]),
    ],
)  # fmt: skip
def test_numbers_are_told_in_full(markdown: str, found: list[str]) -> None:
    assert numbers(markdown) == found


@pytest.mark.parametrize(
    "markdown",
    [
        "1. It is reviewed.\n\n12 months after that it is replaced.",
        "1. It begins on\n\n2 April 2030 and ends a year later.",
        "1. It is as said in clause\n3.2 of the other agreement.",
        "1. Costs:\n\n1.5 million pounds a year.",
        "1. It was made in\n\n2008. Nothing changed since.",
        "1. As said\n(see above) and (at) once.",
        "1. As said before,\nArticle 4 shows it.",
        "1. Page:\n\n17\n",
    ],
)
def test_number_in_a_sentence_begins_no_clause(markdown: str) -> None:
    assert numbers(markdown) == ["1"]


def test_agreement_pasted_from_a_word_processor_has_its_clauses() -> None:
    """Given tabs, hard blanks, odd dashes and CR LF, when an agreement is pasted, then its clauses are found."""
    pasted = (
        "\ufeffPARTNERSHIP AGREEMENT\r\n\r\n1.\tPurpose\r\n1.1\u00a0\u00a0We work together.\r\n1.2  We share:\r\n"
        "\t(a)\tplans;\r\n\t(b)\u00a0money.\r\n2 \u2013 Meetings\r\n2.1\tQuarterly.\r\n3  Review\r\n3.1 Yearly.\r\n"
        "Schedule 1 \u2014 Partners\r\nKent.\r\n"
    )
    assert told(pasted) == [
        ("", "", "PARTNERSHIP AGREEMENT"),
        ("1", "Purpose", ""),
        ("1.1", "", "We work together."),
        ("1.2", "", "We share:"),
        ("1.2(a)", "", "plans;"),
        ("1.2(b)", "", "money."),
        ("2", "Meetings", ""),
        ("2.1", "", "Quarterly."),
        ("3", "Review", ""),
        ("3.1", "", "Yearly."),
        ("Schedule 1", "Partners", "Kent."),
    ]


def test_paragraph_further_out_than_a_letter_is_of_the_clause_above_it() -> None:
    assert [
        (clause.number, clause.level) for clause in clauses_in("1. X:\n\n   (a) one;\n\nIn both cases we write.")
    ] == [
        ("1", 1),
        ("1(a)", 2),
        ("", 1),
    ]


@given(PASTED)
def test_every_word_is_kept_in_its_place(pasted: str) -> None:
    clauses = clauses_in(pasted)
    kept = " ".join(f"{clause.label} {clause.heading} {clause.markdown}" for clause in clauses)
    assert "".join(WORDS.findall(kept)) == "".join(WORDS.findall(canonical(pasted)))
    assert len({clause.anchor for clause in clauses}) == len(clauses)
    assert all(re.fullmatch(r"clause-[a-z0-9-]+", clause.anchor) and 1 <= clause.level <= 8 for clause in clauses)


def test_anchor_is_of_its_number_and_once_in_a_text() -> None:
    found = clauses_in("3.2 X:\n(a) one\n3.2 Again.\n## Our Vision\n")
    assert [clause.anchor for clause in found] == ["clause-3-2", "clause-3-2-a", "clause-3-2--2", "clause-our-vision"]


# --- the one form, and its digest


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("", ""),
        (" \r\n\t\n", ""),
        ("a \t\r\nb\rc\u2028d\x0be\n\n\n", "a\nb\nc\nd\ne\n"),
        ("e\u0301", "\u00e9\n"),
        ("\ufeff a\u00a0", " a\n"),
    ],
)
def test_text_has_one_form(typed: str, one: str) -> None:
    assert canonical(typed) == one


@given(PASTED)
def test_one_form_is_its_own_form(pasted: str) -> None:
    assert canonical(canonical(pasted)) == canonical(pasted)


def test_digest_can_be_taken_again_by_anybody() -> None:
    signed = '{"statement":"I agree.\\n","text":"1. Caf\u00e9 \\"here\\".\\n","title":"Ours\\n"}'
    assert (
        digest_of_text("Ours", '1. Cafe\u0301 "here". \r\n\r\n', "I agree.")
        == hashlib.sha256(signed.encode()).hexdigest()
    )
    assert digest_of_statement("I agree. ") == hashlib.sha256(b"I agree.\n").hexdigest()


@pytest.mark.parametrize("other", [("A", "b", "c"), ("a", "B", "c"), ("a", "b", "C"), ("ab", "", "c")])
def test_digest_is_another_when_anything_signed_is(other: tuple[str, str, str]) -> None:
    assert digest_of_text(*other) != digest_of_text("a", "b", "c")


# --- faults


@pytest.mark.parametrize(
    ("markdown", "faults"),
    [
        ("1. Fine.\n2. \u200d\u200c\tToo.", ()),
        (" \n", ("Enter the text of the agreement.",)),
        ("a" * LONGEST, (f"The text has {LONGEST + 1:,} letters. It can have at most 200,000.",)),
        ("3. X.\n\n3. Y.", ("The number 3 stands twice. Give each clause a number of its own.",)),
        ("3.1 X.\n3.1 Y.\n\n3.1 Z.", ("The number 3.1 stands 3 times. Give each clause a number of its own.",)),
        ("(a) x\n\n# B\n(a) y", ()),
        (
            "one\ntwo\x07\u202e\n",
            ("Line 2 holds a letter that cannot be printed (U+0007, U+202E). Type the line again.",),
        ),
        ("\ud800", ("Line 1 holds a letter that cannot be printed (U+D800). Type the line again.",)),
    ],
)
def test_faults_are_told_in_sentences(markdown: str, faults: tuple[str, ...]) -> None:
    assert faults_in(markdown) == faults


def test_more_clauses_than_can_be_shown_are_a_fault() -> None:
    text = "\n".join(f"{1 + at // 900}.{1 + at % 900} X." for at in range(MOST + 1))
    assert faults_in(text) == ("The text has 2,001 clauses. It can have at most 2,000.",)
    assert faults_in(text.rsplit("\n", 1)[0]) == ()


@given(PASTED)
def test_faults_can_be_asked_of_anything(pasted: str) -> None:
    assert all(fault.endswith(".") for fault in faults_in(pasted))


@pytest.mark.parametrize("depth", range(1, 15))
def test_lists_deeper_than_can_be_shown_are_a_fault_and_what_is_none_is_shown_whole(depth: int) -> None:
    text = "1. Lists\n\n" + "".join("  " * at + f"- word{at}.\n" for at in range(depth))
    shown = as_html(clauses_in(text))
    assert (faults_in(text) == ()) == all(f"word{at}." in shown for at in range(depth))
    assert (faults_in(text) == ()) == (depth <= DEEPEST)


# --- HTML


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    found.close()
    return found


def test_clause_is_shown_with_its_number_and_words() -> None:
    assert as_html(clauses_in("## 3 Members\n(a) **each** <agency>")) == (
        '<div class="tb-agreement-clause tb-agreement-clause--1 tb-agreement-clause--numbered" id="clause-3">\n'
        '<h3 class="tb-agreement-heading"><span class="tb-agreement-number">3 </span>Members</h3>\n'
        '<ol class="tb-agreement-list" role="list">\n'
        '<li class="tb-agreement-clause tb-agreement-clause--2 tb-agreement-clause--numbered" id="clause-3-a">\n'
        '<div class="tb-agreement-words"><p><span class="tb-agreement-number">(a) </span>'
        "<strong>each</strong> &lt;agency&gt;</p></div>\n</li>\n</ol>\n</div>"
    )


class Nest(HTMLParser):
    """Which clause stands inside which list of which clause: the anchor, and those around it from the outermost in."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id") or ""
        if anchor:
            self.found[anchor.removeprefix("clause-")] = " ".join(filter(None, self.around))
        if tag in {"ol", "li", "div"}:
            self.around.append("list" if tag == "ol" else anchor.removeprefix("clause-"))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "li", "div"}:
            self.around.pop()


@pytest.mark.parametrize(
    ("markdown", "nest"),
    [
        ("1. X:\n(a) one:\n(i) deep;\n(ii) too;\n(b) two.\n2. Y.",
         {"1": "list", "1-a": "list 1 list", "1-a-i": "list 1 list 1-a list", "1-a-ii": "list 1 list 1-a list",
          "1-b": "list 1 list", "2": "list"}),
        ("1. X:\n\n   (a) one;\n\nIn both cases we write.\n\n2. Y.",
         {"1": "list", "1-a": "list 1 list", "text": "list 1", "2": "list"}),
        ("## 3 Members\n3.1 X.\n3.2 Y:\n3.2.1 Deep.\n## 4 End",
         {"3": "", "3-1": "list", "3-2": "list", "3-2-1": "list 3-2 list", "4": ""}),
        ("1. X:\n   1. one\n   2. two", {"1": "list", "1-1": "list 1 list", "1-2": "list 1 list"}),
        ("# Ours\nMade.\n## What\n1. X.", {"ours": "", "what": "", "1": "list"}),
        ("(a) one\n(b) two", {"a": "list", "b": "list"}),
    ],
)  # fmt: skip
def test_points_are_lists_inside_what_they_stand_under(markdown: str, nest: dict[str, str]) -> None:
    read = Nest()
    read.feed(as_html(clauses_in(markdown)))
    assert read.found == nest


@given(PASTED)
def test_every_clause_is_shown_once_in_its_order(pasted: str) -> None:
    clauses = clauses_in(pasted)
    read = Nest()
    read.feed(as_html(clauses))
    assert list(read.found) == [clause.anchor.removeprefix("clause-") for clause in clauses]
    assert read.around == []


def test_number_of_what_begins_with_a_list_stands_before_it() -> None:
    shown = as_html(Clause("3", "", "- one", 1, "clause-3", "3"))
    assert '<p class="tb-agreement-label"><span class="tb-agreement-number">3 </span></p>\n' in shown


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[a](javascript:x) ![p](http://e.example/p.png)", "<p>[a](javascript:x) ![p](http://e.example/p.png)</p>"),
        ("<td colspan=999999 onclick=x>", "<p>&lt;td colspan=999999 onclick=x&gt;</p>"),
        ("- one\n• two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("7. seven\n9) nine", "<p>7. seven<br>\n9) nine</p>"),
        ("- 7. seven", "<ul>\n<li>7. seven</li>\n</ul>"),
        ("| a |\n|:-:|\n| b |",
         "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>"),
        ("# no heading\n\n    no code\n\n> no quotation",
         "<p># no heading</p>\n<p>no code</p>\n<p>&gt; no quotation</p>"),
    ],
)  # fmt: skip
def test_body_becomes_paragraphs_lists_tables_bold_and_italic_alone(body: str, html: str) -> None:
    shown = as_html(Clause("", "", body, 1, "clause-text"))
    assert shown.split('<div class="tb-agreement-words">')[1].removesuffix("</div>\n</div>") == html


@given(PASTED)
def test_page_holds_nothing_but_what_is_allowed(pasted: str) -> None:
    found = seen(as_html(clauses_in(pasted)))
    assert found.attributes <= {"class", "id", "role"}
    assert set(found.tags) <= {*("div", "p", "span", "ol", "ul", "li", "strong", "em", "br", "h3", "h4", "h5", "h6"),
                               *("table", "thead", "tbody", "tr", "th", "td")}  # fmt: skip


def test_headings_step_down_one_at_a_time() -> None:
    found = seen(as_html(clauses_in("# One\n#### Deep\n## 1.1.1.1.1.1 Deeper\n# Two\n"), heading=2))
    assert [tag for tag in found.tags if tag.startswith("h")] == ["h2", "h3", "h4", "h2"]


@pytest.mark.parametrize(
    "hostile",
    [
        "- " * 5000 + "deep",
        "*" * 20000 + "a" + "*" * 20000,
        "**a " * 20000,
        "|" * 5000 + "\n" + "|-" * 5000 + "|\n" + "|\n" * 5000,
        "\n".join("(a) x" for _ in range(3000)),
        "\n".join(" " * at + "1. x" for at in range(300)),
        "\n".join("  " * at + "(a) x" for at in range(300)),
        "(a)" * 5000,
        "_" * 50000 + "\n" + "#" * 50000,
    ],
)
def test_deep_and_wide_texts_are_harmless(hostile: str) -> None:
    """Given what is made to be costly, when it is read and shown, then what comes is bounded."""
    clauses = clauses_in(hostile)
    assert max(clause.level for clause in clauses) <= 8
    assert max(len(clause.number) for clause in clauses) < 100
    assert len(as_html(clauses)) < 3_000_000
