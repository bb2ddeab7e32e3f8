"""The evidence file: both directions as signed; judged offline, as of their receipt; a changed byte is found."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from dci import evidence_file
from dci.evidence_file import FAILS, HOLDS, MISSING, Finding, Unreadable, verify
from tests.integration.verification.applications import consent, submitted
from tests.integration.verification.conftest import OURS, POPULATION, Town
from tests.integration.verification.letters import Asked, declined, read_all, written

BODY = POPULATION.households[0].body
UNION = "44/4405/440507/longhu-dianzi"
REASON = {"reason": "部门对答复有异议"}


@pytest.fixture
def town(make_town: Any) -> Town:
    """One household whose questions went out; the tax bureau has answered."""
    made: Town = make_town(agencies=False)
    made.made_ready()
    made.household = made.apply(submitted(made.service.vault, BODY, org_path=UNION))
    made.deliver()
    made.callback(answer(made))
    return made


def asked_of(town: Town, item: str) -> Asked:
    (found,) = (one for one in read_all(town.asked) if one.item == item)
    return found


def answer(town: Town, item: str = "tax", **changes: Any) -> bytes:
    tax = asked_of(town, item)
    return written(tax, town.agency_keys["tax"], {"person": tax.tokens[0], "monthly_income": "1200.00"}, **changes)


def exported(town: Town, **body: Any) -> bytes:
    given = town.post(f"/v1/households/{town.household}/evidence", REASON | body, "auditor")
    assert given.status_code == 200, given.text
    return bytes(given.content)


def lines(content: bytes, kind: str) -> list[dict[str, Any]]:
    return [one for one in map(json.loads, content.decode().splitlines()) if one["kind"] == kind]


def verdicts(findings: list[Finding], what: str) -> dict[str, tuple[str, str]]:
    return {one.check: (one.verdict, one.why) for one in findings if one.what.startswith(what)}


def test_what_both_sides_signed_stands_in_the_file_and_holds(town: Town) -> None:
    content = exported(town)
    sent = {agency: body.decode() for agency, body in town.asked}
    assert {one["agency"]: one["body"] for one in lines(content, "question")} == sent
    assert all(json.loads(one["ack"])["message"]["ack_status"] == "ACK" for one in lines(content, "question"))
    assert {one["consent"] for one in lines(content, "question")} != {""}
    (answered,) = lines(content, "answer")
    assert [one["item"] for one in answered["answers"]] == ["tax"]

    findings = verify(content)

    assert {one.verdict for one in findings} == {HOLDS}
    assert verdicts(findings, "answer tax").keys() == {"key as of then", "signature", "answers the question"}


def test_an_answer_by_the_other_suite_holds_too(make_town: Any) -> None:
    town: Town = make_town(agencies=False)
    town.made_ready()
    item = "housing_fund"
    covered = consent(town.service.vault, BODY, items=(item,))
    event = submitted(town.service.vault, BODY, org_path=UNION, items=(item,), consent=covered)
    town.household = town.apply(event)
    town.deliver()
    asked, key = asked_of(town, item), town.agency_keys[item]
    assert key.suite == "sm2"
    assert town.callback(declined(asked, key)).status_code == 200
    findings = verify(exported(town))
    assert {one.verdict for one in findings} == {HOLDS}
    assert "signature" in verdicts(findings, "answer housing_fund")


def test_a_look_at_evidence_is_an_auditors_and_on_record_with_its_reason(town: Town) -> None:
    path = f"/v1/households/{town.household}/evidence"
    assert town.post(path, REASON, "reviewer").status_code == 403
    assert town.post(path, {}, "auditor").status_code == 422
    assert town.post(path, REASON, "auditor", "44/4451").status_code == 404
    exported(town)
    (look,) = town.get(f"/v1/households/{town.household}/accesses", "auditor").json()["items"]
    assert look["what"] == "evidence"


def test_an_envelope_that_was_sent_again_is_kept_as_it_was_acknowledged_first(make_town: Any) -> None:
    town: Town = make_town(agencies=False)
    town.made_ready()
    town.household = town.apply(submitted(town.service.vault, BODY, org_path=UNION))
    unsettled = town.rows("SELECT to_jsonb(d)::text FROM deliveries d")
    town.deliver()
    first = lines(exported(town), "question")
    with town.service.store.transaction() as transaction:  # as if the process had died before it was settled
        for (row,) in unsettled:
            transaction.connection.execute(
                "INSERT INTO deliveries SELECT * FROM jsonb_populate_record(NULL::deliveries, %s::jsonb)", (row,)
            )
    town.deliver()
    assert len(town.asked) == 2 * len(first)
    assert lines(exported(town), "question") == first


def test_of_an_erased_household_digests_alone_are_left(town: Town, shred: Any) -> None:
    before = exported(town)
    shred(town.service.vault, town.household)

    content = exported(town)

    findings = verify(content)
    assert {one.verdict for one in findings} == {HOLDS, MISSING}
    assert verdicts(findings, "answer tax")["signature"] == (MISSING, "erased")
    assert verdicts(findings, "answer tax")["key as of then"] == (HOLDS, "")
    kept = [(one["kind"], one["digest"]) for kind in ("question", "answer") for one in lines(content, kind)]
    assert kept == [(one["kind"], one["digest"]) for kind in ("question", "answer") for one in lines(before, kind)]
    for member in BODY["members"]:
        assert member["id_number"] not in content.decode()
    assert "1200.00" not in content.decode()


def test_what_was_answered_though_nobody_acknowledged_is_bound_to_what_is_rendered_again(make_town: Any) -> None:
    town: Town = make_town(agencies=False)
    town.made_ready()
    town.down = set(town.agency_keys)
    town.household = town.apply(submitted(town.service.vault, BODY, org_path=UNION))
    town.deliver()
    town.callback(answer(town))
    (question,) = lines(exported(town), "question")
    assert (question["agency"], question["missing"]) == ("tax", "not_kept")
    findings = verify(exported(town))
    assert verdicts(findings, "answer tax")["answers the question"] == (HOLDS, "")
    assert verdicts(findings, "question tax")["signature"] == (MISSING, "not_kept")


def test_one_round_alone(town: Town) -> None:
    assert lines(exported(town, round=2), "question") == []
    assert len(lines(exported(town, round=1), "answer")) == 1


def test_a_file_is_judged_by_its_judge_alone(town: Town, tmp_path: Path) -> None:
    """Three files of ours and `cryptography`: nothing that a stranger has not."""
    root = Path(evidence_file.__file__).parent
    (tmp_path / "dci").mkdir()
    for name in ("__init__.py", "evidence_file.py", "raw_members.py", "suites.py"):
        (tmp_path / "dci" / name).write_bytes((root / name).read_bytes())
    (tmp_path / "file").write_bytes(exported(town))
    code = "import sys; sys.modules['msgspec'] = None; from dci.evidence_file import main; sys.exit(main(['file']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "FAILS" in done.stdout) == (0, False), done.stderr


def test_a_changed_byte_anywhere_is_found(town: Town) -> None:
    content = exported(town)
    last = content.rindex(b"\n", 0, -1)
    for at in (*range(0, last, 17), *range(last, len(content))):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(Unreadable):
            verify(bytes(changed))
    for other in (content[:-1], content + b"\n", content[1:], content + content, b""):
        with pytest.raises(Unreadable):
            verify(other)


def sealed_again(content: bytes, kind: str, *change: str) -> bytes:
    """As one would write it who has our key: of the first line of that kind something is changed."""
    told = content.splitlines(keepends=True)[:-1]
    at = next(place for place, line in enumerate(told) if json.loads(line)["kind"] == kind)
    line = json.loads(told[at])
    told[at] = evidence_file.line_of(line | {"body": line["body"].replace(*change)})
    lines = b"".join(told)
    return lines + evidence_file.end_line(lines, OURS.key_id, OURS.sign(evidence_file.sealed_by(lines)))


def test_not_even_we_can_change_what_an_agency_signed(town: Town) -> None:
    forged = verify(sealed_again(exported(town), "answer", "1200.00", "9900.00"))
    assert verdicts(forged, "answer tax")["signature"] == (FAILS, "digest_is_another")


def test_an_answer_to_another_question_is_told(town: Town) -> None:
    content = exported(town)
    asked = next(one for one in lines(content, "question") if one["agency"] == "tax")
    only = b"".join(
        line
        for line in content.splitlines(keepends=True)
        if (told := json.loads(line))["kind"] != "question" or told["agency"] == "tax"
    )
    forged = verify(sealed_again(only, "question", asked["consent"], "another"))
    assert verdicts(forged, "answer tax")["answers the question"] == (FAILS, "answers_another_question")


def test_keys_that_are_known_otherwise_are_compared(town: Town) -> None:
    content = exported(town)
    keys = lines(content, "key")
    assert {one.verdict for one in verify(content, keys)} == {HOLDS}
    others = [one | {"public_key": "AAAA"} if one["sender_id"] == "tax" else one for one in keys]
    told = verify(content, others)
    assert {(one.what.partition("|")[0], one.why) for one in told if one.verdict == FAILS} == {("tax", "another_key")}
    assert {one.why for one in verify(content, []) if one.verdict == FAILS} == {"key_not_trusted"}


def judged(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app(["verification"]), ["verification", "evidence", "verify", *words])
    return result.exit_code, result.output


def test_the_command_says_what_holds_and_ends_as_it_found(town: Town, tmp_path: Path) -> None:
    file, forged, keys = tmp_path / "evidence", tmp_path / "forged", tmp_path / "keys"
    content = exported(town)
    file.write_bytes(content)
    keys.write_text(json.dumps(lines(content, "key")))
    forged.write_bytes(sealed_again(content, "answer", "1200.00", "9900.00"))
    code, told = judged(str(file), "--keys", str(keys), "--json")
    assert (code, json.loads(told)["holds"]) == (0, True)
    assert judged(str(file))[0] == 0
    assert judged(str(forged))[0] == 1
    file.write_bytes(content[:-10])
    assert judged(str(file))[0] == 2
    assert judged(str(tmp_path / "none"))[0] == 2
