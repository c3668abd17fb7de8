"""Agreements of a trust: the text under way, editions that never change, who signs where, and what was signed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.agreements.codes import CODE
from governance.membership.models import ERASED, Person, Seat
from governance.structure.models import Agency, Body, Trust, slug_validators
from trustboard.acts.models import Keyed, Versioned
from trustboard.ledger.models import PersonalText


class Signers(models.TextChoices):
    """Who signs: K9.2 asks every representative, M6.1 has blocks for the organisations."""

    REPRESENTATIVES = "representatives", "Each representative on the body"
    AGENCIES = "agencies", "Each organisation, at its signature blocks"


class Life(models.TextChoices):
    """How long an edition lasts (M3.18a: for the whole period of the plan)."""

    REPLACED = "replaced", "Until a new edition replaces it"
    PLAN = "plan", "Until the plan ends"
    YEARLY = "yearly", "For a year"


class Way(models.TextChoices):
    """How somebody proved who they were when they signed."""

    PASSWORD = "password", "their password"
    CODE = "code", "a code of their authenticator app"
    PAPER = "paper", "their signature on paper"


class Asking(models.TextChoices):
    INVITED = "invited", "asked to sign"
    REMINDED = "reminded", "reminded"


class Agreement(Keyed, Versioned):
    """An agreement of a trust, by its address. Its words stand in its draft and its editions."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="agreements")
    body = models.ForeignKey(Body, models.PROTECT, related_name="agreements")
    key = models.CharField(max_length=60, validators=slug_validators)
    name = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["trust", "key"], name="agreement_key_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """What concerns an agreement is proved in its trust's chain."""
        return str(self.trust_id)

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.trust.slug, self.key])


class Wording(models.Model):
    """What an edition says and asks. `text` is Markdown with numbered clauses; `statement` stands beside the box that a
    signer ticks; `effective` is the first day in force, `until` the first day after the plan; `reviews` are ISO days.
    """

    title = models.CharField(max_length=200)
    text = models.TextField()
    statement = models.TextField("the words beside the box")
    signers = models.CharField("who signs", max_length=15, choices=Signers.choices, default=Signers.REPRESENTATIVES)
    deputies_sign = models.BooleanField("a named deputy may sign for the seat", default=False)
    life = models.CharField("how long it lasts", max_length=8, choices=Life.choices, default=Life.REPLACED)
    effective = models.DateField("in force from")
    until = models.DateField("the plan ends before", null=True, blank=True)
    reviews = models.JSONField("days of review", default=list, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(signers__in=Signers.values), name="%(class)s_signers_known"),
            models.CheckConstraint(condition=Q(life__in=Life.values), name="%(class)s_life_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("effective")), name="%(class)s_until_after_effective"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Draft(Keyed, Versioned, Wording):
    """The text under way of an agreement: one at a time, gone when it is issued. What it was is proved as well."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="draft")

    class Meta(Wording.Meta):
        pass

    def get_absolute_url(self) -> str:
        return reverse("draft_agreement", args=[self.agreement.trust.slug, self.agreement.key])


class Edition(Keyed, Wording):
    """A draft as it was issued. Append-only: the next edition follows it, nothing changes it.

    `digest` is the SHA-256 of the text (see `text.digest_of_text`), `statement_digest` that of the statement, in hex.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    statement_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta(Wording.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(fields=["agreement", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=(Q(life=Life.PLAN) & Q(until__isnull=False)) | (~Q(life=Life.PLAN) & Q(until__isnull=True)),
                name="edition_until_the_plan_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agreement_edition", args=[self.agreement.trust.slug, self.agreement.key, self.number])


class EditionWithdrawn(Keyed):
    """From this moment on an edition is signed no more and binds nobody. Append-only."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawn")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of {self.edition}"

    def get_absolute_url(self) -> str:
        return self.edition.get_absolute_url()


class Block(Keyed, Versioned):
    """A place for one signature (M6.1), an organisation's or that of others: children, young people, parents."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="blocks")
    key = models.CharField(max_length=60, validators=slug_validators)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("who it is for", max_length=150)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="blocks")
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="block_key_once"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="block_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement_signatures", args=[self.agreement.trust.slug, self.agreement.key])


class Signatory(Keyed, Versioned):
    """From this day on this person signs at the block, or nobody does, until the next row of the block."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="signatories")
    starts = models.DateField("from")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="signs_at")

    class Meta:
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["block", "starts"], name="signatory_from_a_day_once")]

    def __str__(self) -> str:
        return f"signatory of {self.block} from {self.starts}"

    def get_absolute_url(self) -> str:
        return self.block.get_absolute_url()


class AtPlace(Keyed):
    """What somebody did at a seat or a block, about an edition. Append-only."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)ss")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    block = models.ForeignKey(Block, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seat=None, block__isnull=False) | Q(seat__isnull=False, block=None),
                name="%(class)s_at_one_place",
            ),
        ]

    @property
    def place(self) -> str:
        """Where, as addresses and places name it."""
        return f"seat-{self.seat_id}" if self.seat_id else f"block-{self.block_id}"

    @property
    def where(self) -> Seat | Block:
        """The seat or the block."""
        found = self.seat or self.block
        if found is None:
            raise ValueError("The database keeps one of the two.")
        return found


