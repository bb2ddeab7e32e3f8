"""A question to an agency, put together and signed by one side, judged by the other: all that is done to its bytes.

`bare`: the two signatures of Ed25519 alone, over bytes of the same length.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from dci.keys import KeyHistory, SigningKey
from dci.questions import Person, Question, ask
from dci.signatures import verify
from lab.bench.peers.line import Play

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
SIGNED_BYTES = 104
"""created, expires and the digest, as `docs/signatures.md` puts them together."""


def make(settings: dict[str, Any]) -> Play:
    key = SigningKey.generate("verification", "v1")
    sign, judge = _bare(key) if settings.get("bare") else _whole(key)

    def play(count: int) -> dict[str, float]:
        sign_s, bodies = _timed(lambda: [sign() for _ in range(count)])
        verify_s, _ = _timed(lambda: [judge(body) for body in bodies])
        return {
            "seconds": sign_s + verify_s,
            "sign_ms": 1_000 * sign_s / count,
            "verify_ms": 1_000 * verify_s / count,
        }

    return play


def _whole(key: SigningKey) -> tuple[Callable[[], bytes], Callable[[bytes], object]]:
    person = Person(id_number="99010119800101001X", token="tok-1", name="试·例")  # noqa: S106 - a pseudonym
    question = Question("tx-1", "ref-1", "social_security", "social_insurance", (person,), NOW, "GX-1")
    keys = KeyHistory([key.known(NOW - YEAR, NOW + YEAR)])

    def sign() -> bytes:
        uri = "http://127.0.0.1:7002/registry/on-search"
        return ask([question], key, message_id="m-1", sender_uri=uri, receiver_id="tax", now=NOW).body

    return sign, lambda body: verify(body, keys, NOW)


def _bare(key: SigningKey) -> tuple[Callable[[], bytes], Callable[[bytes], object]]:
    signed, public = b"x" * SIGNED_BYTES, key.private.public_key()
    return lambda: key.private.sign(signed), lambda signature: public.verify(signature, signed)


def _timed(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done
