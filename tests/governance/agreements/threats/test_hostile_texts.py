"""What somebody types into any field of an agreement fetches nothing when it is printed and sealed, and that ends."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings
from weasyprint import HTML

from governance.agreements.acts import add_block, enter_paper_signature
from governance.agreements.documents import EVIDENCE
from governance.agreements.models import Edition, Signers
from governance.agreements.sealing import seal_agreement
from governance.agreements.text import faults_in
from governance.structure.acts import add_agency
from governance.structure.models import Duty, Sector
from tests.governance.agreements.scene import agreement_of, at_block, issued
from tests.trustboard.documents.seals import PASSPHRASE, our_key
from tests.trustboard.documents.test_printing import HOSTILE
from tests.world import SINCE, World, body_of, close_files, operator, person_of, signed_in
from trustboard.documents.bounded import SECONDS
from trustboard.documents.kept import kept_file

pytestmark = pytest.mark.django_db

IN_MARKDOWN = [
    "![]({}/shown.png)",
    "[a link]({}/linked)",
    "<{}/automatic>",
    "[ref]: {}/referred\n\n![ref]",
    "| ![]({}) |",
]
SCAN = "0" * 64


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and what it was asked for."""
    seen: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def sealing(settings: Settings, tmp_path: Path) -> None:
    """A seal for these tests, and a folder of their own for what is kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(tmp_path / "seal.p12"), PASSPHRASE
    Path(settings.SEAL_FILE).write_bytes(our_key().pkcs12)


def with_each_in_every_field(world: World, typed: list[str]) -> Edition:
    """An agreement with each of the texts as a block's title, its agency's name, and the name and position of whoever
    signed there on paper; all of them in its title, text and statement, as far as there is room.
    """
    board = body_of(world.kent, "Board")
    agreement = agreement_of(board, "hostile", typed[0])
    blocks = []
    for number, text in enumerate(typed):
        add_agency(world.kent, name=text, sector=Sector.OTHER, duty=Duty.NONE, passage="", by=operator())
        agency = world.kent.agencies.get(name=text)
        person = person_of(world.kent, f"Signer {number}")
        blocks.append(
            add_block(agreement, title=text, agency=agency, person=person, starts=SINCE, by=operator()).result
        )
    edition = issued(
        agreement,
        title=f"{typed[0]} {typed[8]}"[:200],
        text="1. Texts\n\n" + "\n\n".join(typed),
        statement="\n".join(typed),
        signers=Signers.AGENCIES,
        deputies_sign=False,
    )
    for number, (block, text) in enumerate(zip(blocks, typed, strict=True)):
        person = world.kent.people.get(key=f"signer-{number}")
        said = {"name": text, "position": text, "on": date(2024, 4, 2), "scan": SCAN}
        enter_paper_signature(edition, at_block(block), person, **said, by=operator())
    return edition


def test_nothing_is_fetched_and_every_letter_is_shown_as_it_was_typed(
    asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Given each way in which a document asks for another file, typed into every text of an agreement, when it is
    sealed, then nobody asks the server for anything, no file is inside but the evidence, and the texts are shown."""
    address, seen = asked
    typed = [part.replace("{}", address).replace("{{", "{").replace("}}", "}") for part in [*HOSTILE, *IN_MARKDOWN]]
    edition = with_each_in_every_field(World(), typed)

    path = kept_file(seal_agreement(edition, by=operator()).result.sha256)

    assert seen == []
    with pikepdf.open(path) as pdf:
        assert list(pdf.attachments) == [EVIDENCE]
        links = [
            str(each.A.URI) for page in pdf.pages for each in page.get("/Annots", []) if "/URI" in each.get("/A", {})
        ]
        evidence = json.loads(pdf.attachments[EVIDENCE].get_file().read_bytes())
    assert [link for link in links if link.startswith(address)] == []
    assert [each["name"] for each in evidence["signatures"]] == [" ".join(text.split()) for text in typed]
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    said = "".join(done.stdout.split())
    assert "".join(typed[0].split()) in said
    assert "<iframe" in said


def test_server_is_asked_when_a_document_is_printed_without_our_rules(asked: tuple[str, list[str]]) -> None:
    """The server above would have heard of it."""
    address, seen = asked
    HTML(string=f'<img src="{address}/img.png">').write_pdf(BytesIO())
    assert seen == ["/img.png"]


TEXTS = {
    "nesting": "1. Lists\n\n" + "".join("  " * depth + "- x\n" for depth in range(300)),
    "one word": "1. " + "x" * 190_000,
    "colspan": "1. " + '<table><tr><td colspan="100000">x</td></tr></table>' * 50,
}


@pytest.mark.parametrize("name", TEXTS)
def test_agreement_is_made_or_refused_with_a_sentence_in_time(name: str) -> None:
    """Twenty seconds and 512 MB are what a document may take; whatever comes of it, the page says it."""
    world = World()
    agreement = agreement_of(body_of(world.kent, "Board"), "long", "Long")
    if faults := faults_in(TEXTS[name]):
        assert all(sentence.endswith(".") for sentence in faults)
        return
    issued(agreement, text=TEXTS[name])
    began = time.monotonic()
    response = signed_in(world.officer).get(reverse("agreement_pdf", args=["kent", "long", 1]))
    took = time.monotonic() - began
    said = b"".join(response) if response.streaming else response.content
    close_files(response)
    assert took < SECONDS + 10  # some for what the system needs to take the memory back
    if response.status_code == 200:
        assert said.startswith(b"%PDF")
    else:
        assert response.status_code == 503
        assert b"Shorten what it holds, and try again." in said
