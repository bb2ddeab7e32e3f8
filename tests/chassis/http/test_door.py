"""Who calls is asked before a byte of the body is read; nobody takes what belongs to all."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from chassis.http.app import STRANGERS
from chassis.http.body_limit import COMING_MAX, KIB
from chassis.http.door import FREE_A_SECOND
from chassis.http.fairness import Coming
from chassis.http.peers import Proxies
from chassis.http.places import PATIENCE_S, Places
from chassis.http.principal import Principal
from chassis.http.shares import ALL, OF_ONE_SUBJECT, Shares, shares_of
from dci.acks import Ack
from dci.codes import AckCode, AckStatus
from dci.parser import decode
from machine import issuer
from tests.chassis.http.conftest import COUNTY, ISSUER, Bearer

MakeApp = Callable[..., FastAPI]


async def status_before_the_body(app: FastAPI, path: str, headers: dict[str, str]) -> int:
    """Of a request whose body nobody will ever send; whoever asks for it fails."""

    async def no_body() -> Any:
        raise AssertionError("the body was read")

    statuses = []

    async def answer(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "scheme": "http", "http_version": "1.1", "client": ("127.0.0.9", 1), "server": ("test", 80), "state": {},
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    await app(scope, no_body, answer)
    return int(statuses[0])


@pytest.mark.parametrize("path", ["/v1/applications", "/v1/rosters", "/nowhere", "/registry", "/healthz-not"])
def test_without_a_token_of_ours_no_body_is_read(make_app: MakeApp, bearer: Bearer, path: str) -> None:
    """FAULTS A7, A9."""
    app = make_app(strangers=STRANGERS)
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer a.b.c"}, 401),
        (bearer(ttl_s=-60), 401),
        (bearer(org_path="35/4405"), 401),
    ):
        assert anyio.run(status_before_the_body, app, path, {"Content-Length": "900000", **headers}) == status


def test_a_token_without_a_role_of_ours_opens_nothing(make_app: MakeApp, bearer: Bearer, monkeypatch: Any) -> None:
    """FAULTS A9."""
    app = make_app(strangers=STRANGERS)
    monkeypatch.setattr("machine.issuer.ROLES", frozenset({"somebody_elses"}))
    for path in ("/v1/applications", "/nowhere", "/healthz"):
        assert anyio.run(status_before_the_body, app, path, bearer("somebody_elses")) == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"org_path": "44/4405/440507/no-such-union"},
        {"org_path": "35/4405"},
        {"org_path": "44/4451/440507"},
        {"org_path": "99"},
        {"subject": "system:intake"},
        {"subject": "SYSTEM:intake"},
        {"subject": "ｓｙｓｔｅｍ：intake"},
        {"subject": "agency:tax"},
        {"subject": "operator:wang"},
    ],
)
def test_nobody_is_of_no_organisation_or_bears_a_name_of_ours(
    make_app: MakeApp, issuer_key: Any, changes: dict[str, str]
) -> None:
    """FAULTS A18."""
    given = {"subject": "clerk-1", "org_path": COUNTY} | changes
    token = issuer.mint(issuer_key, given["subject"], given["org_path"], ["portal"], 600, issuer=ISSUER)
    door = TestClient(make_app(strangers=STRANGERS))
    answer = door.get("/v1/list", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_at_signed_doors_a_token_of_whomever_is_not_read(make_app: MakeApp) -> None:
    """Their bearer tokens are other issuers'; who sends is known by the signature."""
    door = TestClient(make_app(strangers=STRANGERS))
    for token in ("x.y.z", "", "opaque"):
        shown = {"Authorization": f"Bearer {token}"}
        assert door.post("/registry/on-search", headers=shown).status_code == 404
        assert door.post("/v1/applications", headers=shown).status_code == 401


def test_a_refusal_at_a_signed_door_is_an_ack(make_app: MakeApp) -> None:
    door = TestClient(make_app(strangers=STRANGERS))
    answer = door.post("/registry/nowhere")
    told = decode(answer.content, Ack).message
    assert answer.headers["content-type"] == "application/json"
    assert (answer.status_code, told.ack_status) == (404, AckStatus.ERR)
    assert told.error is not None
    assert (told.error.code, told.error.message) == (AckCode.REQUEST_NOT_FOUND, "not_found")


