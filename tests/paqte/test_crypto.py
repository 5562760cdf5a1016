"""Encryption at rest, look-ups, signatures, and changing the secret."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paqte import crypto
from paqte.errors import ConfigurationError
from tests.conftest import SECRET_KEY

OLD = "the old secret of the programme"
NEW = "the new secret of the programme"


@pytest.fixture(autouse=True)
def _secret_as_before() -> Iterator[None]:
    yield
    crypto.configure(SECRET_KEY)


@given(st.binary(max_size=300))
def test_what_is_encrypted_is_read_again(data: bytes) -> None:
    assert crypto.decrypt(crypto.encrypt(data)) == data


def test_the_same_text_is_never_encrypted_alike() -> None:
    assert crypto.encrypt(b"Nadia") != crypto.encrypt(b"Nadia")


def test_after_a_change_of_secret_old_data_is_read_and_people_are_found() -> None:
    crypto.configure(OLD)
    token, found, signed = (
        crypto.encrypt(b"Nadia"),
        crypto.keyed_hash("telegram", "42"),
        crypto.sign("button", "1"),
    )
    crypto.configure(f"{NEW}, {OLD}")
    assert crypto.decrypt(token) == b"Nadia"
    assert crypto.keyed_hash("telegram", "42") == found
    assert crypto.verify("button", "1", signed)
    fresh = crypto.encrypt(b"Nadia")
    crypto.configure([NEW])
    assert crypto.decrypt(fresh) == b"Nadia"
    with pytest.raises(ConfigurationError, match="another PAQTE_SECRET_KEY"):
        crypto.decrypt(token)


def test_a_use_has_its_own_key() -> None:
    assert crypto.keyed_hash("phone", "42") != crypto.keyed_hash("telegram", "42")
    assert crypto.sign("button", "42") != crypto.sign("link", "42")
    with pytest.raises(ConfigurationError):
        crypto.decrypt(crypto.encrypt(b"x", "tracker"))


@pytest.mark.parametrize("forged", ["", "A", "A" * 22, "é" * 22])
def test_a_forged_or_shortened_signature_is_refused(forged: str) -> None:
    good = crypto.sign("button", "1")
    assert len(good) == 22
    assert crypto.verify("button", "1", good)
    assert not crypto.verify("button", "2", good)
    assert not crypto.verify("button", "1", good[:4])
    assert not crypto.verify("button", "1", forged)


@pytest.mark.parametrize(
    ("key", "says"), [("", "missing"), (" , ", "missing"), ("short", "too short")]
)
def test_a_secret_that_protects_nothing_is_refused(key: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        crypto.configure(key)
