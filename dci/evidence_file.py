"""An evidence file, judged offline: no database, no network, no settings, and of libraries `cryptography` alone.

The file is JSON lines. What both sides signed stands in it as text, byte for byte; beside it the keys with their times,
so that each signature is judged as of its receipt. The last line has the digest and our signature over all before it:
a byte that was changed anywhere is found. This page reads only `suites.py` and `raw_members.py` beside it, so that a
stranger can keep the three: `python -m dci.evidence_file FILE`. The form: docs/design/evidence.md.
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dci import suites
from dci.raw_members import top_level

FORMAT: Final = "jiekun-evidence-1"
CLOCK_SKEW_S: Final = 60
LIFETIME_MAX_S: Final = 900

HOLDS: Final = "holds"
FAILS: Final = "FAILS"
MISSING: Final = "missing"


class Unreadable(Exception):
    """No evidence file, or one that was changed: nothing in it is judged."""


@dataclass(frozen=True)
class Finding:
    """One check of one line. `verdict`: holds, FAILS, missing; `why` is a stable code with what it is about."""

    line: int
    what: str
    check: str
    verdict: str
    why: str = ""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def line_of(value: Mapping[str, Any]) -> bytes:
    """One line in the one form that it may have."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def sealed_by(lines: bytes) -> bytes:
    """What the last line's signature is over."""
    return f"{FORMAT}\n{sha256(lines)}".encode()


def end_line(lines: bytes, key_id: str, signature: bytes) -> bytes:
    told = base64.b64encode(signature).decode()
    return line_of({"kind": "end", "sha256": sha256(lines), "key_id": key_id, "signature": told})


def verify(content: bytes, trusted: list[dict[str, Any]] | None = None) -> list[Finding]:
    """What can be said of each envelope. `trusted`: keys that are known otherwise; each key of the file must be among
    them. Raises `Unreadable`."""
    lines = _lines(content)
    try:
        return _judged(content, lines, trusted)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable("not_an_evidence_file") from None


def _judged(content: bytes, lines: list[dict[str, Any]], trusted: list[dict[str, Any]] | None) -> list[Finding]:
    head, keys = lines[0], _Keys([one for one in lines if one.get("kind") == "key"])
    findings = [_end(content, lines, keys)]
    if trusted is not None:
        findings += keys.against(trusted)
    questions = [one for one in lines if one.get("kind") == "question"]
    for number, line in enumerate(lines, start=1):
        if line.get("kind") in ("question", "answer", "push"):
            findings += _envelope(number, line, str(head["from"]), keys, questions)
    return findings


def _lines(content: bytes) -> list[dict[str, Any]]:
    """Each in its one form: two spellings of one line would be a change that nobody sees."""
    try:
        lines = [json.loads(line) for line in content.decode().removesuffix("\n").split("\n")]
        again = b"".join(line_of(line) for line in lines)
        known = all(isinstance(line, dict) for line in lines) and lines[0]["format"] == FORMAT and "from" in lines[0]
    except (ValueError, KeyError, RecursionError):
        raise Unreadable("not_an_evidence_file") from None
    if not known:
        raise Unreadable("not_an_evidence_file")
    if again != content:
        raise Unreadable("changed: a line is not in its one form")
    return lines


class _Keys:
    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self._keys = {(one["sender_id"], one["key_id"]): one for one in lines}

    def named(self, sender: str, key_id: str) -> dict[str, Any] | None:
        return self._keys.get((sender, key_id))

    def why_not(self, sender: str, key_id: str, at: datetime) -> str:
        key = self.named(sender, key_id)
        if key is None:
            return "key_not_in_the_file"
        if at < datetime.fromisoformat(key["valid_from"]):
            return "key_not_yet_in_force"
        ends = [datetime.fromisoformat(key[name]) for name in ("valid_until", "revoked_from") if key.get(name)]
        return "key_over" if ends and at >= min(ends) else ""

    def verifies(self, sender: str, key_id: str, signature: bytes, signed: bytes) -> bool:
        key = self.named(sender, key_id)
        return key is not None and suites.verifies(key["algorithm"], key["public_key"], signature, signed)

    def against(self, trusted: list[dict[str, Any]]) -> Iterator[Finding]:
        believed = {(one["sender_id"], one["key_id"]): one["public_key"] for one in trusted}
        for name, key in sorted(self._keys.items()):
            same = believed.get(name) == key["public_key"]
            verdict, why = (HOLDS, "") if same else (FAILS, "another_key" if name in believed else "key_not_trusted")
            yield Finding(0, "|".join(name), "trusted key", verdict, why)


def _end(content: bytes, lines: list[dict[str, Any]], keys: _Keys) -> Finding:
    end = lines[-1]
    before = content[: content.rfind(b"\n", 0, -1) + 1]
    try:
        signature = base64.b64decode(end["signature"], validate=True)
        whole = end["kind"] == "end" and end["sha256"] == sha256(before)
        same = end_line(before, end["key_id"], signature) == content[len(before) :]
        signed = keys.verifies(str(lines[0]["from"]), end["key_id"], signature, sealed_by(before))
    except (KeyError, TypeError, ValueError):
        raise Unreadable("changed: the last line is not as it was written") from None
    if not (whole and same and signed):
        raise Unreadable("changed: the digest or the signature over the whole does not hold")
    return Finding(len(lines), "file", "digest and signature over the whole", HOLDS)


