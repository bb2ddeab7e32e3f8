"""What every vault promises, on memory and on PostgreSQL."""

from typing import Any

import msgspec
import pytest

from chassis.vault import Box, BrokenBox, UnknownKey
from kernel.personal import Withheld

AAD = b"event-1\ntest.Opened.v1"


def test_what_was_sealed_opens_again(vault: Any) -> None:
    vault.create("h1")
    box = vault.seal("h1", "张三".encode(), AAD)
    assert (box.suite, box.kid) == ("A256GCM", "h1")
    assert "张三".encode() not in msgspec.json.encode(box)
    assert vault.open(box, AAD) == "张三".encode()


def test_two_boxes_of_the_same_text_differ(vault: Any) -> None:
    vault.create("h1")
    assert vault.seal("h1", b"same", AAD).ciphertext != vault.seal("h1", b"same", AAD).ciphertext


def test_sealing_never_makes_a_key(vault: Any) -> None:
    with pytest.raises(UnknownKey):
        vault.seal("nobody", b"text", AAD)


def test_making_a_key_twice_keeps_the_first(vault: Any) -> None:
    vault.create("h1")
    box = vault.seal("h1", b"text", AAD)
    vault.create("h1")
    assert vault.open(box, AAD) == b"text"


def moved(box: Box) -> list[tuple[Box, bytes]]:
    replace = msgspec.structs.replace
    return [
        (box, b"event-2\ntest.Opened.v1"),
        (box, b"event-1\ntest.Noted.v1"),
        (replace(box, kid="h2"), AAD),
        (replace(box, ciphertext=bytes([box.ciphertext[0] ^ 1]) + box.ciphertext[1:]), AAD),
        (replace(box, nonce=b"short"), AAD),
        (replace(box, suite="other"), AAD),
    ]


@pytest.mark.parametrize("breach", range(6))
def test_a_box_that_was_moved_or_altered_does_not_open(vault: Any, breach: int) -> None:
    vault.create("h1")
    vault.create("h2")
    box, aad = moved(vault.seal("h1", b"text", AAD))[breach]
    with pytest.raises(BrokenBox):
        vault.open(box, aad)


def test_a_destroyed_key_is_gone_and_never_made_again(vault: Any, shred: Any) -> None:
    vault.create("h1")
    box = vault.seal("h1", b"text", AAD)
    shred(vault, "h1")
    shred(vault, "h1")
    assert vault.open(box, AAD) is Withheld.ERASED
    with pytest.raises(UnknownKey):
        vault.create("h1")
    with pytest.raises(UnknownKey):
        vault.seal("h1", b"text", AAD)


def test_a_lost_key_does_not_pass_for_an_erasure(vault: Any) -> None:
    with pytest.raises(UnknownKey):
        vault.open(Box("A256GCM", "lost", b"n" * 12, b"c" * 20), AAD)


def test_tokens_are_stable_keyed_and_of_their_kind(vault: Any) -> None:
    token = vault.token("person", "11010519491231002X")
    assert token == vault.token("person", "11010519491231002X")
    assert token.startswith("person:")
    assert len(token) == len("person:") + 40
    others = {vault.token("person", "110105194912310021"), vault.token("account", "11010519491231002X")}
    assert token not in others
    assert len(vault.keyed_hash(b"body")) == 64
    assert vault.keyed_hash(b"body") not in token
