"""The key of the seal and its certificates: where they come from, what is said when they will not do."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.trustboard.documents.seals import PASSPHRASE, new_key, sealed_by, three_pages
from trustboard.checks import documents_can_be_sealed
from trustboard.documents.checking import check
from trustboard.documents.keys import (
    NoSeal,
    as_pem,
    is_authority,
    load_seal_key,
    names_on,
    seal_key,
    trusted_certificates,
)
from trustboard.documents.seal_making import make_seal
from trustboard.documents.sealing import seal

OTHER_PASSPHRASE = "another passphrase of the tests"


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Path:
    """The file that the settings name, not made yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEAL_FILE = str(tmp_path / "keys" / "seal.p12")
    settings.SEAL_PASSPHRASE = PASSPHRASE
    return Path(settings.SEAL_FILE)


def run_make_seal(*arguments: str) -> str:
    out = StringIO()
    call_command("make_seal", *arguments, stdout=out)
    return out.getvalue()


def test_make_seal_makes_a_key_that_only_its_owner_reads(place: Path) -> None:
    said = run_make_seal("--name", "North Shire Children's Trust")

    key = load_seal_key(place, PASSPHRASE)
    assert place.stat().st_mode & 0o777 == 0o600
    assert key.name == "North Shire Children's Trust"
    assert timedelta(days=3650) < key.not_after - datetime.now(UTC) < timedelta(days=3656)
    assert f"SHA-256 {key.fingerprint}" in said
    assert PASSPHRASE not in said
    assert [path.name for path in place.parent.iterdir()] == ["seal.p12"]


def test_make_seal_takes_the_host_of_the_site_when_no_name_is_given(place: Path) -> None:
    run_make_seal()

    assert load_seal_key(place, PASSPHRASE).name == "Trustboard at 127.0.0.1"


def test_seal_and_root_are_what_other_programs_expect(place: Path) -> None:
    """P-256, digest by SHA-256, the root vouching for the seal and for nothing below it."""
    run_make_seal()
    key = load_seal_key(place, PASSPHRASE)
    (root,) = key.chain
    usage = key.certificate.extensions.get_extension_for_class(x509.KeyUsage).value

    key.certificate.verify_directly_issued_by(root)
    assert (is_authority(root), is_authority(key.certificate)) == (True, False)
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    opened = pkcs12.load_pkcs12(place.read_bytes(), PASSPHRASE.encode())
    assert opened.key
    assert opened.key.curve.name == "secp256r1"
    assert len(opened.additional_certs) == 1


def test_openssl_reads_the_certificates_that_are_kept(place: Path) -> None:
    run_make_seal()
    (kept,) = (place.parents[1] / "media" / "seals").iterdir()
    said = subprocess.run(["openssl", "verify", "-CAfile", kept, kept], capture_output=True, text=True, check=False)

    assert said.stdout == f"{kept}: OK\n", said.stderr
    assert kept.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in kept.read_bytes()


def test_make_seal_leaves_the_seal_that_is_there(place: Path) -> None:
    run_make_seal()
    before = place.read_bytes()

    with pytest.raises(CommandError, match=r"There is a seal in .* already, and it was left as it is"):
        run_make_seal("--name", "Another")

    assert place.read_bytes() == before


def test_documents_stay_good_when_another_seal_takes_the_place_of_theirs(place: Path) -> None:
    """Given a sealed document, when the seal is replaced, then the document and those of the new seal are accepted."""
    run_make_seal()
    before = seal(three_pages(), key=seal_key(), reason="x")

    run_make_seal("--replace")
    after = seal(three_pages(), key=seal_key(), reason="x")

    checked = [check(pdf, trusted=trusted_certificates()) for pdf in (before, after)]
    assert [one.is_accepted for one in checked] == [True, True]
    assert checked[0].fingerprint != checked[1].fingerprint


