"""What is kept cannot be read without a secret, and survives a change of secret."""

from __future__ import annotations

import numpy as np
import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from nlu.engine.cipher import Cipher

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(json_values)
def test_what_is_sealed_opens_as_it_was(value: object) -> None:
    cipher = Cipher(["one"])
    assert cipher.open(cipher.seal(value)) == value


def test_the_sealed_bytes_hold_nothing_readable() -> None:
    assert b"Cergy" not in Cipher(["one"]).seal({"town": "Cergy"})


def test_an_old_secret_still_opens_and_the_first_seals() -> None:
    sealed = Cipher(["old"]).seal([1])
    assert Cipher(["new", "old"]).open(sealed) == [1]
    with pytest.raises(InvalidToken):
        Cipher(["old"]).open(Cipher(["new", "old"]).seal([1]))


def test_an_altered_row_is_refused() -> None:
    sealed = bytearray(Cipher(["one"]).seal([1]))
    sealed[20] ^= 1
    with pytest.raises(InvalidToken):
        Cipher(["one"]).open(bytes(sealed))


def test_confidences_of_numpy_are_kept_as_numbers() -> None:
    cipher = Cipher(["one"])
    assert cipher.open(cipher.seal({"c": np.float32(0.5)})) == {"c": 0.5}


def test_a_cipher_needs_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        Cipher([])
