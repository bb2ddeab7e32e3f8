"""Keys are read in each documented form, believed for their time only, and never shown."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest

from dci.keys import KeyHistory, SigningKey, UnknownKey, UnknownSender


def test_a_private_key_survives_pem_base64_and_key_file(now: datetime) -> None:
    key = SigningKey.generate("tax", "t1")
    raw = base64.b64encode(key.private.private_bytes_raw()).decode()
    copies = [SigningKey.of("tax", "t1", key.pem()), SigningKey.of("tax", "t1", raw), SigningKey.load(key.dump())]
    assert [copy.known(now) for copy in copies] == [key.known(now)] * 3


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_broken_private_key_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"key is not") as caught:
        SigningKey.of("tax", "t1", text)
    assert not text or text not in str(caught.value)


def test_no_secret_shows_in_a_representation() -> None:
    key = SigningKey.generate("tax", "t1")
    assert repr(key) == "SigningKey(sender_id='tax', key_id='t1')"


@pytest.mark.parametrize("name", ["", "a|b", 'a"b', "税务", "a\n", "a" * 100])
def test_names_that_would_break_the_signature_string_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must match"):
        SigningKey.generate(name, "t1")


def test_a_key_is_in_force_from_its_first_instant_up_to_its_last(now: datetime) -> None:
    hour = timedelta(hours=1)
    keys = KeyHistory([SigningKey.generate("tax", "t1").known(now, now + hour)])
    keys.key("tax", "t1", now)
    keys.key("tax", "t1", now + hour - timedelta(microseconds=1))
    for outside in (now - timedelta(microseconds=1), now + hour):
        with pytest.raises(UnknownKey):
            keys.key("tax", "t1", outside)


def test_keys_overlap_while_they_are_changed(now: datetime) -> None:
    day = timedelta(days=1)
    old, new = SigningKey.generate("tax", "t1"), SigningKey.generate("tax", "t2")
    keys = KeyHistory([old.known(now - day, now + day), new.known(now)])
    assert {keys.key("tax", name, now).public_bytes_raw() for name in ("t1", "t2")} == {
        key.private.public_key().public_bytes_raw() for key in (old, new)
    }
    with pytest.raises(UnknownKey):
        keys.key("tax", "t1", now + day)
    with pytest.raises(UnknownSender):
        keys.key("nobody", "t1", now)


def test_a_history_is_the_same_after_dump_and_load(parties: Any, now: datetime) -> None:
    again = KeyHistory.load(parties.keys.dump())
    assert again.dump() == parties.keys.dump()
    assert again.key("tax", "t1", now).public_bytes_raw() == (parties.keys.key("tax", "t1", now).public_bytes_raw())


def test_an_id_given_twice_or_another_algorithm_is_refused(now: datetime) -> None:
    key = SigningKey.generate("tax", "t1")
    with pytest.raises(ValueError, match=r"given twice: tax\|t1"):
        KeyHistory([key.known(now), key.known(now)])
    with pytest.raises(ValueError, match=r"algorithm"):
        KeyHistory.load(KeyHistory([key.known(now)]).dump().replace(b"ed25519", b"rsa"))
