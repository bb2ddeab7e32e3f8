"""Each service against its own OpenAPI description, by schemathesis with all its checks: no 5xx, nothing undocumented.

Everybody who asks holds every role; what they send is made from the description, right and wrong. It is its own world:
what is asked here is done.
"""

import json
import os
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from schemathesis import engine
from schemathesis.config import (
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from chassis.http.principal import ROLES
from tests.security.worlds.open import SERVICES, Worlds
from tests.security.worlds.world import World
from tests.support.postgres import PostgresForTests

SHORT, LONG = 3, 60
"""Examples for each route, right ones and wrong ones."""
UNSAID: Final = {
    "control_character", "cursor_invalid", "idempotency_mismatch", "int_type", "precondition_required",
    "stale_version",
}  # fmt: skip
"""Codes for what a description cannot say, beside those of values (`date.out_of_range`) and of the domain. `int_type`:
JSON Schema calls 5.0 a whole number, and we do not."""


@pytest.fixture(scope="module")
def worlds_of_their_own(postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    made = Worlds(postgres, tmp_path_factory.mktemp)
    yield made
    made.close()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_does_what_its_description_says(worlds_of_their_own: Worlds, service: str) -> None:
    world = worlds_of_their_own.world(service)
    none(breaches(world, PhasesConfig(coverage=CoveragePhaseConfig(enabled=False), stateful=off()), SHORT))


@pytest.mark.long
@pytest.mark.skipif("JIEKUN_EVERY_CORNER" not in os.environ, reason="`make test-corners` asks for it: up to an hour")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_does_what_its_description_says_in_every_corner_of_it(
    worlds_of_their_own: Worlds, service: str
) -> None:
    world = worlds_of_their_own.world(service)
    none(breaches(world, PhasesConfig(stateful=off()), LONG))
    none(breaches(world, PhasesConfig(stateful=off()), LONG, things_that_exist(world)))


def test_an_answer_that_is_not_described_would_be_found(worlds_of_their_own: Worlds) -> None:
    world = worlds_of_their_own.world("ledger")
    route = world.description["paths"]["/v1/findings"]["get"]["responses"]
    described, route["200"] = route.pop("200"), {"description": "nothing", "content": {"text/plain": {}}}
    try:
        found = breaches(world, PhasesConfig(coverage=CoveragePhaseConfig(enabled=False), stateful=off()), 1)
    finally:
        route["200"] = described
    assert {line.split(":")[0] for line in found} == {"GET /v1/findings"}


def none(found: list[str]) -> None:
    assert not found, "\n".join(found)


def breaches(world: World, phases: PhasesConfig, examples: int, fixed: dict[str, Any] | None = None) -> list[str]:
    """One line for each check that failed; nothing is left to chance."""
    who = world.who(*sorted(ROLES), org_path="44")
    project = ProjectConfig(
        headers={"Authorization": who["Authorization"]},
        parameters=fixed,
        continue_on_failure=True,
        phases=phases,
        generation=GenerationConfig(max_examples=examples, deterministic=True, database="none"),
    )
    schema = schemathesis.openapi.from_dict(
        world.description, config=SchemathesisConfig(projects=ProjectsConfig(default=project))
    )
    schema.app = world.hosted.door.app
    found, reached = [], set()
    for event in engine.from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            found.append(repr(event))
        if isinstance(event, ScenarioFinished):
            reached |= {event.recorder.label for _ in event.recorder.cases}
            found += _failed(event.recorder, UNSAID | {text.code for text in world.hosted.service.errors})
    assert reached == {" ".join(operation) for operation in world.operations}
    return found


def off() -> StatefulPhaseConfig:
    """The services describe no links from one route to the next."""
    return StatefulPhaseConfig(enabled=False)


def things_that_exist(world: World) -> dict[str, Any]:
    return {f"path.{name}": id for name, id in world.objects.items()}


def _failed(recorder: Any, unsaid: set[str]) -> Iterator[str]:
    for case, checks in recorder.checks.items():
        for check in checks:
            failed = check.failure_info
            answer = recorder.interactions[case].response
            if failed is None or (check.name == "positive_data_acceptance" and _is_of_meaning(answer, unsaid)):
                continue
            yield f"{recorder.label}: {check.name}: {_codes(answer)} {failed.failure.message} {failed.code_sample}"


def _is_of_meaning(answer: Any, unsaid: set[str]) -> bool:
    """Refused for what it means, or would do; its shape was right. An ack names no code of ours: nobody signed it."""
    return all("." in code or code in unsaid for code in _codes(answer))


def _codes(answer: Any) -> list[str]:
    told = json.loads(answer.content) if answer is not None and "json" in str(answer.headers["content-type"]) else {}
    return [each["code"] for each in told.get("errors", [told]) if "code" in each]
