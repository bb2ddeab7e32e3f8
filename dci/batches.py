"""Many envelopes in one HTTP body: a JSON array, or one a line. Each is cut out as it stands, since its signature is
over its bytes, and is judged and kept alone: the erasure of one household touches no other's evidence."""

from typing import Final

import msgspec

from dci.codes import Action
from dci.parser import Malformed, decode

ENVELOPES_MAX: Final = 100


def cut(body: bytes, lines: bool) -> list[bytes]:
    """The envelopes in their order. Raises `Malformed`, also for none or too many."""
    if lines:
        envelopes = [line for line in (piece.strip() for piece in body.split(b"\n")) if line]
    else:
        envelopes = [bytes(raw) for raw in decode(body, list[msgspec.Raw])]
    if not 0 < len(envelopes) <= ENVELOPES_MAX:
        raise Malformed("no envelopes, or too many")
    return envelopes


def action_of(envelope: bytes) -> Action | None:
    """What one says that it is, before anybody believes it."""
    try:
        return decode(envelope, _Envelope).header.action
    except Malformed:
        return None


class _Header(msgspec.Struct, frozen=True):
    action: Action


class _Envelope(msgspec.Struct, frozen=True):
    header: _Header


def together(acks: list[bytes], lines: bool) -> bytes:
    """The acks in the order of their envelopes, in the form in which those came."""
    return b"\n".join(acks) + b"\n" if lines else b"[%b]" % b",".join(acks)
