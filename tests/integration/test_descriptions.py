"""What the services say of their doors is what they do: required headers, acks and files."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi import FastAPI, Response
from starlette.testclient import TestClient

from kernel.aid_status import AidStatus
from services.assistance.bootstrap import bootstrap as assistance
from services.assistance.domain.act import states as act_states
from services.assistance.domain.plan import states as plan_states
from services.intake.bootstrap import bootstrap as intake
from services.ledger.api import aid
from services.ledger.bootstrap import bootstrap as ledger
from services.ledger.errors import ERRORS as ledger_errors
from services.verification.bootstrap import bootstrap as verification
from tests.integration import shapes
from tests.support.listed_refusals import UNLISTED, ListedRefusals
from tests.support.service import Begin, Hosted, Key, SettingsOf, app_of

SERVICES = {"intake": intake, "verification": verification, "assistance": assistance, "ledger": ledger}

SENTENCE = re.compile(r"[^·]*[\u4e00-\u9fff][^·]* · [^·\u4e00-\u9fff]*[a-z][^·\u4e00-\u9fff]*")
"""What a route does, in Chinese and in English; FastAPI would make it of a function's name."""
QUESTIONS = {
    "/v1/search",
    "/v1/search/by-name",
    "/v1/households/{household}/unmask",
    "/v1/households/{household}/writings",
    "/v1/households/{household}/answers/{event}/signed-body",
    "/v1/households/{household}/evidence",
    "/v1/households/{household}/attachments/{attachment}/opening",
}
"""Asked by POST, since what they name must not stand in an address."""
ON_A_VERSION = {
    "/v1/households/{household}/decision",
    "/v1/households/{household}/finding",
    "/v1/households/{household}/changes/{change}/decision",
    "/v1/households/{household}/recheck",
    "/v1/plans/{household}/approval",
}
TAKEN = {"verification": "200", "ledger": "202"}
"""What a letter is acknowledged with; many letters in one body are each told in a list."""
BATCH = "/registry/envelopes"
FILES = {
    ("post", "/v1/households/{household}/evidence"),
    ("post", "/v1/rosters"),
    ("get", "/v1/rosters/template"),
    ("get", "/v1/batches/{batch}/bank-file"),
    ("post", "/v1/households/{household}/attachments/{attachment}/opening"),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_door_asks_for_what_it_says_and_answers_as_it_says(
    name: str, settings_of: SettingsOf, begin: Begin, exchange: dict[str, Any]
) -> None:
    """FAULTS A19."""
    settings = settings_of(name, **(exchange if name == "verification" else {}))
    paths: dict[str, dict[str, Any]] = app_of(begin(SERVICES[name], settings)).openapi()["paths"]
    operations = [(path, method, one) for path, methods in paths.items() for method, one in methods.items()]
    assert operations

    for path, method, operation in operations:
        assert SENTENCE.fullmatch(operation["summary"]), f"{path}: in Chinese and in English"
        required = {each["name"].lower() for each in operation.get("parameters", ()) if each["required"]}
        is_command = method != "get" and path.startswith("/v1/") and path not in QUESTIONS
        assert ("idempotency-key" in required) == is_command, path
        if path in ON_A_VERSION:
            assert "if-match" in required, path
        answers = operation["responses"]
        if path.startswith("/registry/"):
            for status in (TAKEN[name], "4XX"):
                schema = answers[status]["content"]["application/json"]["schema"]
                one = schema["items"] if path == BATCH and status == TAKEN[name] else schema
                assert one["required"] == ["message"], path
        if (method, path) in FILES:
            kinds = answers["200"]["content"].keys() - {"application/json"}
            assert {answers["200"]["content"][kind]["schema"]["format"] for kind in kinds} == {"binary"}, path


OPEN_FILTERS = {
    "actor", "assignee", "before", "changed_since", "cursor", "from", "fund", "household", "key_id", "known_at",
    "limit", "months", "name", "office", "on", "org_path", "quarter", "region", "sender", "union",
}  # fmt: skip
"""Queries without a closed list: ids, days, quarters, places, names of parameters, places in a list."""

ONES_OWN = {"/v1/webhooks/{name}/deliveries", "/v1/rosters/{roster}/differences"}
"""Lists of what one portal made, or one roster said: asked in their own tests."""


@pytest.mark.parametrize("name", SERVICES)
def test_a_filter_of_a_closed_list_takes_its_values_alone_and_names_them(
    name: str, settings_of: SettingsOf, begin: Begin, key: Key, exchange: dict[str, Any]
) -> None:
    """A misspelt state that lists nothing looks as if there were nothing. A new filter is open, or has its list."""
    hosted = Hosted(begin(SERVICES[name], settings_of(name, **(exchange if name == "verification" else {}))), key)
    description = app_of(hosted.service).openapi()
    for path, filter in filters(description):
        assert (allowed := closed_list(description, filter["schema"])), f"{path} {filter['name']}: open, or which list?"
        if path in ONES_OWN:
            continue
        refused = hosted.get(f"{path}?{filter['name']}=opne", "reviewer")
        assert refused.status_code == 422, path
        (error,) = refused.json()["errors"]
        assert error["pointer"] == f"query:{filter['name']}"
        for said, between in ((error["texts"]["zh"], "、"), (error["texts"]["en"], ", ")):
            assert between.join(allowed) in said, path
        assert hosted.get(f"{path}?{filter['name']}={allowed[0]}", "reviewer").status_code == 200


def test_the_ledgers_states_are_those_of_a_unions_act() -> None:
    assert set(get_args(aid.Status)) == set(AidStatus) - {AidStatus.UNKNOWN, AidStatus.OUTSIDE}


def test_the_states_of_assistance_are_all_in_their_lists() -> None:
    for states in (act_states, plan_states):
        assert sorted(get_args(states.Status)) == sorted(states.STATUS.values())


def filters(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, query) of every list's closed filters."""
    for path, methods in description["paths"].items():
        for each in methods.get("get", {}).get("parameters", ()):
            if each["in"] == "query" and each["name"] not in OPEN_FILTERS:
                yield path, each


def closed_list(description: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """The values that it takes; none for a filter that takes anything."""
    named = [one.get("$ref", "").rpartition("/")[2] for one in (schema, *schema.get("anyOf", ()))]
    schemas = [description["components"]["schemas"].get(name, {}) for name in named]
    return next((list(one["enum"]) for one in (schema, *schema.get("anyOf", ()), *schemas) if "enum" in one), [])


OPEN = {
    "Entry.why": "an event's plain fields, of any type",
    "Proposal.trace": "what the rules of a document said, each in its own way",
    "Proposal.provenance": "by the names of a document's facts",
    "Explanation.explanation": "by the rules of a document",
    "Difference.before": "of the file, masked: whatever the difference is about",
    "Difference.after": "of the roster, masked: whatever the difference is about",
    "ChangedValues.particulars": "what the form has of a member beside income and circumstances",
    "ChangedValues.form": "what the form has of the household and no rule decides by",
    "Side.records": "what the agency has on file, by the fields of its item",
    "Writing.words": "an event's texts and values, of any type",
    "SignedMessage.header": "as the agency wrote it",
    "SignedMessage.message": "as the agency wrote it",
}
"""Fields of no one shape, and why."""


@pytest.mark.parametrize("name", SERVICES)
def test_no_door_answers_without_a_shape_and_no_field_is_silent(
    name: str, settings_of: SettingsOf, begin: Begin, exchange: dict[str, Any]
) -> None:
    """Every field and every parameter says what it means, in Chinese and in English."""
    description = app_of(
        begin(SERVICES[name], settings_of(name, **(exchange if name == "verification" else {})))
    ).openapi()
    given = [*shapes.answers(description)]
    assert {operation for operation, _, _ in given} == {
        f"{method.upper()} {path}" for path, methods in description["paths"].items() for method in methods
    }
    for operation, kind, schema in given:
        assert kind != "application/json" or not shapes.is_anything(schema), f"{operation}: an answer of any shape"
    named = [one["operationId"] for methods in description["paths"].values() for one in methods.values()]
    assert sorted(named) == sorted(set(named)), "the client would have one function for two doors"
    told = [*shapes.fields(description)]
    silent = [field for field, schema in told if not MEANING.fullmatch(shapes.meaning(schema))]
    assert not silent, "no meaning in Chinese and in English"
    assert {field for field, schema in told if shapes.is_anything(schema)} <= OPEN.keys()
    for path, methods in description["paths"].items():
        for operation in methods.values():
            for each in operation.get("parameters", ()):
                assert each.get("description"), f"{path}: {each['name']}"


MEANING = re.compile(r"[^·]+ · [^·]*[a-z][^·]*")


@pytest.mark.parametrize("name", SERVICES)
def test_every_refusal_of_a_service_is_listed_where_it_may_happen(
    name: str, settings_of: SettingsOf, begin: Begin, exchange: dict[str, Any]
) -> None:
    """Each code of its own table that code raises stands at some route, or is told in another way."""
    service = begin(SERVICES[name], settings_of(name, **(exchange if name == "verification" else {})))
    listed = set[str]()
    for methods in app_of(service).openapi()["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                listed |= set(answer.get("x-codes", ()))
                assert all(code in answer["description"] for code in answer.get("x-codes", ())), status
    own = {text.code for text in service.errors} & service.raises
    assert own - listed == TOLD_OTHERWISE.get(name, set())


TOLD_OTHERWISE = {
    "intake": {"not_correctable"},
    "verification": {"earlier_round_unknown"},
    "assistance": {"act_unknown", "batch_unknown", "file_unroutable"},
    "ledger": {text.code for text in ledger_errors},
}
"""No route answers with these: a message that cannot be is parked with its code, a row that corrects nothing any
more is told as unchanged, and an agency's report has an ack."""


def test_what_is_not_listed_or_not_described_would_be_found() -> None:
    app = FastAPI(title="planted")

    @app.get("/refused")
    def refused() -> Response:
        return Response(b'{"code": "unheard_of"}', 409, media_type="application/problem+json")

    app.add_middleware(ListedRefusals, describes=app)
    assert TestClient(app).get("/refused").status_code == UNLISTED

    schema = {"properties": {"items": {"items": {"$ref": "#/components/schemas/Act"}}}}
    described = {"components": {"schemas": {"Act": {"properties": {"act": {"type": "string"}}, "required": ["act"]}}}}
    held = shapes.strictly(described, schema)
    assert [held.is_valid({"items": [one]}) for one in ({"act": "1"}, {"act": 1}, {}, {"act": "1", "more": 2})] == [
        True,
        False,
        False,
        False,
    ]
