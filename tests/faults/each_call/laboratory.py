"""The walked journey, and its stages again: once without a fault, then once for each site and way to fail.

A stage that ends with the same facts, and with nothing waiting, leaves the rest of the way as it was: so each fault
needs its own stage alone, and meets the very state that the fault-free walk had there.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import checks
from chassis.bus.memory import MemoryBus
from chassis.message import Message
from chassis.roles import SERVICES
from checks.given import ReadModels
from portal.client import Acknowledged
from tests.faults.each_call import facts
from tests.faults.each_call.bus_ports import MemoryTopics
from tests.faults.each_call.house import House
from tests.faults.each_call.journey import Journey
from tests.faults.each_call.sites import Mode, Site
from tests.faults.each_call.stages import STAGES

Act = Callable[[Journey], None]
Topics = dict[str, tuple[str, list[list[Message]]]]


@dataclass(frozen=True)
class Stage:
    """Where a stage begins, what stands there when it is over, and the sites that are met in it."""

    name: str
    act: Act
    begins: datetime
    known: dict[str, Any]
    requests: tuple[Acknowledged, ...]
    topics: Topics
    ids: frozenset[str]
    sites: dict[Site, tuple[Mode, ...]] = field(default_factory=dict)
    outcome: Counter[facts.Fact] = field(default_factory=Counter)


@dataclass(frozen=True)
class Strike:
    site: Site
    mode: Mode

    def __str__(self) -> str:
        return f"{self.mode} {self.site}"


class Laboratory:
    """Read models are rebuilt and compared in the fault-free walk; after a fault they must hold the same rows as
    there, and where `thorough` they are rebuilt again.
    """

    def __init__(self, house: House, journey: Journey, read_models: list[ReadModels], thorough: bool) -> None:
        self.house, self.journey, self._read_models, self._thorough = house, journey, read_models, thorough
        self._tables = [(models.service, table) for models in read_models for table in models.tables]
        self.stages: dict[str, Stage] = {}
        self.runs, self.seconds = 0, 0.0

    def walk(self) -> None:
        """The whole way without a fault; the stages are kept, with what they come to and the sites they meet."""
        for act in STAGES:
            stage = self._begin(act)
            self.house.sites.watch()
            self._play(stage)
            stage.sites.update(self.house.sites.met)
            self.house.sites.rest()
            wrong = self.wrong(self._read_models)
            assert not wrong, f"after {stage.name}: {wrong}"
            stage.outcome.update(self._facts(stage))
            self.stages[stage.name] = stage

    def strikes(self, name: str) -> Iterator[Strike]:
        """Each site and way to fail in the first stage that meets it."""
        earlier = set()
        for stage in self.stages.values():
            here = {Strike(site, mode) for site, modes in stage.sites.items() for mode in modes}
            if stage.name == name:
                yield from (
                    Strike(s, m) for s, modes in stage.sites.items() for m in modes if Strike(s, m) not in earlier
                )
                return
            earlier |= here

    def run(self, name: str, strike: Strike | None, restart: bool = False) -> list[str]:
        """What is wrong after the stage with this fault in it; [] when all came out as without it.

        `restart`: the services are started again once the people have done their part.
        """
        began, stage = time.monotonic(), self.stages[name]
        self._put_back(stage)
        if strike is not None:
            self.house.sites.arm(strike.site, strike.mode)
        try:
            self._play(stage, restart)
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        finally:
            struck = self.house.sites.struck
            self.house.sites.rest()
        wrong = [] if struck or strike is None else ["the site was not met again"]
        in_order = strike is None or strike.mode != "holed"
        wrong += self.wrong(self._read_models if self._thorough else [], in_order)
        wrong += facts.apart(stage.outcome, self._facts(stage))
        self.runs, self.seconds = self.runs + 1, self.seconds + time.monotonic() - began
        return wrong

    def told(self) -> str:
        sites = {site for stage in self.stages.values() for site in stage.sites}
        return f"each outside call: {len(sites)} sites, {self.runs} runs with a fault, {self.seconds:.0f} s"

    def wrong(self, read_models: list[ReadModels], topics_in_order: bool = True) -> list[str]:
        """Every invariant, from storage alone."""
        house = self.house
        report = checks.run(
            house.storage,
            self.journey.known["acknowledged"],
            settled_at=house.clock.now(),
            read_models=read_models,
            requests=self.journey.portal.acknowledged,
            topics=MemoryTopics(house.bus) if topics_in_order else None,
            blobs=house.blobs,
        )
        return [f"{problem.sentence}: {problem.where}" for problem in report.problems] + house.dead_threads()

    def _facts(self, stage: Stage) -> Counter[facts.Fact]:
        return facts.facts(self.house.storage, stage.ids, self._tables)

    def _play(self, stage: Stage, restart: bool = False) -> None:
        stage.act(self.journey)
        if restart:
            self.house.restart()
        self.house.settle()

    def _begin(self, act: Act) -> Stage:
        """Keeps everything as it stands, and puts it back: the first run meets what all others meet."""
        house, name = self.house, act.__name__
        topics = {s: (house.bus.topic(s).id, copied(house.bus.topic(s).partitions)) for s in SERVICES}
        requests = tuple(self.journey.portal.acknowledged)
        known, ids = dict(self.journey.known), facts.ids(house.storage)
        stage = Stage(name, act, house.clock.now(), known, requests, topics, ids)
        house.keep(name)
        self._put_back(stage)
        return stage

    def _put_back(self, stage: Stage) -> None:
        self.house.put_back(stage.name, stage.begins, refilled(stage.topics))
        self.journey.known = dict(stage.known)
        self.journey.portal.acknowledged[:] = stage.requests


def refilled(topics: Topics) -> MemoryBus:
    bus = MemoryBus()
    for source, (topic_id, partitions) in topics.items():
        topic = bus.topic(source)
        topic.id, topic.partitions = topic_id, copied(partitions)
    return bus


def copied(partitions: list[list[Message]]) -> list[list[Message]]:
    return [list(log) for log in partitions]
