"""The addresses of agreements: who gets what, as in `table`, and what their addresses are about.

`>agreement` leads to Kent's agreement, of which the one edition is issued and signed by Ann Ames for the police, and on
paper by Cat Cole for health; `>draft`, `>edition`, `>next` and `>signed` to its draft, that edition, the one that the
draft becomes, and who has signed; `>another` to an agreement just added; `>code` to what is said of a sealed document.
Nobody is left to be reminded, and no seal is set up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from governance.agreements.acts import add_block, keep_sealed
from governance.agreements.models import Block, Signature
from governance.agreements.rules import first_version
from governance.membership.permissions import PERSON
from meetings.declarations.acts import declare_interest_at
from meetings.declarations.models import Declaration
from tests.governance.agreements.scene import agreement_of, at_seat, draft_of, issued, sign, sign_on_paper
from tests.meetings.agenda.scene import PDF, AgendaWorld
from tests.world import SINCE, member, operator
from trustboard.documents.kept import keep

AGREEMENT = ["kent", "agreement"]
CODE = "0123456789ABCDEF"
OF_THE_OFFICER = ("draft_agreement", "issue_agreement", "remind_signers", "add_block", "agreement_signatures")
OF_THE_OFFICER += ("agreement_signatures_csv",)
FROM = {"starts_0": "3", "starts_1": "6", "starts_2": "2021"}
LEADS_TO = {
    ">another": "/trusts/kent/agreements/another/",
    ">draft": "/trusts/kent/agreements/agreement/draft/",
    ">edition": "/trusts/kent/agreements/agreement/editions/1/",
    ">next": "/trusts/kent/agreements/agreement/editions/2/",
    ">code": f"/check/{CODE}/",
    ">signed": "/trusts/kent/agreements/agreement/signatures/",
}

TABLE = """
# address                             method  visitor  nobody  officer  bare     auditor  m-off.  m-aud.
agreements                            GET     200      200     200      200      200      200     200
agreements                            POST    405      405     405      405      405      405     405
agreement                             GET     200      200     200      200      200      200     200
agreement                             POST    405      405     405      405      405      405     405
agreement_edition                     GET     200      200     200      200      200      200     200
agreement_edition                     POST    405      405     405      405      405      405     405
sign_agreement                        GET     >in      404     403      >factor  403      404     404
sign_agreement                        POST    >in      404     403      >factor  403      404     404
decline_agreement                     GET     >in      404     403      >factor  403      404     404
decline_agreement                     POST    >in      404     403      >factor  403      404     404
agreement_receipt                     GET     >in      404     200      >factor  200      404     404
agreement_receipt                     POST    405      405     405      405      405      405     405
add_agreement                         GET     >in      404     200      >factor  403      404     404
add_agreement                         POST    >in      404     >another >factor  403      404     404
draft_agreement                       GET     >in      404     200      >factor  403      404     404
draft_agreement                       POST    >in      404     >draft   >factor  403      404     404
issue_agreement                       GET     >in      404     200      >factor  403      404     404
issue_agreement                       POST    >in      404     >next    >factor  403      404     404
withdraw_edition                      GET     >in      404     200      >factor  403      404     404
withdraw_edition                      POST    >in      404     >edition >factor  403      404     404
agreement_signatures                  GET     >in      404     200      >factor  200      404     404
agreement_signatures                  POST    405      405     405      405      405      405     405
agreement_signatures_csv              GET     >in      404     200      >factor  200      404     404
agreement_signatures_csv              POST    405      405     405      405      405      405     405
remind_signers                        GET     >in      404     200      >factor  403      404     404
remind_signers                        POST    >in      404     200      >factor  403      404     404
add_block                             GET     >in      404     200      >factor  403      404     404
add_block                             POST    >in      404     >signed  >factor  403      404     404
name_signatory                        GET     >in      404     200      >factor  403      404     404
name_signatory                        POST    >in      404     >signed  >factor  403      404     404
end_block                             GET     >in      404     200      >factor  403      404     404
end_block                             POST    >in      404     >signed  >factor  403      404     404
enter_paper_signature                 GET     >in      404     200      >factor  403      404     404
enter_paper_signature                 POST    >in      404     200      >factor  403      404     404
signature_scan                        GET     >in      404     200      >factor  200      404     404
signature_scan                        POST    405      405     405      405      405      405     405
agreement_pdf                         GET     >in      404     200      >factor  200      404     404
agreement_pdf                         POST    405      405     405      405      405      405     405
seal_agreement                        GET     >in      404     200      >factor  403      404     404
seal_agreement                        POST    >in      404     200      >factor  403      404     404
sealed_agreement                      GET     >in      404     200      >factor  200      404     404
sealed_agreement                      POST    405      405     405      405      405      405     405
check_document                        GET     200      200     200      200      200      200     200
check_document                        POST    >code    >code   >code    >code    >code    >code   >code
check_code                            GET     200      200     200      200      200      200     200
check_code                            POST    405      405     405      405      405      405     405
"""


@dataclass
class AgreedWorld(AgendaWorld):
    """The same, with an agreement of the board's representatives: the first edition is issued and the next under way;
    Ann Ames has an account and has signed for the police, Cat Cole on paper for health. One block is Ann's. Cat
    has declared an interest for the board's meeting.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.agreement = agreement_of(self.board, AGREEMENT[1], "Agreement")
        self.edition = issued(self.agreement)
        self.draft = draft_of(self.agreement)
        user = member(self.ann, "Ann Ames", PERSON, second_factor=False)
        self.signature: Signature = sign(self.edition, at_seat(self.police), self.ann, user)
        scan = keep([PDF])
        self.on_paper = sign_on_paper(self.edition, at_seat(self.health), self.cat, scan=scan)
        self.sealed = keep_sealed(
            self.edition,
            code=CODE,
            sha256=scan,
            signatures=[self.signature.code, self.on_paper.code],
            seal="",
            head="",
            by=operator(),
        ).result
        named = {"title": "Police", "agency": self.agency, "person": self.ann, "starts": SINCE}
        self.block: Block = add_block(self.agreement, **named, by=operator()).result
        told = {"kind": "", "nature": "A firm.", "goes": False, "registered": None, "corrects": None, "at": None}
        whose = {"person": self.cat, "seat": self.health, "item": None}
        declare_interest_at(self.meeting, **whose, **told, by=operator())
        self.declaration = Declaration.objects.get()


