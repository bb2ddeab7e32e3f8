"""Services tell one another public facts only, and the checks know every subscription."""

import importlib
import re
from types import SimpleNamespace

import pytest

from chassis.subscription import Subscription
from chassis.vault.memory import MemoryVault
from checks.expected import SUBSCRIPTIONS
from contracts.generate import PRODUCERS
from contracts.page import listeners
from tests.architecture.tree import ROOT, SERVICES


@pytest.mark.parametrize("service", SERVICES)
def test_the_checks_know_who_follows_whom(service: str) -> None:
    assert sorted((one.name, one.source) for one in subscriptions(service)) == sorted(SUBSCRIPTIONS[service])


@pytest.mark.parametrize("service", SERVICES)
def test_only_public_facts_are_subscribed_to(service: str) -> None:
    for one in subscriptions(service):
        public = importlib.import_module(f"contracts.{one.source}").EVENTS
        assert set(one.listed) - public.keys() == set()


def test_the_page_of_events_names_every_listener() -> None:
    """It reads the text of `messages.py`; here the subscriptions themselves are asked."""
    heard = {(name, service) for service in SERVICES for one in subscriptions(service) for name in one.listed}
    assert {(name, service) for name, by in listeners(ROOT, PRODUCERS).items() for service in by} == heard


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_is_documented_and_named_after_its_class(service: str) -> None:
    public = importlib.import_module(f"contracts.{service}").EVENTS
    internal = importlib.import_module(f"services.{service}.domain.events").EVENTS
    misnamed = [
        name
        for prefix, events in ((f"jiekun.{service}", public), (f"jiekun.{service}.internal", internal))
        for name, cls in events.items()
        if not re.fullmatch(rf"{re.escape(prefix)}\.{cls.__name__}\.v[0-9]+", name)
    ]
    assert misnamed == []
    assert [name for name, cls in (public | internal).items() if not cls.__dict__.get("__doc__")] == []


def subscriptions(service: str) -> list[Subscription]:
    messages = importlib.import_module(f"services.{service}.messages")
    made: list[Subscription] = messages.subscriptions(SimpleNamespace(vault=MemoryVault(), codec=None))
    return made
