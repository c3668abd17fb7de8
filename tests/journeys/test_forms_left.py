"""Every address that the other journeys pass by, looked at as axe does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Town, check, sign_in
from tests.serving import ROOT

pytestmark = pytest.mark.journey

BOARD = "/trusts/haringey/bodies/board/"
SEAT = f"{BOARD}seats/police/"
PERSON = "/trusts/haringey/people/simone-lafayette-reid/"
ADDRESSES = [
    "/account/password/",
    "/account/sign-out/",
    "/account/second-factor/remove/",
    "/account/second-factor/recovery-codes/new/",
    "/seats/",
    "/trusts/found/",
    "/trusts/haringey/agencies/",
    "/trusts/haringey/gaps/",
    "/trusts/haringey/people/",
    "/trusts/haringey/people/add/",
    f"{BOARD}change/",
    f"{BOARD}lines/add/",
    f"{PERSON}change/",
    f"{PERSON}invite/",
    f"{SEAT}change/",
    f"{SEAT}leave-vacant/",
    f"{SEAT}holdings/2020-01-06/correct/",
    f"{SEAT}holdings/2020-01-06/strike/",
]


def test_every_form_left_is_accessible(town: Town, desk: Page) -> None:
    for file in ("haringey.yaml", "demo/haringey-people.yaml"):
        town.server.manage("load_trust", str(ROOT / "fixtures" / file))
    made = town.people(("haringey", "Haringey Children's Trust", "Fanny Forms", "officer", True))
    sign_in(desk, made["Fanny Forms"])
    for address in ADDRESSES:
        answer = desk.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        check(desk, address.strip("/").replace("/", "-"), picture=False)
