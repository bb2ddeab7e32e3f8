"""What every place for blobs promises, in memory and in a folder."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from chassis.blobs import BlobLost, Blobs

SEALED = bytes(range(256)) * 40


def test_what_was_put_is_got_by_the_digest_of_its_bytes(blobs: Blobs) -> None:
    digest = blobs.put(SEALED)
    assert digest == hashlib.sha256(SEALED).hexdigest()
    assert blobs.get(digest) == SEALED
    assert blobs.get(blobs.put(b"")) == b""


def test_what_nobody_put_is_lost(blobs: Blobs) -> None:
    with pytest.raises(BlobLost):
        blobs.get(hashlib.sha256(b"never").hexdigest())


def test_put_again_it_is_there_once(blobs: Blobs) -> None:
    assert blobs.put(SEALED) == blobs.put(SEALED)
    (kept,) = blobs.kept()
    assert kept.name == blobs.put(SEALED)
    assert abs(datetime.now(UTC) - kept.since) < timedelta(minutes=1)


def test_everything_that_is_kept_is_told(blobs: Blobs) -> None:
    put = {blobs.put(bytes([number])) for number in range(20)}
    assert {kept.name for kept in blobs.kept()} == put


def test_an_empty_place_keeps_nothing(blobs: Blobs) -> None:
    assert list(blobs.kept()) == []


def test_what_was_removed_is_gone_and_may_be_removed_again(blobs: Blobs) -> None:
    digest, other = blobs.put(SEALED), blobs.put(b"other")
    blobs.remove(digest)
    blobs.remove(digest)
    with pytest.raises(BlobLost):
        blobs.get(digest)
    assert [kept.name for kept in blobs.kept()] == [other]