def test_make_seal_leaves_a_seal_whose_certificate_it_cannot_keep(place: Path, settings: Settings) -> None:
    run_make_seal()
    before = place.read_bytes()
    settings.SEAL_PASSPHRASE = OTHER_PASSPHRASE

    with pytest.raises(CommandError, match="was left as it is, for its certificate must be kept"):
        run_make_seal("--replace")

    assert place.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "arguments", "sentence"),
    [
        ({"SEAL_FILE": ""}, (), "SEAL_FILE is not set"),
        ({"SEAL_PASSPHRASE": "short"}, (), "SEAL_PASSPHRASE must have 16 letters or more"),
        ({}, ("--name", "x" * 65), "No seal was made. The name of a seal has 1 to 64 letters."),
    ],
)
def test_make_seal_says_what_is_missing(
    place: Path, settings: Settings, changed: dict[str, str], arguments: tuple[str, ...], sentence: str
) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)

    with pytest.raises(CommandError, match=sentence):
        run_make_seal(*arguments)

    assert not place.exists()


def test_certificate_is_kept_when_a_key_from_elsewhere_is_used(place: Path) -> None:
    """Given a PKCS#12 file that somebody else made, when it seals, then it alone is ours."""
    place.parent.mkdir()
    key = new_key("A trust with a key of an authority")
    place.write_bytes(key.pkcs12)

    assert trusted_certificates().seals == ()
    assert seal_key() == key
    assert trusted_certificates().seals == (key.certificate,)
    assert check(sealed_by(key), trusted=trusted_certificates()).is_accepted


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("CN=Kent Trust,OU=Seal of documents,O=Kent Trust", "Kent Trust"),
        ("CN=Seal of agreements,O=Kent\\, the county,C=GB", "Seal of agreements (Kent, the county)"),
        ("O=Kent,C=GB", "Kent"),
        ("OU=Nobody,C=GB", "OU=Nobody,C=GB"),
    ],
)
def test_names_on_a_certificate_are_told_in_plain_words(subject: str, names: str) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string(subject)
    begun = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime.now(UTC), datetime.now(UTC))

    assert names_on(begun.sign(key, hashes.SHA256())) == names


def test_key_shows_neither_itself_nor_its_passphrase() -> None:
    shown = repr(new_key())

    assert PASSPHRASE not in shown
    assert "pkcs12" not in shown


def test_no_seal_says_why(place: Path, settings: Settings) -> None:
    def said() -> str:
        with pytest.raises(NoSeal) as refused:
            seal_key()
        return str(refused.value)

    assert said() == "SEAL_FILE cannot be read: No such file or directory."
    place.parent.mkdir()
    place.write_bytes(b"no archive")
    assert said() == "SEAL_FILE is no PKCS#12 file, or SEAL_PASSPHRASE does not open it."
    place.write_bytes(make_seal("x", passphrase=OTHER_PASSPHRASE, now=datetime.now(UTC)))
    assert said() == "SEAL_FILE is no PKCS#12 file, or SEAL_PASSPHRASE does not open it."
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    key = new_key()
    place.write_bytes(pkcs12.serialize_key_and_certificates(None, None, key.certificate, None, encryption))
    assert said() == "SEAL_FILE holds no key with a certificate of its own."
    settings.SEAL_FILE = ""
    assert said() == "No seal is set up: SEAL_FILE is not set."


def test_certificates_of_time_stamp_services_are_those_named(place: Path, settings: Settings, tmp_path: Path) -> None:
    named = tmp_path / "time.pem"
    settings.TIMESTAMP_CERTIFICATES = str(named)
    with pytest.raises(NoSeal, match=r"^The certificates in time\.pem cannot be read\.$"):
        trusted_certificates()

    chain = new_key().chain
    named.write_text(as_pem(chain))

    assert trusted_certificates().time == chain


def test_check_of_a_deployment_says_when_the_seal_runs_out(place: Path) -> None:
    place.parent.mkdir()
    made = datetime.now(UTC) - timedelta(days=3652 - 30)
    place.write_bytes(make_seal("x", passphrase=PASSPHRASE, now=made))

    (found,) = documents_can_be_sealed(None)

    assert found.id == "trustboard.W002"
    assert found.msg.startswith("The seal holds until ")
    assert found not in run_checks(), "it is asked of a deployment alone"


def test_check_of_a_deployment_finds_nothing_when_the_seal_will_do(place: Path) -> None:
    run_make_seal()

    assert documents_can_be_sealed(None) == []
