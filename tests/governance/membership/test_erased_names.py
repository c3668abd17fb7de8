"""A name may have to go. Its person stays on the record, and everything still verifies."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from governance.membership.acts import add_person
from governance.membership.models import ERASED, Person
from governance.membership.queries import people_of, table_of
from tests.world import World, operator, signed_in
from trustboard.ledger.changes import erase_personal_text
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings


@pytest.mark.django_db
def test_person_stays_when_their_name_is_erased() -> None:
    world = World()
    person = add_person(world.kent, name="Petra Passing", by=operator()).result
    with transaction.atomic():
        erase_personal_text(person.called_id)

    assert Person.objects.get(pk=person.pk).name == ERASED
    assert person in people_of(world.kent)
    assert table_of(world.kent).people[person.pk].name == ERASED
    page = signed_in(world.officer).get(reverse("people", args=["kent"])).content.decode()
    assert "Petra" not in page
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
