"""What is asked of the officer who adds, drafts, issues and withdraws agreements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from governance.agreements.changes import WORDING
from governance.agreements.models import Agreement, Draft, Edition, Life, Signers
from governance.agreements.text import HINT, LONGEST, canonical
from governance.membership.queries import bodies_on
from governance.structure.forms import name_field
from governance.structure.models import Body, Trust
from trustboard.acts.days import NotADay, day_typed, told
from trustboard.acts.forms import ActForm, DayField, LinesField, VersionedActForm, offer_rows
from trustboard.acts.verdict import RuleBroken

LONGEST_TITLE, LONGEST_REASON = 200, 500
LARGEST_TEXT = 1024 * 1024
"""The most bytes of a file whose text is taken."""

TEXT_FILES = (".md", ".txt")
PARTS_OF_A_DAY = 3


class MarkdownField(forms.CharField):
    """A text of several lines, in the one form that has a digest, whatever the browser sent."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        return canonical(super().to_python(value) or "")


class StatementField(MarkdownField):
    """The same without an empty line before or after it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).strip()


class DaysField(LinesField):
    """Days as people write them, one a line; the value is their ISO days, the earliest first."""

    def clean(self, value: Any) -> Any:
        return sorted({self._day(line).isoformat() for line in super().clean(value)})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(told(date.fromisoformat(day)) for day in value) if isinstance(value, list) else value

    def _day(self, line: str) -> date:
        parts = line.replace("/", " ").replace(".", " ").split()
        if len(parts) != PARTS_OF_A_DAY:
            raise ValidationError(f"“{line}” is not a day. Enter each as 1 April 2027, one a line.")
        found = day_typed(*parts)
        if isinstance(found, NotADay):
            raise ValidationError(f"“{line}”: {found.sentence}")
        return found


class AddAgreementForm(ActForm):
    """A name, an address where the one that the name gives will not do, and whose members sign."""

    submit = "Add the agreement"

    name = name_field(
        "Name of the agreement", "Enter the name of the agreement.", hint="Such as Partner agency agreement."
    )
    key = forms.CharField(
        label="Its address",
        help_text="The last part of its web address, in small letters, digits and hyphens. "
        "Leave it empty to have it made from the name.",
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="The body whose members sign it",
        help_text="Themselves, or their organisations: the draft says which.",
        empty_label="Choose a body",
        to_field_name="key",
        error_messages={"required": "Choose the body.", "invalid_choice": "Choose a body of this trust."},
    )

    def __init__(self, data: Any = None, *, trust: Trust, day: date) -> None:
        super().__init__(data)
        offer_rows(self, "body", bodies_on(trust, day).order_by("name"))


class DraftForm(VersionedActForm):
    """The text under way; where there is none it begins as a copy of the last edition.

    The text of a file is taken into its field and shown: the sending that brings a file saves nothing.
    """

    submit = "Save the draft"
    has_preview = True

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title", max_length=LONGEST_TITLE, error_messages={"required": "Enter the title of the agreement."}
    )
    text = MarkdownField(
        label="Text",
        help_text=HINT,
        rows=24,
        max_length=LONGEST,
        error_messages={"max_length": f"The text can have at most {LONGEST:,} letters."},
    )
    file = forms.FileField(
        label="Or take the text from a file",
        help_text="A text file (.md or .txt), to 1 MB. Its text takes the place of the one above, and is shown "
        "before anything is saved.",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(TEXT_FILES)}),
    )
    statement = StatementField(
        label="Words beside the box", help_text="What a signer agrees to by ticking it, word for word.", rows=4
    )
    signers = forms.TypedChoiceField(
        label="Who signs",
        choices=Signers.choices,
        coerce=Signers,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who signs."},
    )
    deputies_sign = forms.BooleanField(
        label="A named deputy may sign for the seat",
        help_text="Only where each representative signs, and your constitution lets a deputy sign.",
        required=False,
    )
    life = forms.TypedChoiceField(
        label="How long it lasts",
        choices=Life.choices,
        coerce=Life,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long it lasts."},
    )
    effective = DayField(label="In force from", error_messages={"required": "Enter the day from which it is in force."})
    until = DayField(
        label="First day after the plan",
        help_text="Only where it lasts until the plan ends. For a plan to 31 March 2028, enter 1 April 2028.",
        required=False,
    )
    reviews = DaysField(
        label="Days of review", help_text="One a line, such as 1 April 2027.", required=False, rows=3, longest=30
    )

    row: Draft | None

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        row: Draft | None,
        agreement: Agreement,
        last: Edition | None,
        day: date,
    ) -> None:
        self.agreement, self.last = agreement, last
        self.begins = max(day, last.effective) if last else day
        self.taken = self.fault = ""
        super().__init__(data, row=row)
        if self.is_bound and files and "file" in files:
            self._take(files["file"])

    def as_it_stands(self) -> dict[str, Any]:
        source = self.row or self.last
        copied = {name: getattr(source, name) for name in self.base_fields if hasattr(source, name)}
        return copied if self.row else {**self._plain(), **copied, "effective": self.begins}

    @property
    def is_preview(self) -> bool:
        """Whether the reader only asked what would follow, or brought a file, whose text they see first."""
        return super().is_preview or bool(self.taken or self.fault)

    def full_clean(self) -> None:
        super().full_clean()
        if self.fault:
            self.add_error("file", self.fault)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        effective, until = typed.get("effective"), typed.get("until")
        if effective and until and until <= effective:
            self.add_error("until", f"The plan ends after the agreement is in force, that is after {told(effective)}.")
        return typed

    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in super().asked().items() if name != "file"}

    def as_edition(self) -> Edition:
        """The edition that would be issued from what the form holds, typed or as it stands. It is not kept."""
        held = {name: value for name in WORDING if (value := self._held(name)) not in (None, "")}
        number = self.last.number + 1 if self.last else 1
        return Edition(agreement=self.agreement, number=number, **{**self._plain(), **held})

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Where somebody else began the draft meanwhile, it is theirs that is changed; where it was issued, sending it
        again begins the next.
        """
        self.row = self.row or Draft.objects.filter(agreement=self.agreement).first()
        with super().refusals():
            try:
                yield
            except RuleBroken:
                if self.row is None:
                    self._type("version", "")
                raise

    def _plain(self) -> dict[str, Any]:
        return {
            "title": self.agreement.name,
            "signers": Signers.REPRESENTATIVES,
            "life": Life.REPLACED,
            "effective": self.begins,
        }

    def _held(self, name: str) -> Any:
        if not self.is_bound:
            return self.initial.get(name)
        return None if name in self.errors else self.cleaned_data.get(name)

    def _take(self, file: UploadedFile) -> None:
        if PurePosixPath(file.name or "").suffix.lower() not in TEXT_FILES:
            self.fault = "Choose a text file whose name ends in .md or .txt."
        elif not file.size:
            self.fault = "The file is empty."
        elif file.size > LARGEST_TEXT:
            self.fault = "The file is larger than 1 MB."
        else:
            try:
                text = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.fault = "The file is not plain text in UTF-8. Save it so, or paste its text into the field."
            else:
                self.taken = file.name or ""
                self._type("text", text)

    def _type(self, name: str, value: str) -> None:
        typed = MultiValueDict(dict(self.data.lists())) if isinstance(self.data, MultiValueDict) else dict(self.data)
        typed[self.add_prefix(name)] = value
        self.data = typed


class IssueForm(VersionedActForm):
    """To issue the draft that the page showed."""

    def __init__(self, data: Any = None, *, row: Draft | None, number: int) -> None:
        self.submit = f"Issue edition {number}"
        super().__init__(data, row=row)


class WithdrawEditionForm(ActForm):
    submit = "Withdraw the edition"
    submit_class = "govuk-button--warning"

    reason = forms.CharField(
        label="Why it is withdrawn",
        help_text="Those of the trust read it.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn."},
    )
