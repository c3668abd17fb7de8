"""Declaring, changing and ending one's standing interests, and confirming them: by the person, or by the officer for
them. Who did it stands in the ledger.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from governance.interests.changes import change_what_is_registered, make_confirmation, make_interest
from governance.interests.models import Confirmation, StandingInterest, Whose
from governance.interests.permissions import require_keeper
from governance.interests.queries import edits_of, kinds_for, lasting_interests_of
from governance.interests.rules import may_confirm, may_end_interest, may_register
from governance.membership.models import Person
from governance.structure.models import Agency
from governance.structure.permissions import require_within
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, amend, hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act


@act
def declare_interest(
    person: Person,
    *,
    nature: str,
    whose: Whose,
    kind: str,
    agency: Agency | None,
    is_public: bool,
    starts: date,
    ends: date | None,
    by: By,
) -> StandingInterest:
    """Somebody has a standing interest from this day on. `kind`: one that their bodies' constitutions name, or none."""
    require_keeper(by, person)
    require_within(person.trust, agency)

    hold(person)
    kinds = [each.name for each in kinds_for(person, timezone.localdate(by.now))] if kind else []
    require(may_register(nature=nature, kind=kind, kinds=kinds, starts=starts, ends=ends))

    interest = make_interest(
        person,
        words=nature.strip(),
        whose=whose,
        kind=kind,
        agency=agency,
        is_public=is_public,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=person.chain, touched=[interest])
    return interest


@act
def change_interest(
    interest: StandingInterest,
    *,
    nature: str,
    whose: Whose,
    kind: str,
    agency: Agency | None,
    is_public: bool,
    starts: date,
    ends: date | None,
    version: int,
    by: By,
) -> StandingInterest:
    """Change what the register says of an interest, in the version that was read. Its kind may stay though none of
    the person's bodies names it any more.
    """
    person = interest.person
    require_keeper(by, person)
    require_within(person.trust, agency)

    hold(person)
    kinds = [each.name for each in kinds_for(person, timezone.localdate(by.now))] if kind else []
    require(may_register(nature=nature, kind=kind, kinds=[*kinds, interest.kind], starts=starts, ends=ends))

    change_what_is_registered(
        interest,
        words=nature.strip(),
        read=version,
        whose=whose,
        kind=kind,
        agency=agency,
        is_public=is_public,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=person.chain, touched=[interest])
    return interest


@act
def end_interest(interest: StandingInterest, *, ends: date, version: int, by: By) -> StandingInterest:
    """From this day on the interest is no more."""
    person = interest.person
    require_keeper(by, person)

    hold(person)
    require(may_end_interest(starts=interest.starts, was=interest.ends, ends=ends))

    amend(interest, read=version, ends=ends)

    record_act(by, chain=person.chain, touched=[interest])
    return interest


@act
def confirm_interests(person: Person, *, nothing_to_declare: bool, read: int, by: By) -> Confirmation:
    """The register says all of the person's interests, or there is nothing to declare.

    `read` is how often their interests had been edited when the page was made (see `edits_of`): nobody confirms what
    they have not seen. The ledger's entry proves each interest as it stood, so that it says what was confirmed.
    """
    require_keeper(by, person)
    if by.user is None:
        raise PermissionDenied  # nobody stands behind the operator's command who could say so

    hold(person)
    if edits_of(person) != read:
        raise ChangedMeanwhile
    lasting = lasting_interests_of(person, timezone.localdate(by.now))
    require(may_confirm(nothing_to_declare=nothing_to_declare, lasting=len(lasting)))

    confirmation = make_confirmation(person, nothing_to_declare=nothing_to_declare, by=by.user, at=by.now)

    record_act(by, chain=person.chain, touched=[confirmation, *lasting])
    return confirmation
