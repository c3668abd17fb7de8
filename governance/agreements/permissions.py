"""Who reads, keeps and signs agreements, and loading them as the permission itself."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.agreements.models import Agreement, Block, Edition, Sealed, Signature
from governance.membership.models import Person
from governance.membership.permissions import PERSON, require_follower
from governance.membership.queries import people_of_user
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER, trust_developed_by, trust_seen
from trustboard.accounts.permissions import require_role
from trustboard.accounts.queries import AnyUser, holds_role
from trustboard.acts.by import By


def agreement_seen(slug: str, key: str) -> Agreement:
    """The agreement, whose issued editions everyone may read. Http404 where there is none."""
    return _agreement(trust_seen(slug), key)


def agreement_followed_by(user: AnyUser, slug: str, key: str) -> Agreement:
    """The agreement, for those who may read who has signed it: members, officer and auditor."""
    agreement = agreement_seen(slug, key)
    require_follower(user, agreement.trust)
    return agreement


def agreement_developed_by(user: AnyUser, slug: str, key: str) -> Agreement:
    """The agreement, for the trust's development officer."""
    return _agreement(trust_developed_by(user, slug), key)


def edition_seen(slug: str, key: str, number: int) -> Edition:
    """An issued edition, which everyone may read."""
    return _edition(agreement_seen(slug, key), number)


def edition_followed_by(user: AnyUser, slug: str, key: str, number: int) -> Edition:
    """An issued edition, for those who may read who has signed it."""
    return _edition(agreement_followed_by(user, slug, key), number)


def edition_developed_by(user: AnyUser, slug: str, key: str, number: int) -> Edition:
    """An issued edition, for the trust's development officer."""
    return _edition(agreement_developed_by(user, slug, key), number)


def block_developed_by(user: AnyUser, slug: str, key: str, block: UUID) -> Block:
    """A block of the agreement, for the trust's development officer."""
    agreement = agreement_developed_by(user, slug, key)
    found = get_object_or_404(Block.objects.select_related("agency"), agreement=agreement, pk=block)
    found.agreement = agreement
    return found


def signer_at(user: AnyUser, slug: str, key: str) -> tuple[Agreement, Person]:
    """The agreement, and whom of its trust the user signs as. Http404 for strangers, PermissionDenied for the officer
    and the auditor, who sign nothing as such. Whether they sign at a place is asked by the rule.
    """
    agreement = agreement_seen(slug, key)
    person = next((each for each in people_of_user(user) if each.trust_id == agreement.trust_id), None)
    if person is None:
        require_follower(user, agreement.trust)
        raise PermissionDenied
    return agreement, person


def signature_shown_to(user: AnyUser, slug: str, key: str, signature: UUID) -> Signature:
    """A signature with its evidence: for whoever gave it, the officer and the auditor."""
    agreement = agreement_seen(slug, key)
    rows = Signature.objects.select_related(
        "edition", "seat__body", "block", "agency", "name", "device", "person__called"
    )
    found = rows.filter(edition__agreement=agreement, pk=signature).first()
    if found is None or not holds_role(user, PERSON, found.person):
        require_role(user, agreement.trust, OFFICER, AUDITOR)
    if found is None:
        raise Http404
    found.edition.agreement = agreement
    return found


def sealed_followed_by(user: AnyUser, slug: str, key: str, code: str) -> Sealed:
    """A sealed document, for members, officer and auditor."""
    agreement = agreement_followed_by(user, slug, key)
    found = get_object_or_404(Sealed.objects.select_related("edition"), edition__agreement=agreement, code=code)
    found.edition.agreement = agreement
    return found


def require_signer(by: By, person: Person) -> None:
    """Go on only for somebody who signs in as this person: nobody signs for another, the operator neither."""
    if by.user is None or not holds_role(by.user, PERSON, person):
        raise PermissionDenied


def _agreement(trust: Trust, key: str) -> Agreement:
    found = get_object_or_404(Agreement.objects.select_related("body"), trust=trust, key=key)
    found.trust = trust
    found.body.trust = trust
    return found


def _edition(agreement: Agreement, number: int) -> Edition:
    found = get_object_or_404(Edition.objects.select_related("withdrawn"), agreement=agreement, number=number)
    found.agreement = agreement
    return found