def arguments_of(world: AgreedWorld) -> dict[str, list[Any]]:
    """What the addresses are made of, by name."""
    return {
        "agreements": ["kent"],
        "agreement": AGREEMENT,
        "agreement_edition": [*AGREEMENT, 1],
        **{name: [*AGREEMENT, at_seat(world.police)] for name in ("sign_agreement", "decline_agreement")},
        "agreement_receipt": [*AGREEMENT, world.signature.pk],
        "add_agreement": ["kent"],
        **dict.fromkeys(OF_THE_OFFICER, AGREEMENT),
        "withdraw_edition": [*AGREEMENT, 1],
        **{name: [*AGREEMENT, world.block.pk] for name in ("name_signatory", "end_block")},
        "enter_paper_signature": [*AGREEMENT, at_seat(world.voluntary)],
        "signature_scan": [*AGREEMENT, world.on_paper.pk],
        **{name: [*AGREEMENT, 1] for name in ("agreement_pdf", "seal_agreement")},
        "sealed_agreement": [*AGREEMENT, CODE],
        "check_document": [],
        "check_code": [CODE],
    }


def forms() -> dict[str, dict[str, Any]]:
    """A good form for each address that takes one, by name."""
    return {
        "decline_agreement": {"reason": "Not yet.", "number": "1"},
        "add_agreement": {"name": "Another", "body": "board"},
        "draft_agreement": {
            "title": "Agreement",
            "text": "1. We meet.",
            "signers": "representatives",
            "life": "replaced",
            "effective_0": "1",
            "effective_1": "4",
            "effective_2": "2030",
            "version": str(first_version(1)),
        },
        "issue_agreement": {"version": str(first_version(1))},
        "withdraw_edition": {"reason": "A clause was left out."},
        "check_document": {"code": CODE},
        "add_block": {"title": "Parents", **FROM},
        "name_signatory": {"person": "cat-cole", **FROM},
        "end_block": {"ends_0": "1", "ends_1": "1", "ends_2": "2026", "version": "1"},
    }
