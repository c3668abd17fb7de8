"""What every form of an act shares: its request id, the fields of our kind, and refusals shown where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, cast
from uuid import uuid4

from crispy_forms.layout import LayoutObject
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Submit
from crispy_forms_gds.widgets import DateInputWidget
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.days import DAY, NotADay, day_typed, told
from trustboard.acts.models import Versioned
from trustboard.acts.verdict import RuleBroken

PREVIEW = "preview"
"""The name of the button that asks only what would follow."""

PANEL = "what-follows"
"""The id of the panel "What follows"."""

NOT_OF_THE_PAGE = {"request_id", "version"}


class DayInput(DateInputWidget):
    """Three inputs; the month takes a name as well as a number."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no types
        for part, width in zip(self.widgets, (2, 4, 4), strict=True):
            part.attrs["class"] = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            part.attrs["autocomplete"] = "off"
        for part in (self.widgets[0], self.widgets[2]):
            part.attrs["inputmode"] = "numeric"


class DayField(forms.MultiValueField):
    """A day, typed in three parts; what is wrong is said of the part that it is wrong with."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields=[forms.CharField() for _ in range(3)], require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        for part in self.fields:
            part.widget.errors = []
        typed = [str(part or "").strip() for part in value or ("", "", "")]
        if not any(typed):
            if self.required:
                raise self._wrong(NotADay(str(self.error_messages["required"]), DAY))
            return None
        found = day_typed(*typed)
        if isinstance(found, NotADay):
            raise self._wrong(found)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def _wrong(self, fault: NotADay) -> ValidationError:
        # The error summary and the red frame find the part by this.
        self.fields[fault.part].widget.errors = [fault.sentence]
        return ValidationError(fault.sentence)


class LinesField(forms.CharField):
    """Texts, one a line; empty lines and repetitions are left out. `longest` is the most letters of a line."""

    def __init__(self, *, longest: int = 1000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        lines = list(dict.fromkeys(line.strip() for line in str(value or "").splitlines() if line.strip()))
        if too_long := next((line for line in lines if len(line) > self.longest), None):
            raise ValidationError(
                f"Each line has at most {self.longest} letters; “{too_long[:40]}…” has {len(too_long)}."
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.clean(data))


class Panel(LayoutObject):
    """The panel "What follows" of a form, above its buttons."""

    def render(self, form: Any, context: Any, template_pack: Any = "", **kwargs: Any) -> str:
        shown = {"follows": form.follows, "id": PANEL, "is_preview": form.is_preview}
        return render_to_string("trustboard/acts/follows.html", shown)


class ActForm(forms.Form):
    """A form that asks for one act. It carries a request id, made when the page is made and kept when it is shown
    again, so that sending it twice does the thing once.

    `submit` is what its button says, `leave` what the link beside it says in place of "Cancel"; `follows`, set by the
    view, what will follow from it, in sentences.
    """

    submit = "Save"
    submit_class = ""
    leave = ""
    has_preview = False
    follows: Sequence[str] = ()

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.layout = Layout(*self.fields, *([Panel()] if self.follows else []))
        helper.add_input(Submit("", self.submit, css_class=self.submit_class))
        if self.has_preview:
            # The fragment brings the reader, and the keyboard's focus, to the panel of the page that comes back.
            asks = Submit(PREVIEW, "Show what follows", css_class="govuk-button--secondary", formaction=f"#{PANEL}")
            helper.add_input(asks)
        return helper

    @property
    def is_preview(self) -> bool:
        """Whether the reader only asked what would follow."""
        return self.is_bound and PREVIEW in self.data

    def is_to_be_done(self) -> bool:
        """Whether it was sent to be done, and everything needed is there."""
        return not self.is_preview and self.is_valid()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_preview:
            # What is not filled in yet is no mistake yet; a day that is none would show what follows from nothing.
            for name in [name for name in self.errors if not isinstance(self.fields.get(name), DayField)]:
                del self.errors[name]

    def day(self, name: str) -> date | None:
        """The day in that field: the one typed, or nothing where it is none; before the form is sent its default."""
        if not self.is_bound:
            return cast("date | None", self.get_initial_for_field(self.fields[name], name))
        return None if name in self.errors else self.cleaned_data.get(name)

    def typed_day(self, name: str) -> date | None:
        """The day typed in that field, before the form is checked: what it offers may hang on it."""
        if not self.is_bound:
            return None
        field = self.fields[name]
        try:
            return cast("date | None", field.clean(field.widget.value_from_datadict(self.data, {}, name)))
        except ValidationError:
            return None

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a broken rule above the form; nothing typed is lost."""
        try:
            yield
        except RuleBroken as broken:
            for reason in broken.verdict.reasons:
                self.add_error(None, reason)

    def asked(self) -> dict[str, Any]:
        """What was asked of the act: the cleaned fields but for the request id."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_id"}


class Text(NamedTuple):
    """One field of a row that two people changed: as it stands, and as it was typed here."""

    label: str
    now: str
    typed: str


class VersionedActForm(ActForm):
    """A form that changes a row, in the version that was read when its page was made.

    Where somebody else has changed the row since, nothing is done, and `both` holds what stands now beside what was
    typed. The form then speaks of the version that is shown, so that sending it again means to overwrite it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: Versioned | None, initial: dict[str, Any] | None = None) -> None:
        self.row = row
        self.both: list[Text] = []
        super().__init__(data, initial={**self.as_it_stands(), **(initial or {})})

    def as_it_stands(self) -> dict[str, Any]:
        """The row's own columns, as the fields of the same names take them. Nothing where the row is gone."""
        return {name: getattr(self.row, name) for name in self.base_fields if hasattr(self.row, name)}

    @contextmanager
    def refusals(self) -> Iterator[None]:
        with super().refusals():
            try:
                yield
            except ChangedMeanwhile:
                self._show_both()
                raise

    def _show_both(self) -> None:
        if self.row is None:
            return
        self.row.refresh_from_db()
        self.initial = {**self.initial, **self.as_it_stands()}
        # What Django keeps of the row as it was read.
        vars(self).pop("changed_data", None)
        for name in self.fields:
            vars(self[name]).pop("initial", None)
        self.both = [
            Text(
                label=str(self.fields[name].label),
                now=_in_words(self.fields[name], self.initial.get(name)),
                typed=_in_words(self.fields[name], self.cleaned_data.get(name)),
            )
            for name in self.as_it_stands()
            if name not in NOT_OF_THE_PAGE and name in self.changed_data
        ]
        typed = MultiValueDict(dict(self.data.lists())) if isinstance(self.data, MultiValueDict) else dict(self.data)
        typed[self.add_prefix("version")] = str(self.row.version)
        self.data = typed


def offer_choices(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Offer these choices in that field of the form. Raises TypeError for a field in which nothing is chosen."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"Nothing is chosen in {name}.")
    field.choices = list(choices)


def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Offer these rows in that field of the form. Raises TypeError for a field in which no row is chosen."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"No row is chosen in {name}.")
    field.queryset = rows


def _in_words(field: forms.Field, value: Any) -> str:
    """A field's value as a page says it."""
    if isinstance(field, forms.ChoiceField) and not isinstance(value, Model | list | None):
        return str(dict(_flat(field.choices)).get(value, value))
    match value:
        case None | "" | []:
            return "(nothing)"
        case bool():
            return "Yes" if value else "No"
        case date():
            return told(value)
        case list():
            return "\n".join(str(item) for item in value)
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
