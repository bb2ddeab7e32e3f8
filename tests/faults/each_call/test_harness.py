"""The harness can fail: planted breaches are seen, and no call of a port gets past it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from chassis import reactions, subscription
from chassis.bus import Feed, Publisher
from chassis.bus.memory import MemoryPublisher
from chassis.client import HttpClient, Reply
from chassis.message import Message
from chassis.store import Store
from chassis.vault import Vault
from tests.faults.each_call.bus_ports import FeedPort, PublisherPort
from tests.faults.each_call.house import NeverQuiet
from tests.faults.each_call.laboratory import Laboratory, Strike
from tests.faults.each_call.sites import Mode, Site
from tests.faults.each_call.store_port import StorePort
from tests.faults.each_call.vault_port import VaultPort
from tests.faults.each_call.wire import ClientPort

WITHIN_THE_PROCESS = {"codec", "commits", "close", "assigned"}
NEVER_CALLED_YET = {"destroy"}
"""Nobody shreds a household's key yet; who begins to, wraps it in `vault_port.py`."""


@pytest.mark.parametrize(
    ("port", "wrapped"),
    [(Store, StorePort), (Vault, VaultPort), (Feed, FeedPort), (Publisher, PublisherPort), (HttpClient, ClientPort)],
)
def test_every_call_of_a_port_is_wrapped(port: type, wrapped: type) -> None:
    calls = {name for name in vars(port) if not name.startswith("_")}
    assert calls - vars(wrapped).keys() - WITHIN_THE_PROCESS - NEVER_CALLED_YET == set()


@pytest.mark.parametrize("stage", ["establish_fund", "apply"])
def test_without_a_fault_a_stage_comes_out_the_same_again(laboratory: Laboratory, stage: str) -> None:
    assert laboratory.run(stage, None) == []


def test_a_site_that_is_not_met_again_is_told(laboratory: Laboratory) -> None:
    nowhere = Strike(Site("commit", "intake", "chassis.nobody"), "before")
    assert laboratory.run("establish_fund", nowhere) == ["the site was not met again"]


def test_a_client_that_repeats_without_its_key_doubles(laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(ClientPort):
        def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
            return super().post(url, body, {**(headers or {}), "Idempotency-Key": str(uuid.uuid4())})

    house = laboratory.house
    client = Forgetful(house.doors, "portal", "request", house.sites)
    monkeypatch.setattr(laboratory.journey, "portal", house.portal(client))
    wrong = laboratory.run("establish_fund", at(laboratory, "after", "request", "POST /v1/funds"))
    assert told("too much", "FundEstablished", wrong)


def test_a_mark_that_is_moved_before_its_effect_loses_it(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The effect gets a transaction of its own, behind the one that moves the mark."""
    together = subscription._together

    def apart(store: Any, *rest: Any) -> Any:
        left: list[Any] = []
        with monkeypatch.context() as patch:
            patch.setattr(subscription, "react", lambda transaction, work: left.extend(work))
            stepped = together(store, *rest)
        with store.transaction() as transaction:
            reactions.react(transaction, left)
        return stepped

    monkeypatch.setattr(subscription, "_together", apart)
    effect = Site("commit", "assistance/assistance<intake", "chassis.subscription.step", "FileRecorded+PlanDrafted")
    wrong = laboratory.run("notice_ends", Strike(effect, "before"))
    assert told("FileOpened was handled, and no PlanDrafted came of it", "", wrong)


def test_a_publisher_that_says_sent_and_is_not_is_seen(laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    publish, lost = MemoryPublisher.publish, [True]

    def lose_the_first(self: MemoryPublisher, messages: Sequence[Message]) -> int:
        if lost:
            lost.clear()
            return len(messages)
        return publish(self, messages)

    monkeypatch.setattr(MemoryPublisher, "publish", lose_the_first)
    (wrong,) = laboratory.run("establish_fund", None)
    assert wrong.startswith(NeverQuiet.__name__)


def at(laboratory: Laboratory, mode: Mode, port: str, about: str) -> Strike:
    """The one site of this port that is about this."""
    met = {site for stage in laboratory.stages.values() for site in stage.sites}
    (site,) = (site for site in met if site.port == port and site.about == about)
    return Strike(site, mode)


def told(beginning: str, within: str, wrong: list[str]) -> bool:
    return any(one.startswith(beginning) and within in one for one in wrong)
