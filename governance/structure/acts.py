"""Founding and describing a trust, its agencies and bodies, and drawing who answers to whom."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from governance.structure.changes import draw_line, make_agency, make_body, make_trust
from governance.structure.letters import head_letter
from governance.structure.models import Access, Agency, Body, Duty, Kind, Nation, ReportingLine, Sector, Standing, Trust
from governance.structure.permissions import AUDITOR, OFFICER, require_founder, require_officer, require_within
from governance.structure.rules import key_for, may_answer, may_be_named, may_end_line, may_found, may_last
from trustboard.accounts.changes import give_role
from trustboard.accounts.queries import grants_on
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import amend, hold
from trustboard.acts.models import Keyed
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act
from trustboard.ledger.heads import heads_as_text
from trustboard.mail.changes import queue_letter


@act
def found_trust(*, slug: str, name: str, by: By) -> Trust:
    """Begin a trust: by the operator's command, or by the officer of another one, who becomes its first officer.

    Where `slug` is empty, its address is made from its name.
    Raises PermissionDenied or SecondFactorNeeded for anybody else, and RuleBroken where address or name will not do.
    """
    require_founder(by)

    taken = set(Trust.objects.values_list("slug", flat=True))
    address = slug or key_for(name, taken)
    require(may_found(slug=address, name=name, is_taken=address in taken))

    trust = make_trust(slug=address, name=name.strip())
    grants = [give_role(by.user, OFFICER, trust)] if by.user else []

    record_act(by, chain=trust.chain, touched=[trust, *grants])
    return trust


@act
def describe_trust(
    trust: Trust,
    *,
    name: str,
    lead_authority: str,
    nation: Nation,
    vision: str,
    purpose: str,
    principles: list[str],
    child: str,
    version: int,
    by: By,
) -> Trust:
    """Say what the trust is for, in the version that was read."""
    require_officer(by, trust)

    require(may_be_named(name, others=(), what="trust"))

    amend(
        trust,
        read=version,
        name=name.strip(),
        lead_authority=lead_authority,
        nation=nation,
        vision=vision,
        purpose=purpose,
        principles=principles,
        child=child,
    )

    record_act(by, chain=trust.chain, touched=[trust])
    return trust


@act
def add_agency(trust: Trust, *, name: str, sector: Sector, duty: Duty, passage: str, by: By) -> str:
    """Take an agency into the trust."""
    require_officer(by, trust)

    others = dict(trust.agencies.values_list("key", "name"))
    require(may_be_named(name, others=others.values(), what="agency"))

    agency = make_agency(trust, key=key_for(name, others), name=name.strip(), sector=sector, duty=duty, passage=passage)

    record_act(by, chain=trust.chain, touched=[agency])
    return trust.get_agencies_url()


@act
def change_agency(agency: Agency, *, name: str, sector: Sector, duty: Duty, passage: str, version: int, by: By) -> str:
    """Change what is known of an agency, in the version that was read."""
    trust = agency.trust
    require_officer(by, trust)

    others = trust.agencies.exclude(pk=agency.pk).values_list("name", flat=True)
    require(may_be_named(name, others=list(others), what="agency"))

    amend(agency, read=version, name=name.strip(), sector=sector, duty=duty, passage=passage)

    record_act(by, chain=trust.chain, touched=[agency])
    return trust.get_agencies_url()


@act
def add_body(
    trust: Trust,
    *,
    name: str,
    kind: Kind,
    standing: Standing,
    access: Access,
    purpose: str,
    terms: list[str],
    offices: list[str],
    criteria: list[str],
    starts: date,
    ends: date | None,
    by: By,
) -> Body:
    """Set up a body of the trust, or note one outside it."""
    require_officer(by, trust)

    others = dict(trust.bodies.values_list("key", "name"))
    require(may_be_named(name, others=others.values(), what="body"))
    require(may_last(starts=starts, ends=ends, what="body"))

    body = make_body(
        trust,
        key=key_for(name, others),
        name=name.strip(),
        kind=kind,
        standing=standing,
        access=access,
        purpose=purpose,
        terms=terms,
        offices=offices,
        criteria=criteria,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=trust.chain, touched=[body])
    return body


@act
def change_body(
    body: Body,
    *,
    name: str,
    kind: Kind,
    standing: Standing,
    access: Access,
    purpose: str,
    terms: list[str],
    offices: list[str],
    criteria: list[str],
    starts: date,
    ends: date | None,
    version: int,
    by: By,
) -> Body:
    """Change a body, in the version that was read. Its address stays, whatever its name becomes."""
    require_officer(by, body.trust)

    others = body.trust.bodies.exclude(pk=body.pk).values_list("name", flat=True)
    require(may_be_named(name, others=list(others), what="body"))
    require(may_last(starts=starts, ends=ends, what="body"))

    amend(
        body,
        read=version,
        name=name.strip(),
        kind=kind,
        standing=standing,
        access=access,
        purpose=purpose,
        terms=terms,
        offices=offices,
        criteria=criteria,
        starts=starts,
        ends=ends,
    )

    record_act(by, chain=body.trust.chain, touched=[body])
    return body


@act
def add_line(body: Body, *, to: Body, through: Keyed | None, about: str, starts: date, by: By) -> Body:
    """The body answers to another one from this day on, where said through a seat."""
    trust = body.trust
    require_officer(by, trust)
    require_within(trust, to, through)

    hold(body)
    is_drawn = body.answers_to.filter(Q(ends=None) | Q(ends__gt=starts), to=to).exists()
    require(may_answer(is_itself=body == to, is_drawn=is_drawn))

    line = draw_line(body, to, starts=starts, about=about, through=through)

    record_act(by, chain=trust.chain, touched=[line])
    return body


@act
def end_line(line: ReportingLine, *, ends: date, version: int, by: By) -> Body:
    """The body no longer answers to the other one from this day on."""
    require_officer(by, line.body.trust)

    require(may_end_line(starts=line.starts, ends=ends))

    amend(line, read=version, ends=ends)

    record_act(by, chain=line.body.trust.chain, touched=[line])
    return line.body


@act
def mail_head(trust: Trust, *, by: By) -> Trust:
    """Send the head of the trust's record to each of its auditors, out of this server's reach."""
    require_officer(by, trust)

    words = head_letter(trust, head=heads_as_text(chain=trust.chain), now=by.now)
    for grant in grants_on(trust):
        if grant.role == AUDITOR:
            queue_letter(to=grant.person.email, subject=words.subject, text=words.text, now=by.now)

    record_act(by, chain=trust.chain)
    return trust
