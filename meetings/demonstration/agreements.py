"""What becomes of a trust's agreements: who gets an account, signs, declines, is asked, and what is issued and sealed.

Whoever signs does so by an account of their own, which is made for them; its password is thrown away. The seal alone
is of the hour in which the story is played: its time is the server's, and no story can tell it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.template.loader import render_to_string
from django.utils import timezone

from governance.agreements import acts
from governance.agreements.changes import WORDING
from governance.agreements.models import Agreement, Block, Draft, Edition, Signers
from governance.agreements.queries import Signer, issues_of, signing_of
from governance.agreements.rules import Signing
from governance.agreements.sealing import seal_agreement
from governance.membership.acts import appoint
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from meetings.demonstration.cast import Impossible, Scene
from meetings.demonstration.story import Entry
from trustboard.accounts.acts import accept_invitation, invite_person
from trustboard.accounts.queries import open_invitations_to
from trustboard.acts.by import By
from trustboard.documents.kept import keep
from trustboard.documents.keys import NoSeal
from trustboard.documents.printing import CannotPrint
from trustboard.documents.sealing import CannotSeal

LOG = logging.getLogger(__name__)

DEVICE = "192.0.2.10, a browser of the demonstration"
READING = timedelta(minutes=4)
"""So long before they signed they opened the page."""
APART = timedelta(minutes=23)
"""Between two who sign on the same day."""
POSTED = timedelta(days=3)
"""So long before it is entered a paper was signed."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody's turn to sign: where, as what, and at what moment."""

    signer: Signer
    person: Person
    position: str
    now: datetime


def _give_accounts(scene: Scene, entry: Entry) -> None:
    """Everybody there who cannot sign in yet is invited by the officer, and accepts."""
    edition = _edition(scene, entry)
    for turn in _turns(scene, edition, entry.what):
        invites, accepts = scene.by(), scene.by()
        if scene.cast.user(turn.person) is None:
            _invite(turn.person, invites=invites, accepts=accepts)
    scene.cast.look_again()


def _invite(person: Person, *, invites: By, accepts: By) -> None:
    email = f"{person.key.replace('-', '.')}@{person.trust.slug}.example"
    invite_person(person, email=email, role=PERSON, by=invites)
    invitation = open_invitations_to(person).get()
    visitor = By(now=accepts.now, request_id=accepts.request_id)
    accept_invitation(invitation, name=person.name, password=token_urlsafe(), by=visitor)


def _follow(scene: Scene, entry: Entry) -> None:
    """Somebody new takes the seat on that day."""
    seat = scene.seat(entry.said["at seat"])
    said = {"powers": "", "attested": seat.body.criteria, "starts": timezone.localdate(scene.now)}
    appoint(seat, person=None, name=entry.what, by=scene.by(), **said)
    scene.cast.look_again()


def _sign(scene: Scene, entry: Entry) -> None:
    edition = _edition(scene, entry)
    how = {"digest": edition.digest, "statement_digest": edition.statement_digest}
    for turn in _turns(scene, edition, entry.what):
        acts.sign_agreement(
            edition,
            turn.signer.place.key,
            turn.person,
            how=Signing(**how, is_ticked=True, has_authority=True, typed=turn.person.name),
            position=turn.position,
            shown_at=turn.now - READING,
            device=DEVICE,
            by=_proved(scene, turn),
        )


def _sign_on_paper(scene: Scene, entry: Entry) -> None:
    """One paper an entry: its scan is printed, and would be other bytes if it were printed again."""
    edition = _edition(scene, entry)
    for turn in _turns(scene, edition, [entry.what]):
        on = timezone.localdate(turn.now - POSTED)
        context = {"edition": edition, "turn": turn, "on": on}
        scan = scene.cast.press.paper(render_to_string("meetings/demonstration/signed_paper.html", context))
        acts.enter_paper_signature(
            edition,
            turn.signer.place.key,
            turn.person,
            name=turn.person.name,
            position=turn.position,
            on=on,
            scan=keep([scan]),
            by=scene.by(),
        )


def _decline(scene: Scene, entry: Entry) -> None:
    edition = _edition(scene, entry)
    for turn in _turns(scene, edition, [entry.said["for"]]):
        by = _proved(scene, turn)
        acts.decline_agreement(edition, turn.signer.place.key, turn.person, reason=entry.what, by=by)


def _remind(scene: Scene, entry: Entry) -> None:
    acts.remind_signers(_edition(scene, entry), by=scene.by())