def test_a_strangers_body_is_small(make_app: MakeApp) -> None:
    """FAULTS A7."""
    door = TestClient(make_app(strangers=STRANGERS))
    assert door.post("/registry/on-search", content=b"x" * (64 * KIB)).status_code == 404
    answer = door.post("/registry/on-search", content=b"x" * (64 * KIB + 1))
    assert (answer.status_code, answer.json()["message"]["error"]["message"]) == (413, "body_too_large")


def test_who_asks_in_vain_again_and_again_waits(make_app: MakeApp, monkeypatch: Any) -> None:
    """FAULTS A7."""
    waited = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("chassis.http.door.asyncio.sleep", sleep)
    monkeypatch.setattr("chassis.http.door.time.monotonic", lambda: 100.0)
    door = TestClient(make_app(strangers=STRANGERS))
    for _ in range(FREE_A_SECOND):
        door.get("/v1/list")
    assert waited == []
    door.get("/v1/list")
    door.get("/healthz")
    assert len(waited) == 2


def test_a_caller_who_hangs_up_is_no_failure_of_ours(make_app: MakeApp, bearer: Bearer, logged: Any) -> None:
    """FAULTS A18."""

    async def hang_up(app: FastAPI) -> None:
        async def gone() -> Any:
            return {"type": "http.disconnect"}

        async def nobody(message: Any) -> None: ...

        headers = {**bearer(), "Content-Length": "10", "Content-Type": "application/json", "Idempotency-Key": "1"}
        scope = {
            "type": "http", "method": "POST", "path": "/v1/applications", "raw_path": b"", "query_string": b"",
            "root_path": "", "scheme": "http", "http_version": "1.1", "client": None, "server": ("test", 80),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()], "state": {},
        }  # fmt: skip
        await app(scope, gone, nobody)

    anyio.run(hang_up, make_app())
    (line,) = logged
    assert (line["event"], line["status"]) == ("request_served", 499)


async def post_in_pieces(app: FastAPI, headers: dict[str, str], pieces: list[Any], host: str) -> int:
    """Of a body that comes as `pieces` say: bytes, or an event that is waited for."""
    left, statuses = [*pieces], []

    async def next_piece() -> Any:
        if isinstance(left[0], anyio.Event):
            await left.pop(0).wait()
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def answer(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = {**headers, "Content-Type": "application/json", "Idempotency-Key": "1"}
    scope = {
        "type": "http", "method": "POST", "path": "/v1/applications", "raw_path": b"", "query_string": b"",
        "root_path": "", "scheme": "http", "http_version": "1.1", "client": (host, 1), "server": ("test", 80),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()], "state": {},
    }  # fmt: skip
    await app(scope, next_piece, answer)
    return int(statuses[0])


APPLICATION = b'{"region": "440507", "members": []}'


def test_bodies_that_trickle_hold_no_place_for_work(make_app: MakeApp, bearer: Bearer) -> None:
    """One token from two addresses stopped a service for everybody with 300 such bodies each."""
    app, got = make_app(in_flight_max=1, strangers=STRANGERS), []

    async def trickle(rest: anyio.Event, host: str) -> None:
        headers = {**bearer(), "Content-Length": str(len(APPLICATION))}
        got.append(await post_in_pieces(app, headers, [APPLICATION[:1], rest, APPLICATION[1:]], host))

    async def attack() -> int:
        rest = anyio.Event()
        async with anyio.create_task_group() as tasks:
            for number in range(300):
                tasks.start_soon(trickle, rest, f"127.0.0.{number % 2}")
            with anyio.fail_after(5):
                await anyio.wait_all_tasks_blocked()
                headers = {**bearer(subject="clerk-2"), "Content-Length": str(len(APPLICATION))}
                honest = await post_in_pieces(app, headers, [APPLICATION], "127.0.0.3")
            rest.set()
        return honest

    assert anyio.run(attack) == 201
    assert len(got) == 300
    assert got.count(429) >= 300 - COMING_MAX // OF_ONE_SUBJECT


