"""Template tags that every template has without loading them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from crispy_forms.utils import render_crispy_form
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Hidden, Layout, Size, Submit
from crispy_forms_gds.templatetags.crispy_forms_gds import field_errors
from django import forms, template
from django.template.context import Context
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from trustboard.accounts.roles import role_called
from trustboard.done import done_by

register = template.Library()

SHOWN_ON_DEMAND = "govuk-password-input__input govuk-js-password-input-input"
PAGE_INCOMPLETE = "Something that belongs to this page was missing. Open the page again and send it once more."


class Problem(NamedTuple):
    """One line of an error summary. `target` is the id of what it speaks of, or empty where the page has no such."""

    text: str
    target: str


@register.filter
def problems(form: Any) -> list[Problem]:
    """Everything that is wrong with a form, in the order of its fields; what concerns no field comes first."""
    if not isinstance(form, forms.BaseForm) or not form.errors:
        return []
    visible = form.visible_fields()
    found = [Problem(str(text), _target(visible[0]) if visible else "") for text in form.non_field_errors()]
    for field in visible:
        for key, texts in field_errors(field):
            found += [Problem(str(text), _target(field, key)) for text in texts]
    if any(field.errors for field in form.hidden_fields()):
        found.append(Problem(PAGE_INCOMPLETE, ""))
    return found


@register.simple_tag(takes_context=True)
def gds_form(
    context: Context,
    form: forms.BaseForm,
    submit: str = "",
    *,
    cancel: str = "",
    action: str = "",
    warning: bool = False,
) -> SafeString:
    """Any form in the house's look: the button says `submit`, unless the form brings its own; `cancel` is an address.

    Where the page was asked to lead on to another one, the form carries that along.
    """
    helper: Any = getattr(form, "helper", None) or _plain_helper(form, submit, warning=warning)
    helper.layout = Layout(*(_laid_out(form, part) for part in helper.layout.fields))
    for field in form:
        # The form library prints both as markup; what people have typed may stand in them.
        field.label, field.help_text = conditional_escape(field.label), conditional_escape(field.help_text)
    helper.label_size = helper.legend_size = Size.SMALL
    # The browser's own bubbles would hide the summary, and cannot be read again.
    helper.attrs = {"novalidate": "novalidate"}
    helper.form_action = action
    helper.cancel_url, helper.leave = cancel, getattr(form, "leave", "")
    if leads_on_to := context.get("redirect_field_value"):
        helper.add_input(Hidden(context["redirect_field_name"], leads_on_to))
    return SafeString(render_crispy_form(form, helper, {"csrf_token": context.get("csrf_token")}))


@register.simple_tag
def pairs(*words: Any) -> list[tuple[Any, Any]]:
    """Keys and values in turn, as the rows of a summary list."""
    return list(zip(words[::2], words[1::2], strict=True))


@register.filter
def when(moment: datetime) -> SafeString:
    """A moment as people write it, in London's time, readable for machines as well."""
    local = timezone.localtime(moment)
    text = formats.date_format(local, "j F Y, H:i")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)


@register.filter
def done(act: str) -> str:
    """What an act did: `invite_person` reads "Invited somebody to a role"."""
    return done_by(act)


@register.filter
def in_fours(text: str) -> list[str]:
    """The text in groups of four letters, as people copy it by eye."""
    return [text[start : start + 4] for start in range(0, len(text), 4)]


@register.filter
def at(sequence: Sequence[Any], index: int) -> Any:
    """What stands at that place, counted from nought."""
    return sequence[index]


@register.filter
def role_title(key: str) -> str:
    """What a role is called, by its key."""
    return role_called(key).title


def _plain_helper(form: forms.BaseForm, submit: str, *, warning: bool) -> FormHelper:
    helper = FormHelper(form)
    helper.layout = Layout(*form.fields)
    helper.add_input(Submit("", submit, css_class="govuk-button--warning" if warning else ""))
    return helper


def _laid_out(form: forms.BaseForm, part: Any) -> Any:
    """The part of a layout as it is, but for a password, which can be shown."""
    is_password = isinstance(part, str) and isinstance(form.fields[part].widget, forms.PasswordInput)
    return Field(part, css_class=SHOWN_ON_DEMAND, template="gds/password.html") if is_password else part


def _target(field: forms.BoundField, key: str = "") -> str:
    """The id to jump to: of a group of choices the first, which is numbered from one."""
    is_group = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_1" if is_group else key or field.id_for_label