def _issue(scene: Scene, entry: Entry) -> None:
    """The next edition is the last one with a clause reworded, and one added behind the last of its section."""
    agreement = _agreement(scene, entry)
    last = issues_of(agreement).last
    if last is None:
        raise Impossible(f"{agreement.name} has no edition yet.")
    wording = {column: getattr(last, column) for column in WORDING}
    wording["text"] = _with_clause(_with_clause(last.text, entry.said["rewords"]), entry.said["adds"])
    wording["effective"] = timezone.localdate(scene.now)
    wording["reviews"] = [(wording["effective"] + timedelta(days=365)).isoformat()]
    acts.save_draft(agreement, version=None, by=scene.by(), **wording)
    draft = Draft.objects.filter(agreement=agreement).first()
    if draft:
        acts.issue_edition(agreement, version=draft.version, by=scene.by())


def _with_clause(text: str, clause: str) -> str:
    """The text with that clause in place of the one of its number, or behind the last of its section."""
    paragraphs = text.split("\n\n")
    number = clause.split(maxsplit=1)[0]
    section = f"{number.split('.')[0]}."
    starts = [paragraph.split(" ")[0] for paragraph in paragraphs]
    if number in starts:
        paragraphs[starts.index(number)] = clause
        return "\n\n".join(paragraphs)
    before = [place for place, start in enumerate(starts) if start.startswith(section)]
    if not before:
        raise Impossible(f"No clause of the text begins with {section}")
    return "\n\n".join([*paragraphs[: before[-1] + 1], clause, *paragraphs[before[-1] + 1 :]])


def _add_block(scene: Scene, entry: Entry) -> None:
    people = {person.key: person for person in scene.cast.table.people.values()}
    signs = entry.said["signatory"]
    if signs not in people:
        raise Impossible(f"There is nobody called {signs}.")
    agency = entry.said.get("agency")
    acts.add_block(
        _agreement(scene, entry),
        title=entry.what,
        agency=scene.cast.agency(agency) if agency else None,
        person=people[signs],
        starts=timezone.localdate(scene.now),
        by=scene.by(),
    )


def _seal(scene: Scene, entry: Entry) -> None:
    """Seal it as it stands. Where there is no seal, that goes to the log and the story goes on."""
    edition = _edition(scene, entry)
    try:
        seal_agreement(edition, by=scene.by())
    except (NoSeal, CannotSeal, CannotPrint) as fault:
        LOG.warning("%s of %s is not sealed in the demonstration: %s", edition, scene.cast.trust.name, fault)


def _agreement(scene: Scene, entry: Entry) -> Agreement:
    """The agreement that is named, or that is what the deed is about."""
    key = entry.said.get("agreement", entry.what)
    found = Agreement.objects.select_related("trust", "body__trust").filter(trust=scene.cast.trust, key=key).first()
    if found is None:
        raise Impossible(f"There is no agreement called {key}.")
    return found


def _edition(scene: Scene, entry: Entry) -> Edition:
    """The edition of it that is signed on that day."""
    agreement = _agreement(scene, entry)
    edition = issues_of(agreement).current(timezone.localdate(scene.now))
    if edition is None:
        raise Impossible(f"{agreement.name} has no edition that is signed on that day.")
    return edition


def _turns(scene: Scene, edition: Edition, said: Sequence[str]) -> Iterator[_Turn]:
    """Those who sign at these places on the day, one after the other; where nobody does, the place is left out.

    Each place is its key; behind a comma stands the position of whoever signs there, else its title.
    """
    signing = signing_of(edition, timezone.localdate(scene.now), table=scene.cast.table)
    places = {each.place.key: each for each in signing.signers}
    for number, each in enumerate(said):
        key, _, position = each.partition(", ")
        signer = places.get(_place(scene, edition, key))
        if signer is None:
            raise Impossible(f"Nobody signs at {key} on that day.")
        if signer.person:
            yield _Turn(signer, signer.person, position or signer.place.title, scene.now + number * APART)


def _place(scene: Scene, edition: Edition, key: str) -> str:
    if edition.signers == Signers.REPRESENTATIVES:
        return f"seat-{scene.cast.seat(edition.agreement.body, key).pk}"
    block = Block.objects.filter(agreement=edition.agreement, key=key).first()
    if block is None:
        raise Impossible(f"There is no block called {key}.")
    return f"block-{block.pk}"


def _proved(scene: Scene, turn: _Turn) -> By:
    """As the person, who has just proved who they are by their password."""
    user = scene.cast.user(turn.person)
    if user is None:
        raise Impossible(f"{turn.person.name} has no account to sign with.")
    return By(now=turn.now, request_id=next(scene.requests), user=user, proved_at=turn.now, proved_by="password")


AGREEING: Mapping[str, Callable[[Scene, Entry], None]] = {
    "accounts": _give_accounts,
    "takes the seat": _follow,
    "signs": _sign,
    "signs on paper": _sign_on_paper,
    "declines": _decline,
    "reminded": _remind,
    "issued": _issue,
    "block": _add_block,
    "sealed": _seal,
}
