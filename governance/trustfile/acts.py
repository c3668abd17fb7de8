"""Loading a trust from a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from governance.structure.models import Trust
from governance.trustfile.changes import put_trust
from governance.trustfile.compare import compare
from governance.trustfile.contents import Contents
from governance.trustfile.queries import stored
from governance.trustfile.report import Loaded, report
from governance.trustfile.rules import may_load
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act


@act
def load_trust(contents: Contents, *, by: By) -> Loaded:
    """Make the trust what the file says it is: one entry for all of it, and none where it was all so already.

    Only the operator's command does. What the file does not say stays as it is. Raises RuleBroken with a sentence for
    each fault, naming file and line; then nothing has changed.
    """
    if not by.command:
        raise PermissionDenied

    trust = Trust.objects.filter(slug=contents.trust.slug).first()
    if trust:
        hold(trust)
    there = stored(trust) if trust else None
    comparison = compare(there.contents if there else None, contents)
    require(may_load(comparison))

    models = dict(there.models) if there else {}
    touched = put_trust(comparison, models, at=by.now)

    if touched:
        record_act(by, chain=str(models[contents.trust.identity].pk), touched=touched)
    return Loaded(address=reverse("trust", args=[contents.trust.slug]), lines=report(comparison))
