from django.urls import URLPattern, path

from governance.agreements.views import checking, drafting, reading, sealing, signers, signing

AGREEMENTS = "trusts/<slug:slug>/agreements/"
ONE = f"{AGREEMENTS}<slug:key>/"
EDITION = f"{ONE}editions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(AGREEMENTS, reading.agreements, name="agreements"),
    path(f"{AGREEMENTS}add/", drafting.add_agreement, name="add_agreement"),
    path(f"{ONE}draft/", drafting.draft_agreement, name="draft_agreement"),
    path(f"{ONE}issue/", drafting.issue_agreement, name="issue_agreement"),
    path(f"{EDITION}withdraw/", drafting.withdraw_edition, name="withdraw_edition"),
    path(f"{ONE}signatures/", signers.agreement_signatures, name="agreement_signatures"),
    path(f"{ONE}signatures.csv", signers.agreement_signatures_csv, name="agreement_signatures_csv"),
    path(f"{ONE}remind/", signers.remind_signers, name="remind_signers"),
    path(f"{ONE}blocks/add/", signers.add_block, name="add_block"),
    path(f"{ONE}blocks/<uuid:block>/signatory/", signers.name_signatory, name="name_signatory"),
    path(f"{ONE}blocks/<uuid:block>/end/", signers.end_block, name="end_block"),
    path(f"{ONE}on-paper/<slug:place>/", signers.enter_paper_signature, name="enter_paper_signature"),
    path(f"{ONE}signed/<uuid:signature>/scan/", signers.signature_scan, name="signature_scan"),
    path(f"{ONE}sign/<slug:place>/", signing.sign_agreement, name="sign_agreement"),
    path(f"{ONE}decline/<slug:place>/", signing.decline_agreement, name="decline_agreement"),
    path(f"{ONE}signed/<uuid:signature>/", signing.agreement_receipt, name="agreement_receipt"),
    path(f"{ONE}sealed/<slug:code>/", sealing.sealed_agreement, name="sealed_agreement"),
    path(f"{EDITION}agreement.pdf", sealing.agreement_pdf, name="agreement_pdf"),
    path(f"{EDITION}seal/", sealing.seal_agreement, name="seal_agreement"),
    path(EDITION, reading.agreement_edition, name="agreement_edition"),
    path(ONE, reading.agreement, name="agreement"),
    path("check/", checking.check_document, name="check_document"),
    path("check/<slug:code>/", checking.check_code, name="check_code"),
]