def test_four_subjects_of_two_organisations_keep_nobody_out(make_app: MakeApp, bearer: Bearer) -> None:
    """Each within its shares they held every place for a body, until the cut."""
    app, got = make_app(strangers=STRANGERS), []
    orgs = ("44/4405/440507", "44/4405/440511")

    async def trickle(rest: anyio.Event, number: int) -> None:
        headers = bearer(subject=f"bad-{number % 4}", org_path=orgs[number % 2])
        headers["Content-Length"] = str(len(APPLICATION))
        pieces = [APPLICATION[:1], rest, APPLICATION[1:]]
        got.append(await post_in_pieces(app, headers, pieces, f"127.0.0.{number % 2}"))

    async def honest(subject: str, org_path: str, host: str) -> int:
        headers = {**bearer(subject=subject, org_path=org_path), "Content-Length": str(len(APPLICATION))}
        return await post_in_pieces(app, headers, [APPLICATION], host)

    async def attack() -> list[int]:
        rest, answers = anyio.Event(), []
        async with anyio.create_task_group() as tasks:
            for number in range(COMING_MAX):
                tasks.start_soon(trickle, rest, number)
            with anyio.fail_after(10):
                await anyio.wait_all_tasks_blocked()
                assert got == [], "all of them are within their shares"
                for number in range(20):
                    for org_path in ("44/4405", *orgs):
                        answers.append(await honest(f"good-{number}", org_path, f"127.0.0.{number % 3}"))
            rest.set()
        return answers

    assert anyio.run(attack) == [201] * 60
    assert got.count(429) >= 1


def test_a_body_slower_than_any_line_is_cut_though_it_never_stops(
    make_app: MakeApp, bearer: Bearer, monkeypatch: Any
) -> None:
    monkeypatch.setattr("chassis.http.body_limit.FREE_S", 0.0)
    status = anyio.run(post_in_pieces, make_app(), bearer(), [b"[", anyio.Event(), b"]"], "127.0.0.3")
    assert status == 408


class TestShares:
    def test_one_address_gets_half_and_a_strangers_an_eighth(self) -> None:
        shares = Shares(16)
        for caller, share in ((None, 2), (clerk("1"), 4)):
            mine = shares_of("a", caller)
            for _ in range(share):
                assert shares.refusal(mine, 1) is None
                shares.take(mine, 1)
            assert shares.refusal(mine, 1) == "too_much_at_once"
        shares.take(shares_of("a", clerk("2")), 4)
        assert shares.refusal(shares_of("a", clerk("3", "44/4451")), 1) == "too_much_at_once"
        assert shares.refusal(shares_of("b", None), 1) is None
        shares.give_back(shares_of("a", None), 2)
        assert shares.refusal(shares_of("a", None), 1) is None

    def test_one_subject_gets_a_quarter_from_all_addresses_together(self) -> None:
        shares = Shares(16)
        for peer in "abcd":
            assert shares.refusal(shares_of(peer, clerk("1")), 1) is None
            shares.take(shares_of(peer, clerk("1")), 1)
        assert shares.refusal(shares_of("e", clerk("1")), 1) == "too_much_at_once"
        assert shares.refusal(shares_of("e", clerk("2")), 1) is None

    def test_one_organisation_gets_the_half_with_all_its_subjects(self) -> None:
        shares = Shares(16)
        for number in range(8):
            shares.take(shares_of(f"address {number}", clerk(f"{number}")), 1)
        assert shares.refusal(shares_of("e", clerk("8")), 1) == "too_much_at_once"
        assert shares.refusal(shares_of("e", clerk("9", "44/4451")), 4) is None

    def test_strangers_together_leave_the_half(self) -> None:
        shares = Shares(16)
        for peer in "abcd":
            shares.take(shares_of(peer, None), 2)
        assert shares.refusal(shares_of("e", None), 1) == "overloaded"
        assert shares.refusal(shares_of("e", clerk("1")), 4) is None

    def test_all_that_was_taken_can_be_had_again(self) -> None:
        shares = Shares(8)
        for _ in range(3):
            for peer, caller in (("a", clerk("1")), ("b", clerk("1")), ("a", None)):
                assert shares.refusal(shares_of(peer, caller), 1) is None
                shares.take(shares_of(peer, caller), 1)
            for peer, caller in (("a", clerk("1")), ("b", clerk("1")), ("a", None)):
                shares.give_back(shares_of(peer, caller), 1)
        assert shares.all == 0


def clerk(subject: str, org_path: str = COUNTY) -> Principal:
    return Principal(subject, org_path, frozenset({"portal"}))


class Body:
    def __init__(self, shares: Any, size: int = 1) -> None:
        self.shares, self.size = shares, size


