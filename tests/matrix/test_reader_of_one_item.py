"""Somebody who has leave to read one item gets what a stranger gets, at every address but those of that item."""

from __future__ import annotations

from copy import deepcopy

import pytest

from meetings.agenda.models import Audience
from tests.matrix.agreements import AgreedWorld
from tests.matrix.table import expected
from tests.matrix.test_permission_matrix import address_of, answer_of, form_of, undone
from tests.meetings.agenda.scene import published
from tests.world import close_files, signed_in

OF_THE_ITEM = {("paper", "GET"): "200", ("publication_pdf", "GET"): "404"}
"""The paper of their item is theirs; the copy in which it stands with others is not."""


@pytest.mark.django_db
def test_reader_of_one_item_gets_what_a_stranger_gets_everywhere_else() -> None:
    world = AgreedWorld()
    copies = published(world.private).copies
    # Whatever is asked about a meeting, an item, a paper or a copy, is asked about the ones of that item.
    world.meeting = world.later = world.private
    world.item, world.paper, world.later_paper = world.secret, world.secret_paper, world.secret_paper
    world.copy = copies.get(audience=Audience.CONFIDENTIAL)
    reader = signed_in(world.reader)
    wrong = []
    for (name, method), row in expected().items():
        want = OF_THE_ITEM.get((name, method), row["nobody"])
        with undone():
            form = form_of(name) if method == "POST" else {}
            response = deepcopy(reader).generic(method, address_of(name, world), **form)
        got = answer_of(response, want)
        close_files(response)
        if got != want:
            wrong.append(f"{method} {name}: {got}, not {want}")
    assert wrong == []
