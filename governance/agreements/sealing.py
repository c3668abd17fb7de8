"""Making the sealed document of an edition: typeset, sealed, kept on the disk, and only then recorded by an act.

The seal stands over bytes that name every signature; a signature that comes meanwhile makes the act refuse, and the
document is made again. Where a document tells the very same already, that one is the answer.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from governance.agreements import acts
from governance.agreements.codes import new_code
from governance.agreements.documents import EVIDENCE, codes_shown, digest_of_shown, evidence_of, printed
from governance.agreements.models import Edition, Sealed
from governance.agreements.queries import Signing, issues_of, sealed_showing, signatures_of, signing_of
from trustboard.acts.act import Done
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken
from trustboard.documents.kept import keep
from trustboard.documents.keys import NoSeal, seal_key
from trustboard.documents.printing import CannotPrint, print_sheet
from trustboard.documents.sealing import CannotSeal, seal
from trustboard.ledger.models import Head

LOG = logging.getLogger(__name__)


def print_agreement(edition: Edition, *, now: datetime, is_large: bool = False) -> bytes:
    """The edition with its signatures as they stand, as PDF/UA-1 without a seal. Raises CannotPrint."""
    signing, head = _as_it_stands(edition, now)
    html = printed(signing, issues_of(edition.agreement), code="", head=head, now=now)
    return print_sheet(html, is_large=is_large)


def seal_agreement(edition: Edition, *, by: By) -> Done[Sealed]:
    """Seal the edition with every signature that there is.

    Takes a second or two, outside any transaction. Raises CannotPrint, CannotSeal or NoSeal where no document comes of
    it, and RuleBroken where nobody has signed, or somebody did while it was made.
    """
    key, code = seal_key(), new_code()
    signing, head = _as_it_stands(edition, by.now)
    issues = issues_of(edition.agreement)
    html = printed(signing, issues, code=code, head=head, now=by.now)
    evidence = evidence_of(signing, code=code, head=head, now=by.now)
    sealed = seal(print_sheet(html), key=key, reason=f"{edition}", attachments={EVIDENCE: evidence})
    return acts.keep_sealed(
        edition,
        code=code,
        sha256=keep([sealed]),
        signatures=codes_shown(signing),
        seal=key.fingerprint,
        head=head.hash if head else "",
        shows=digest_of_shown(signing, issues, seal=key.fingerprint),
        by=by,
    )


def seal_when_complete(edition: Edition, *, now: datetime) -> Sealed | None:
    """Seal the edition once everybody has signed it. What hinders it goes to the log; the officer seals it later."""
    if not signing_of(edition, timezone.localdate(now)).is_complete or is_sealed_whole(edition):
        return None
    try:
        return seal_agreement(edition, by=By.the_command("seal_when_complete", now=now)).made
    except (CannotPrint, CannotSeal, NoSeal, RuleBroken) as fault:
        LOG.warning("%s is signed by all and was not sealed: %s", edition.pk, fault)
        return None


def standing_document(edition: Edition, *, now: datetime) -> Sealed | None:
    """The document that tells already what one sealed now would tell; none where no seal is set up."""
    try:
        fingerprint = seal_key().fingerprint
    except NoSeal:
        return None
    signing, _ = _as_it_stands(edition, now)
    return sealed_showing(edition, digest_of_shown(signing, issues_of(edition.agreement), seal=fingerprint))


def is_sealed_whole(edition: Edition) -> bool:
    """Whether a sealed document shows every signature that there is."""
    codes = {each.code for each in signatures_of(edition)}
    return any(set(each.signatures) == codes for each in Sealed.objects.filter(edition=edition))


def _as_it_stands(edition: Edition, now: datetime) -> tuple[Signing, Head | None]:
    head = Head.objects.filter(pk=edition.agreement.chain).first()
    return signing_of(edition, timezone.localdate(now)), head
