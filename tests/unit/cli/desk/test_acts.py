"""How a command acts: on a version, once, on what a person meant; and what it says when it cannot."""

import json
import os
import stat
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import ABOUT, HOUSEHOLD_READ, Line, get, line, post

DECIDED = post("intake", "/v1/households/{household}/decision")
STALE = {
    "code": "stale_version",
    "texts": {"zh": "内容已被他人更新。", "en": "Somebody changed this."},
    "next": {"zh": "请重新读取。", "en": "Read it again."},
}


def entry(version: int, what: str, stream: str = "household-h1") -> dict[str, Any]:
    return {
        "at": "2026-11-02T02:00:00Z", "type": "x", "actor": "chen", "stream": stream, "version": version,
        "summary_zh": what, "summary_en": "x", "why": {}, "sealed": False,
    }  # fmt: skip


OVERTAKEN = {
    DECIDED: (412, STALE),
    get("intake", "/v1/households/{household}/timeline"): {
        "items": [entry(7, "系统建议"), entry(8, "退回补正"), entry(9, "别的", "household-h2")],
        "earlier": False,
    },
}


def test_a_decision_is_made_on_the_version_that_stands(terminal: Terminal) -> None:
    terminal.says("decide approve h1")
    read, decided = terminal.api.asked
    assert read.route == HOUSEHOLD_READ
    assert (decided.route, decided.headers["if-match"]) == (DECIDED, f'"{ABOUT["version"]}"')


def test_or_on_the_version_that_was_seen_without_reading_again(terminal: Terminal) -> None:
    terminal.says("decide approve h1 --version 7")
    (decided,) = terminal.api.asked
    assert decided.headers["if-match"] == '"7"'


def test_who_comes_second_is_told_who_was_first_and_what_they_did(terminal: Terminal) -> None:
    overtaken = line("decide approve h1 --version 7")._replace(answers=OVERTAKEN)
    told = terminal.types(overtaken)
    assert told.exit_code == 2
    assert "412 stale_version 内容已被他人更新。 请重新读取。" in told.stderr
    assert "2026-11-02 10:00 chen 退回补正" in told.stderr
    assert "系统建议" not in told.stderr
    assert "别的" not in told.stderr
    refused = json.loads(terminal.types(overtaken, as_json=True).stdout)["refused"]
    assert [one["summary_zh"] for one in refused["since"]] == ["退回补正"]


def test_each_invocation_is_one_wish_under_a_key_of_its_own(terminal: Terminal) -> None:
    terminal.says("aid agree a1")
    terminal.says("aid agree a1")
    first, second = (one.headers["idempotency-key"] for one in terminal.api.asked)
    assert first != second


def test_a_refusal_is_told_in_words_with_each_fault_at_its_place(terminal: Terminal) -> None:
    fault = {"pointer": "#/amount", "code": "yuan.form", "texts": {"zh": "金额不合格式。", "en": "No amount."}}
    problem = {**STALE, "code": "invalid_body", "errors": [fault]}
    refused = line("fund confirm f1 10.00")._replace(
        answers={post("assistance", "/v1/funds/{fund}/raises/confirmation"): (422, problem)}
    )
    told = terminal.types(refused)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "422 invalid_body" in told.stderr
    assert "#/amount: 金额不合格式。" in told.stderr
    assert json.loads(terminal.types(refused, as_json=True).stdout) == {"refused": problem}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"a": ', "第 1 行"),
        ("[]", "JSON 对象"),
        ("", "第 1 行"),
        (None, "不能读取"),
        (b"\xff\xfe", "不能读取"),
        ("[" * 100_000, "不能读取"),
        ('{"a": ' + "9" * 5_000 + "}", "不能读取"),
    ],
)
def test_a_form_that_cannot_be_read_is_told_and_nothing_is_sent(
    content: str | bytes | None, reason: str, terminal: Terminal
) -> None:
    form = terminal.data / "form.json"
    if content is not None:
        form.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = terminal.says(f"apply {form}")
    assert (told.exit_code, terminal.api.asked) == (2, [])
    assert reason in told.stderr


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["aid", "withdraw", "a1", "--reason", "-"], b"\xff\xfe"),
        (["aid", "withdraw", "a1", "--reason", "\udcff"], b""),
        (["aid", "show", "\udcff"], b""),
        (["list", "--org", "\udcff"], b""),
    ],
)
def test_what_is_no_text_is_told_and_nothing_is_sent(words: list[str], stdin: bytes, terminal: Terminal) -> None:
    told = CliRunner().invoke(app([words[0]]), [*words, "--data", str(terminal.data)], input=stdin)
    assert (told.exit_code, terminal.api.asked) == (2, [])
    assert "UTF-8" in told.stderr


def test_an_answer_of_somebody_else_is_none_of_ours(terminal: Terminal) -> None:
    """An address that was misspelt: another site's page, with 200."""
    for words, route in (("aid show a1", "/v1/acts/{act}"), ("aid list", "/v1/acts")):
        strange = line(words)._replace(answers={get("assistance", route): {"detail": "<html>"}})
        told = terminal.types(strange)
        assert told.exit_code == 2
        assert "assistance is not what answers at http://127.0.0.1:" in told.stderr


def test_an_id_stays_one_segment_of_the_address(terminal: Terminal) -> None:
    terminal.types(Line(["aid", "show", "../funds?x=1#y"]))
    (asked,) = terminal.api.asked
    assert (asked.route.template, asked.places) == ("/v1/acts/{act}", {"act": "../funds?x=1#y"})


def test_a_file_taken_out_is_its_owners_alone_and_overwrites_nothing(terminal: Terminal) -> None:
    taken = terminal.data / "batch.xlsx"
    os.umask(0o022)
    assert terminal.says(f"bank export b1 --to {taken}").exit_code == 0
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    taken.write_bytes(b"mine")
    told = terminal.says(f"bank export b1 --to {taken}")
    assert told.exit_code == 2
    assert "未覆盖" in told.stderr
    assert taken.read_bytes() == b"mine"


def test_a_reason_is_read_from_standard_input_where_it_says_so(terminal: Terminal) -> None:
    terminal.types(Line(["aid", "withdraw", "a1", "--reason", "-"], "重复申报\n"))
    (asked,) = terminal.api.asked
    assert asked.body == {"reason": "重复申报"}
