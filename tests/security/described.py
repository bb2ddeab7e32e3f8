"""A service asked all that its own OpenAPI description allows, right and wrong, by schemathesis with all its checks.

Everybody who asks holds every role. What is found is what the description did not say: a 5xx, an answer that is not
described, something wrong that was taken, something right that was not.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from threading import Timer
from typing import Any, Final, NamedTuple

import schemathesis
from hypothesis import strategies
from schemathesis import engine
from schemathesis.config import (
    ChecksConfig,
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine import Status
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.engine.run import PhaseName
from structlog.testing import capture_logs

from chassis.http import conditional
from chassis.http.principal import ROLES
from tests.security.worlds.world import World

UNSAID: Final = {
    "control_character", "cursor_invalid", "idempotency_mismatch", "int_type", "precondition_required",
    "stale_version",
}  # fmt: skip
"""Codes for what a description cannot say, beside those of values (`date.out_of_range`) and of the domain. `int_type`:
JSON Schema calls 5.0 a whole number, and we do not."""
A_HEADER_IS_MISSING: Final = ["400", "401", "403", "406", "415", "422", "428"]
"""428: RFC 6585's own word for a missing If-Match."""

# Left alone, it makes headers of letters and digits only, so that none is an entity tag and no body is ever judged.
# Small versions, because one of them is that of the thing.
schemathesis.openapi.format(
    "entity-tag",
    strategies.integers(0, 9).map(conditional.etag) | strategies.from_regex(conditional.FORM, fullmatch=True),
)


class Asked(NamedTuple):
    """`found`: one line for each check that failed; `left`: routes that were not asked to the end, time being over."""

    found: list[str]
    requests: int
    left: list[str]


def ask(
    world: World, examples: int, *, corners: bool = False, fixed: dict[str, Any] | None = None, seconds: float = 600
) -> Asked:
    """`examples` for each route, right ones and wrong ones; with `corners` each bound of each value besides.

    `fixed`: parameters that have always this value. Nothing is left to chance: the same is asked each time.
    """
    stream = engine.from_schema(_schema(world, examples, corners, fixed)).execute()
    over = Timer(seconds, stream.stop)
    over.start()
    found, requests, asked = [], 0, set()
    with capture_logs():  # a refusal's stack takes a second to paint on a terminal
        for event in stream:
            if isinstance(event, NonFatalError | FatalError):
                found.append(repr(event))
            if isinstance(event, ScenarioFinished):
                found += _failed(event.recorder, UNSAID | {text.code for text in world.hosted.service.errors})
                requests += len(event.recorder.cases)
                if event.phase is PhaseName.FUZZING and event.status is not Status.INTERRUPTED:
                    asked.add(event.recorder.label)
    over.cancel()
    return Asked(found, requests, sorted({" ".join(operation) for operation in world.operations} - asked))


def _schema(world: World, examples: int, corners: bool, fixed: dict[str, Any] | None) -> Any:
    who = world.who(*sorted(ROLES), org_path="44")
    project = ProjectConfig(
        headers={"Authorization": who["Authorization"]},
        parameters=fixed,
        continue_on_failure=True,
        # The services describe no links from one route to the next.
        phases=PhasesConfig(coverage=CoveragePhaseConfig(enabled=corners), stateful=StatefulPhaseConfig(enabled=False)),
        checks=ChecksConfig.from_dict({"missing_required_header": {"expected-statuses": A_HEADER_IS_MISSING}}),
        generation=GenerationConfig(max_examples=examples, deterministic=True, database="none"),
    )
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    schema = schemathesis.openapi.from_dict(_with_entity_tags(world.description), config=config)
    schema.app = world.hosted.door.app
    return schema


def _with_entity_tags(description: dict[str, Any]) -> dict[str, Any]:
    described = deepcopy(description)
    for operations in described["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "If-Match":
                    parameter["schema"]["format"] = "entity-tag"
    return described


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
