"""What a refusal says to a clerk: Chinese without codes, and what to write where a form is not kept."""

import ast
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from chassis.http.principal import ROLES
from chassis.http.refusals.common_errors import COMMON, ROLES_ZH
from chassis.http.refusals.errors import ErrorText
from chassis.http.refusals.field_errors import TEXTS
from contracts.ledger import RULES_CHINESE
from kernel.aid_kinds import AidKind
from services.assistance.domain.act import states as acts
from services.assistance.domain.duties import Step
from services.assistance.domain.referral import STATUS as REFERRAL_STATUS
from services.assistance.errors import ERRORS as ASSISTANCE
from services.assistance.errors.acts import STATUSES
from services.assistance.errors.payments import STEPS
from services.assistance.errors.plans import REFERRALS
from services.intake.errors import ERRORS as INTAKE
from services.ledger.errors import ERRORS as LEDGER
from services.verification.errors import ERRORS as VERIFICATION
from tests.architecture.tree import ROOT

EVERY = (*COMMON, *INTAKE, *VERIFICATION, *ASSISTANCE, *LEDGER)
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
AS_TYPED = {
    "org_path", "transaction_id", "reference_id", "instead_of", "income_certificate", "same_account",
}  # fmt: skip
"""Names of fields in brackets behind their Chinese, and examples of what to type."""
SPOKEN = {
    "act", "amount", "budget", "by", "cap", "change", "clause", "columns", "days", "earliest", "expected", "fact",
    "first", "free",
    "giver", "household",
    "hours", "keeper", "key", "known", "last", "latest", "least", "limit_bytes", "measure", "month", "most", "move",
    "name", "office", "on", "other", "paper", "person", "phone", "place",
    "profile",
    "proposal", "rearrangement", "reason", "region", "retry_after_s", "round", "row", "rows_max", "to", "today",
    "union", "until", "who",
    "words",
    "year",
}  # fmt: skip
"""Params that are numbers, days, yuan, names that people gave, or what the caller wrote and compares."""
CODES = {"finding", "items", "kind", "outcome", "recipient", "roles", "status", "step", "taken"}
"""Params that are codes of closed lists: the Chinese has words for them."""


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.code)
def test_no_chinese_text_holds_a_code(text: ErrorText) -> None:
    for said in (text.zh, text.next_zh):
        assert set(found(said)) <= AS_TYPED


@pytest.mark.parametrize("code", TEXTS)
def test_no_chinese_text_of_a_field_holds_a_code(code: str) -> None:
    assert not set(found(TEXTS[code][0]))


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.code)
def test_a_param_that_is_a_code_has_its_words(text: ErrorText) -> None:
    named = params(text.zh) | params(text.next_zh)
    assert named <= SPOKEN | CODES
    assert named & CODES <= text.words.keys()


def test_words_are_said_in_chinese_and_codes_in_english() -> None:
    (apart,) = (text for text in EVERY if text.code == "duties_apart")
    told = apart.told({"taken": "propose", "step": "close"})
    assert "“申报救助”" in told.zh
    assert "propose" in told.en
    (forbidden,) = (text for text in EVERY if text.code == "forbidden")
    assert forbidden.told({"roles": "auditor, reviewer"}).zh.endswith("监督审计、审核人。")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (ROLES_ZH, ROLES),
        (STEPS, Step),
        (STATUSES, acts.STATUS.values()),
        (REFERRALS, REFERRAL_STATUS.values()),
        (next(text for text in EVERY if text.code == "aid_pays_another").words["kind"], AidKind),
    ],
)
def test_every_code_of_a_list_has_a_word(words: Any, codes: Any) -> None:
    assert set(words) == set(codes)


def test_every_rule_of_the_ledger_has_its_word() -> None:
    source = (ROOT / "services/ledger/domain/rules.py").read_text(encoding="utf-8")
    named = {ast.literal_eval(call.args[0]) for name, call in calls(source) if name == "Broken"}
    assert {"same_bill"} < named == set(RULES_CHINESE)


def test_who_breaks_a_form_is_told_what_to_write() -> None:
    """A bare pattern answers "not in the right form"; `chassis.http.values.Form` has a text of its own."""
    known = {text.code for text in EVERY}
    doors = [*(ROOT / "services").glob("*/api/*.py"), *(ROOT / "services").glob("*/form/*.py")]
    assert len(doors) > 20
    codes = set()
    for path in doors:
        for name, call in calls(path.read_text(encoding="utf-8")):
            bare = name in ("Field", "Query", "Path", "Form") and "pattern" in {word.arg for word in call.keywords}
            assert not bare, path
            codes |= {ast.literal_eval(call.args[1])} if name == "Form" and len(call.args) == 2 else set()
    assert {"bank_reason.form", "phone.form"} <= codes <= known


def test_a_code_in_a_chinese_text_would_be_found() -> None:
    assert list(found("该资金不得用于 living_subsidy。")) == ["living_subsidy"]


def found(said: str) -> Iterator[str]:
    without_params = "".join(literal for literal, *_ in string.Formatter().parse(said))
    return (match.group() for match in CODE.finditer(without_params))


def params(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def calls(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node
