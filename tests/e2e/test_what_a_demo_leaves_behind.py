"""One demo over Kafka, looked at from inside while it stands: nothing personal leaked, replay gives the same rows.

`tests/faults/laboratory` walks them on both buses as their users do, and disturbs them.
"""

from pathlib import Path
from typing import Any

import pytest

import checks
from checks import leaks
from checks.leaks import Leak, Needles
from lab.demo import outcome
from lab.demo import run as demo
from lab.demo.world import Tally
from tests.support.read_models import read_models

HOUSEHOLDS = 60

pytestmark = [pytest.mark.kafka, pytest.mark.usefixtures("kafka")]  # skipped where there is none


def test_a_demo_leaks_nothing_and_replays_to_the_same_read_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    judge = outcome.judge

    def look_too(world: Any, *others: Any) -> Any:
        needles = Needles(world.population)
        metrics = [(service, world.portal.client.get(f"{url}/metrics").body) for service, url in addresses(world)]
        seen["needles"] = needles
        seen["leaks"] = leaks.in_tables(needles, world.storage) + leaks.in_texts(needles, metrics)
        households = list(world.book.ids.values())
        seen["report"] = checks.run(world.storage, households, settled_at=world.clock.now(), read_models=read_models())
        return judge(world, *others)

    monkeypatch.setattr(demo, "judge", look_too)
    monkeypatch.delenv("KAFKA_BOOTSTRAP_SERVERS", raising=False)  # a broker of its own, so that its files can be read
    came = demo.run(demo.Asked(HOUSEHOLDS, seed=11, bus="kafka", keep=tmp_path / "data"), Tally())
    assert came.well
    assert (came.applications, sum(came.events_per_service.values())) == (HOUSEHOLDS, came.events)
    assert seen["leaks"] == []
    assert seen["report"].problems == ()
    written = [path for path in (tmp_path / "data").iterdir() if path.name in ("logs", "postgres", "kafka")]
    assert {path.name for path in written} == {"logs", "postgres", "kafka"}
    assert list(seen["needles"].search_file(tmp_path / "data" / "population.json")) != []  # it would be found
    assert of_services(leaks.in_files(seen["needles"], *written)) == []


def addresses(world: Any) -> list[tuple[str, str]]:
    return sorted(world.portal.addresses.items())


def of_services(found: list[Leak]) -> list[Leak]:
    """The agencies know these people: their own log may name them."""
    return [leak for leak in found if Path(leak.where).name != "agencies.log"]