class TestComing:
    def coming(self, *bodies: Body) -> Coming[Body]:
        made = Coming[Body]()
        for body in bodies:
            made.enter(body)
        return made

    def test_the_largest_holders_newest_gives_way_to_who_holds_less(self) -> None:
        many = [Body(shares_of("a", clerk("many"))) for _ in range(3)]
        coming = self.coming(*many, Body(shares_of("b", clerk("few", "44/4451"))))
        asks = shares_of("c", clerk("new", "44/4406"))
        assert coming.who_gives_way(asks, 1, ALL, lambda body: 1) is many[-1]
        coming.leave(many[-1])
        assert coming.who_gives_way(asks, 1, ALL, lambda body: 1) is many[-2]
        coming.leave(many[-2])
        assert coming.who_gives_way(asks, 1, ALL, lambda body: 1) is None, "nobody holds more than who asks would"

    def test_an_organisation_gains_nothing_by_many_subjects(self) -> None:
        bad = [Body(shares_of("a", clerk(f"bad-{number}"))) for number in range(4)]
        other = Body(shares_of("b", clerk("other", "44/4451")))
        coming = self.coming(*bad, other)
        assert coming.who_gives_way(shares_of("b", clerk("new", "44/4451")), 1, ALL, lambda body: 1) is bad[-1]
        assert coming.who_gives_way(shares_of("a", clerk("new")), 1, ALL, lambda body: 1) is None

    def test_what_is_lacking_is_taken_from_those_who_hold_it(self) -> None:
        here = [Body(shares_of("a", clerk("many"))) for _ in range(2)]
        coming = self.coming(*here, *(Body(shares_of("b", clerk("more"))) for _ in range(5)))
        asks = shares_of("a", clerk("new"))
        assert coming.who_gives_way(asks, 1, asks[0], lambda body: 1) is here[-1]
        assert coming.who_gives_way(asks, 2, asks[0], lambda body: 1) is None

    def test_bytes_are_weighed_and_not_bodies(self) -> None:
        large = Body(shares_of("a", clerk("large")), 900)
        coming = self.coming(large, *(Body(shares_of("b", clerk("small", "44/4451")), 10) for _ in range(5)))
        asks = shares_of("c", clerk("new", "44/4406"))
        assert coming.who_gives_way(asks, 899, ALL, lambda body: body.size) is large
        assert coming.who_gives_way(asks, 900, ALL, lambda body: body.size) is None

    def test_of_strangers_the_address_with_most_gives_way(self) -> None:
        bad = [Body(shares_of("a", None)) for _ in range(3)]
        asks = shares_of("b", None)
        assert self.coming(*bad).who_gives_way(asks, 1, asks[1], lambda body: 1) is bad[-1]
        assert self.coming(*bad).who_gives_way(shares_of("a", None), 1, asks[1], lambda body: 1) is None


class TestPeers:
    def scope(self, host: str, *forwarded: str) -> dict[str, Any]:
        return {
            "type": "http",
            "client": (host, 1),
            "headers": [(b"x-forwarded-for", one.encode()) for one in forwarded],
        }

    def test_what_a_caller_says_of_addresses_is_heard_from_our_proxies_alone(self) -> None:
        proxies = Proxies([ip_network("10.1.0.0/24")])
        assert Proxies().peer(self.scope("10.1.0.5", "8.8.8.8")) == "10.1.0.5"
        assert proxies.peer(self.scope("10.2.0.5", "8.8.8.8")) == "10.2.0.5"
        assert proxies.peer(self.scope("10.1.0.5", "8.8.8.8")) == "8.8.8.8"

    def test_the_last_hop_that_is_no_proxy_counts_and_not_what_it_claimed(self) -> None:
        proxies = Proxies([ip_network("10.1.0.0/24")])
        assert proxies.peer(self.scope("10.1.0.5", "1.1.1.1, 8.8.8.8, 10.1.0.6")) == "8.8.8.8"
        assert proxies.peer(self.scope("10.1.0.5", "1.1.1.1", "8.8.8.8")) == "8.8.8.8"
        assert proxies.peer(self.scope("10.1.0.5")) == ""
        assert len(proxies.peer(self.scope("10.1.0.5", "x" * 500))) == 64

    def test_a_network_of_ipv6_is_one_caller(self) -> None:
        said = [Proxies().peer(self.scope(host)) for host in ("2001:db8::1", "2001:db8::ffff", "::ffff:8.8.8.8")]
        assert said == ["2001:db8::/64", "2001:db8::/64", "8.8.8.8"]


class Socket:
    """A connection that waits for its caller since `since`."""

    def __init__(self, host: str, idle_s: float = 0.0) -> None:
        self.host, self.idle_s = host, idle_s
        self.state = "served"
        self.timers: list[Callable[[], None]] = []

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        assert seconds == PATIENCE_S
        self.timers.append(then)

    def pause(self) -> None:
        self.state = "paused"

    def go_on(self) -> None:
        self.state = "served"

    def has_sent_nothing_for(self, seconds: float) -> bool:
        return self.idle_s >= seconds

    def give_up(self) -> None:
        self.state = "given up"