class Signature(AtPlace):
    """Somebody signed an edition. Append-only.

    `name` as it was typed and `device`, the address and browser, are personal texts; `shown_at` is when the page with
    the text was opened; `on_paper_on` and `scan`, the SHA-256 of a kept file, stand for a signature on paper, entered
    by the officer.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="signatures")
    capacity = models.CharField(max_length=20)
    position = models.CharField(max_length=150)
    name = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="name_digest"
    )
    device = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="device_digest"
    )
    edition_digest = models.CharField(max_length=64)
    statement_digest = models.CharField(max_length=64)
    way = models.CharField(max_length=8, choices=Way.choices)
    proved_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    on_paper_on = models.DateField(null=True)
    scan = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=CODE, unique=True)

    class Meta(AtPlace.Meta):
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            *AtPlace.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "seat", "person"], condition=Q(block=None), name="signed_for_a_seat_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "block", "person"], condition=Q(seat=None), name="signed_at_a_block_once"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="signature_way_known"),
            models.CheckConstraint(
                condition=(Q(way=Way.PAPER, on_paper_on__isnull=False, proved_at=None) & ~Q(scan=""))
                | (~Q(way=Way.PAPER) & Q(scan="", on_paper_on=None, proved_at__isnull=False, shown_at__isnull=False)),
                name="signature_proved_or_on_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"signature of {self.person} under {self.edition}"

    def get_absolute_url(self) -> str:
        agreement = self.edition.agreement
        return reverse("agreement_receipt", args=[agreement.trust.slug, agreement.key, self.pk])

    @property
    def typed(self) -> str:
        """The name as it was typed, for as long as it is kept."""
        return text_of(self, "name")


class Declined(AtPlace):
    """Somebody declined to sign an edition, with their reason. Append-only; they may still sign later."""

    reason = models.ForeignKey(
        PersonalText, models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_column="reason_digest"
    )

    class Meta(AtPlace.Meta):
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.person} declined {self.edition}"

    def get_absolute_url(self) -> str:
        return self.edition.agreement.get_absolute_url()

    @property
    def words(self) -> str:
        """The reason, for as long as it is kept."""
        return text_of(self, "reason")


class Asked(Keyed):
    """Somebody was sent a letter that asks for their signature. Append-only; once a day at most."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=Asking.choices)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "person", "day"], name="asked_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.how} to sign {self.edition}"

    def get_absolute_url(self) -> str:
        return self.edition.agreement.get_absolute_url()


class Sealed(Keyed):
    """A sealed PDF of an edition with the signatures of that moment. Append-only.

    `sha256` names the kept file; `signatures` are the codes of those it shows; `seal` is the SHA-256 of the
    certificate; `head` the ledger's head that is printed on it. `shows` is the digest of all that it tells (see
    `documents.digest_of_shown`), of which there is one document; empty in rows from before it was kept.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sealed")
    sha256 = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=CODE, unique=True)
    signatures = models.JSONField()
    seal = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    shows = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "shows"], condition=~Q(shows=""), name="sealed_once_as_it_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} as sealed"

    def get_absolute_url(self) -> str:
        agreement = self.edition.agreement
        return reverse("sealed_agreement", args=[agreement.trust.slug, agreement.key, self.code])


def text_of(row: models.Model, field: str) -> str:
    """A personal text, for as long as it is kept."""
    try:
        kept = getattr(row, field)
    except PersonalText.DoesNotExist:
        return ERASED
    return str(kept.text) if kept else ERASED
