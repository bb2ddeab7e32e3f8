"""ETag and If-Match, Idempotency-Key, cursors."""

import base64
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from chassis.http.cursor import Place, decode, encode
from chassis.http.refusals.errors import Problem

from .conftest import COUNTY

BODY = {"region": "440507", "members": []}


class TestVersions:
    def test_an_answer_carries_the_version_that_was_read(self, door: TestClient, bearer: Any) -> None:
        assert door.get(f"/v1/households/{COUNTY}", headers=bearer()).headers["etag"] == '"7"'

    @pytest.mark.parametrize(
        ("if_match", "expected"),
        [
            ('"7"', (200, None)),
            ('"6"', (412, "stale_version")),
            ('W/"7"', (412, "weak_version")),
            (None, (428, "precondition_required")),
            ("7", (400, "if_match_malformed")),
            ("*", (400, "if_match_malformed")),
            ('"7", "8"', (400, "if_match_malformed")),
            ('"07"', (400, "if_match_malformed")),
            ('"-7"', (400, "if_match_malformed")),
            ('"' + "9" * 400 + '"', (400, "if_match_malformed")),
            ("", (400, "if_match_malformed")),
        ],
    )
    def test_a_change_needs_the_version_that_was_read(
        self, door: TestClient, bearer: Any, if_match: str | None, expected: tuple[int, str | None]
    ) -> None:
        seen = {} if if_match is None else {"If-Match": if_match}
        response = door.put("/v1/plan", headers=bearer() | {"Idempotency-Key": "k"} | seen)
        assert (response.status_code, response.json().get("code")) == expected

    def test_an_optional_if_match_may_be_absent(self, door: TestClient, bearer: Any) -> None:
        call = bearer() | {"Idempotency-Key": "k"}
        assert door.delete("/v1/plan", headers=call).json() == {"version": None}
        assert door.delete("/v1/plan", headers=call | {"If-Match": '"3"'}).json() == {"version": 3}


class TestIdempotencyKey:
    @pytest.mark.parametrize(
        ("key", "code"),
        [
            (None, "idempotency_key_required"),
            ("", "idempotency_key_malformed"),
            ("a b", "idempotency_key_malformed"),
            ("键".encode(), "idempotency_key_malformed"),
            ("k" * 256, "idempotency_key_malformed"),
        ],
    )
    def test_a_command_needs_a_key(self, door: TestClient, bearer: Any, key: Any, code: str) -> None:
        headers = bearer() | ({} if key is None else {"Idempotency-Key": key})
        response = door.post("/v1/applications", json=BODY, headers=headers)
        assert (response.status_code, response.json()["code"]) == (400, code)

    def test_scope_and_hash_tell_repeats_from_new_commands_and_hold_neither_key_nor_body(
        self, door: TestClient, bearer: Any, issuer_key: dict[str, Any]
    ) -> None:
        def key_of(path: str = "", key: str = "k" * 255, **changes: Any) -> tuple[str, str]:
            response = door.post(
                f"/v1/applications{path}", json=BODY | changes, headers=bearer() | {"Idempotency-Key": key}
            )
            assert response.status_code == 201
            return response.json()["scope"], response.json()["body_hash"]

        scope, body_hash = key_of()
        assert key_of() == (scope, body_hash)
        assert key_of(region="440511")[0] == scope
        assert key_of(region="440511")[1] != body_hash
        assert key_of("?x=1") == (scope, key_of("?x=1")[1]) != (scope, body_hash)
        assert key_of(key="k")[0] != scope
        assert {len(scope), len(body_hash)} == {64}


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
PLACES = st.tuples(st.integers(-(2**63), 2**63 - 1) | st.none(), TEXTS | st.none())


class TestCursors:
    def test_pages_follow_one_another_to_the_end(self, door: TestClient, bearer: Any) -> None:
        seen: list[list[int]] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = door.get(f"/v1/list?cursor={cursor}" if cursor else "/v1/list", headers=bearer()).json()
            seen.append(answer["items"])
            cursor = answer["next"]
        assert seen == [[1, 2], [3, 4], [5]]

    def test_a_cursor_of_another_list_is_refused(self, door: TestClient, bearer: Any) -> None:
        response = door.get(f"/v1/list?cursor={encode('letters', (1,))}", headers=bearer())
        assert (response.status_code, response.json()["code"]) == (400, "cursor_invalid")

    @given(PLACES, TEXTS)
    def test_a_cursor_gives_back_the_place_it_was_made_of(self, place: Place, listing: str) -> None:
        cursor = encode(listing, place)
        assert decode(listing, cursor, int, str) == place
        assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    @given(PLACES, st.integers(0, 10_000), st.sampled_from("ABMZaz09-_=+/ é"))
    def test_a_cursor_with_any_character_changed_is_refused(self, place: Place, where: int, other: str) -> None:
        cursor = encode("list", place)
        where %= len(cursor)
        changed = cursor[:where] + other + cursor[where + 1 :]
        if changed != cursor:
            with pytest.raises(Problem, match="cursor_invalid"):
                decode("list", changed, int, str)

    @given(st.text(max_size=60))
    def test_a_text_that_is_no_cursor_is_refused(self, text: str) -> None:
        with pytest.raises(Problem, match="cursor_invalid"):
            decode("list", text, int, str)

    @pytest.mark.parametrize(
        "payload", ['{"a": 1}', "1", '"text"', "[[1],2]", "[1]", "[true,2]", '["1",2]', "[1,9223372036854775808]", "no"]
    )
    def test_a_cursor_that_checks_but_is_no_place_of_this_list_is_refused(self, payload: str) -> None:
        with pytest.raises(Problem, match="cursor_invalid"):
            decode("list", forged(payload), int, int)

    def test_a_forged_cursor_passes_the_check_of_its_form(self) -> None:
        assert decode("list", forged("[1,2]"), int, int) == (1, 2)


def forged(payload: str) -> str:
    """Made as `encode` makes them, for what is no place: the check is no secret."""
    check = hashlib.sha256(b"list\0" + payload.encode()).digest()[:8]
    return base64.urlsafe_b64encode(check + payload.encode()).rstrip(b"=").decode()