WHO = ("subject", "1")


class TestPlaces:
    def test_when_tokens_hold_all_places_the_subject_with_most_gives_one_up(self) -> None:
        """Four subjects from two addresses held all there were for as long as they came again."""
        places = Places(8, Proxies())
        held = [Socket("ab"[number % 2], idle_s=-1.0) for number in range(8)]
        for number, one in enumerate(held):
            places.take(one)
            places.know(one, ("subject", "few" if number == 0 else "many"))
        assert not places.take(Socket("c")), "all of them are being answered"
        for one in held:
            one.idle_s = 0.0
        places.know(held[1], ("subject", "many"))
        assert places.take(Socket("c"))
        assert [one.state for one in held] == ["served", "served", "given up", *["served"] * 5], "the longest ago"

    def test_who_holds_one_alone_keeps_it_unless_it_is_silent(self) -> None:
        places = Places(2, Proxies())
        held = [Socket(host) for host in "ab"]
        for one in held:
            places.take(one)
            places.know(one, ("subject", one.host))
        assert not places.take(Socket("c"))
        held[0].idle_s = PATIENCE_S
        assert places.take(Socket("c"))
        assert [one.state for one in held] == ["given up", "served"]

    def test_beyond_its_share_an_address_new_one_takes_the_place_of_its_oldest_silent_one(self) -> None:
        """FAULTS A7."""
        places = Places(16, Proxies())
        first, second, third = (Socket("a", PATIENCE_S) for _ in range(3))
        assert all(places.take(one) for one in (first, second, third))
        assert [one.state for one in (first, second, third)] == ["given up", "served", "served"]

    def test_while_all_are_young_a_new_one_waits_unread_until_a_place_is_free(self) -> None:
        places = Places(16, Proxies())
        one, two, three = (Socket("a") for _ in range(3))
        assert all(places.take(each) for each in (one, two, three))
        assert three.state == "paused"
        places.know(one, WHO)
        assert three.state == "served"

    def test_who_waits_is_looked_at_again_though_nobody_else_comes(self) -> None:
        places = Places(16, Proxies())
        sockets = [one, two, three, four] = [Socket("a") for _ in range(4)]
        assert all(places.take(each) for each in sockets)
        (look_again,) = three.timers + four.timers
        look_again()
        assert [each.state for each in sockets] == ["served", "served", "paused", "paused"]
        one.idle_s = PATIENCE_S
        (look_again,) = three.timers[1:] + four.timers
        look_again()
        assert [each.state for each in sockets] == ["given up", "served", "paused", "served"]
        two.idle_s = PATIENCE_S
        (look_again,) = three.timers[2:] + four.timers
        look_again()
        assert [each.state for each in sockets] == ["given up", "given up", "served", "served"]
        assert len(three.timers + four.timers) == 3

    def test_who_showed_a_token_never_gives_way(self) -> None:
        places = Places(16, Proxies())
        known, *others = (Socket("a", PATIENCE_S) for _ in range(4))
        places.take(known)
        places.know(known, WHO)
        assert all(places.take(each) for each in others)
        assert [each.state for each in (known, *others)] == ["served", "given up", "served", "served"]

    def test_one_address_gets_half_of_the_places_and_a_proxy_all(self) -> None:
        places = Places(16, Proxies([ip_network("10.0.0.1/32")]))
        assert [places.take(Socket("a")) for _ in range(9)] == [True] * 8 + [False]
        assert [places.take(Socket("10.0.0.1")) for _ in range(9)] == [True] * 8 + [False]

    def test_when_all_places_are_taken_the_address_with_most_strangers_gives_one_up(self) -> None:
        places = Places(4, Proxies())
        silent = [Socket(host, PATIENCE_S) for host in "abcd"]
        assert all(places.take(one) for one in silent)
        assert places.take(Socket("e"))
        assert [one.state for one in silent].count("given up") == 1

    def test_all_that_was_counted_is_given_back(self) -> None:
        places = Places(16, Proxies())
        for _ in range(3):
            sockets = [Socket("a") for _ in range(8)]
            assert [places.take(one) for one in sockets] == [True] * 8
            places.know(sockets[2], WHO)
            for one in sockets:
                places.leave(one)
                places.leave(one)
