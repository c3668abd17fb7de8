"""What a form prints of what people typed: words, and never markup."""

from __future__ import annotations

from django import forms
from django.template import Context, Template
from django.utils.html import format_html

from trustboard.acts.forms import ActForm

TYPED = '<img src=x onerror="alert(1)"> & Sons'
SHOWN = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Sons"


class PermissionForm(ActForm):
    permits = forms.BooleanField()
    reason = forms.CharField()
    who = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["permits"].label = f"{TYPED} permits it"
        self.fields["reason"].label, self.fields["reason"].help_text = TYPED, TYPED
        self.fields["who"].label = TYPED
        self.fields["who"].choices = [("a", TYPED), ("b", "Somebody else")]


def shown(form: forms.Form) -> str:
    return Template(
        "{% if form.errors %}{% for each in form|problems %}{{ each.text }}{% endfor %}{% endif %}{% gds_form form %}"
    ).render(Context({"form": form}))


def test_form_prints_labels_hints_and_choices_as_text() -> None:
    for form in (PermissionForm(), PermissionForm({"reason": TYPED, "who": TYPED})):
        page = shown(form)
        assert "<img" not in page
        assert page.count(SHOWN) >= 4
        assert "&amp;lt;" not in page


def test_form_prints_what_is_meant_as_markup_as_it_is() -> None:
    form = PermissionForm()
    form.fields["reason"].help_text = format_html("Like <q>{}</q>", TYPED)
    assert f"Like <q>{SHOWN}</q>" in shown(form)