def _envelope(
    number: int, line: dict[str, Any], ours: str, keys: _Keys, questions: list[dict[str, Any]]
) -> Iterator[Finding]:
    what = f"{line['kind']} {line['agency']} {line.get('inquiry', '')}".strip()
    sender, body = (ours if line["kind"] == "question" else line["agency"]), line.get("body")
    if line["key_id"]:
        why = keys.why_not(sender, line["key_id"], datetime.fromisoformat(line["at"]))
        yield Finding(number, what, "key as of then", FAILS if why else HOLDS, why)
    if body is None:
        yield Finding(number, what, "signature", MISSING, line["missing"])
    else:
        why = _why_unsigned(body, line, sender, keys)
        yield Finding(number, what, "signature", FAILS if why else HOLDS, why)
    if line["kind"] == "answer":
        yield Finding(number, what, "answers the question", *_binding(line, questions))


def _why_unsigned(body: str, line: dict[str, Any], sender: str, keys: _Keys) -> str:
    """As docs/signatures.md has it, as of `at`; "" when it holds."""
    raw, at = body.encode(), datetime.fromisoformat(line["at"]).timestamp()
    if line["digest"] != sha256(raw):
        return "digest_is_another"
    try:
        members = top_level(body)
        told = _SIGNATURE.fullmatch(json.loads(members["signature"]))
        header, message = members["header"].encode(), members["message"].encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return "envelope_malformed"
    if told is None or told["suite"] != told["algorithm"]:
        return "signature_malformed"
    if told["suite"] not in suites.SUITES:
        return "suite_not_known_here"
    created, expires = int(told["created"]), int(told["expires"])
    if not 0 < expires - created <= LIFETIME_MAX_S or not created - CLOCK_SKEW_S <= at < expires:
        return "signature_not_in_force"
    if (told["sender"], told["key"]) != (sender, line["key_id"]):
        return "signed_by_another"
    key = keys.named(sender, line["key_id"])
    if key is None or key["algorithm"] != told["suite"]:
        return "key_not_in_the_file"
    suite = suites.SUITES[told["suite"]]
    digest = base64.b64encode(suite.digest(header + message)).decode()
    signed = f"(created): {created}\n(expires): {expires}\ndigest: {suite.digest_name}={digest}"
    try:
        signature = base64.b64decode(told["signature"], validate=True)
    except ValueError:
        return "signature_malformed"
    return "" if keys.verifies(sender, line["key_id"], signature, signed.encode()) else "signature_does_not_match"


_NAME: Final = r"[A-Za-z0-9._:/@-]{1,99}"
_SIGNATURE: Final = re.compile(
    rf'namespace="dci", kidId="(?P<sender>{_NAME})\|(?P<key>{_NAME})\|(?P<suite>[a-z0-9-]+)", '
    r'algorithm="(?P<algorithm>[a-z0-9-]+)", created="(?P<created>[1-9][0-9]{0,10})", '
    r'expires="(?P<expires>[1-9][0-9]{0,10})", headers="\(created\) \(expires\) digest", '
    r'signature="(?P<signature>[A-Za-z0-9+/]{1,200}={0,2})"'
)


def key_id_of(body: str) -> str:
    """Under which key it says that it was signed, "" when it says none."""
    try:
        told = _SIGNATURE.fullmatch(json.loads(top_level(body)["signature"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return told["key"] if told else ""


def _binding(line: dict[str, Any], questions: list[dict[str, Any]]) -> tuple[str, str]:
    """Whether the answer carries the hash of a question of this inquiry that stands in the file."""
    if line.get("body") is None:
        return MISSING, line["missing"]
    asked = [one for one in questions if (one["inquiry"], one["agency"]) == (line["inquiry"], line["agency"])]
    messages = [told for one in asked if (told := _message(one)) is not None]
    if not messages:
        return MISSING, "question_not_in_the_file"
    try:
        header = json.loads(top_level(line["body"])["header"])
        carried = header["meta"]["question_hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return FAILS, "no_question_hash"
    if carried in [sha256(one.encode()) for one in messages]:
        return HOLDS, ""
    return FAILS, "answers_another_question"


def _message(question: dict[str, Any]) -> str | None:
    """The bytes that the hash is over: of the signed body, or as they are rendered again where none was kept."""
    try:
        body = question.get("body")
        return question.get("message") if body is None else top_level(body)["message"]
    except (ValueError, KeyError, RecursionError):
        return None


def main(words: list[str]) -> int:
    """0: all that is there holds; 1: something fails; 2: no evidence file, or a changed one."""
    try:
        findings = verify(Path(words[0]).read_bytes())
    except Unreadable as unreadable:
        sys.stderr.write(f"{unreadable}\n")
        return 2
    for one in findings:
        sys.stdout.write(f"{one.line:>5}  {one.verdict:<8} {one.what}: {one.check} {one.why}".rstrip() + "\n")
    return 1 if any(one.verdict == FAILS for one in findings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
