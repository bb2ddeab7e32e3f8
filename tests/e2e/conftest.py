"""A county whose people sit at the terminal: the whole system, and nothing but the clock moves otherwise."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from agencies.population import Household, Population, generate
from agencies.roster import SAMPLE_DAY
from chassis.files import write_atomically
from cli.main import app
from kernel.calendar import opening_hour
from kernel.organisation import city_of, county_of
from lab.demo.clock import set_business_time
from lab.demo.clock_steps import settle, step
from lab.demo.run import world_on
from lab.demo.world import Tally, World
from machine.installation import note_ports
from machine.ports import Ports
from machine.stack import Stack
from portal.law import SAMPLE

HOUSEHOLDS, SEED = 24, 3
STEPS_MAX = 60
PEOPLE = {
    "clerk": ("union", "portal"),
    "visitor": ("union", "case_worker"),
    "first": ("union", "reviewer"),
    "second": ("union", "reviewer"),
    "third": ("union", "reviewer"),
    "planner": ("union", "reviewer"),
    "keeper": ("city", "finance"),
    "treasurer": ("city", "finance"),
    "closer": ("city", "finance"),
    "taker": ("city", "finance"),
    "booker": ("city", "finance"),
    "auditor": ("city", "auditor"),
}


@dataclass
class County:
    data: Path
    world: World
    family: Household
    household: str = ""

    def log_in(self) -> None:
        places = {"union": self.family.union, "city": city_of(self.family.union)}
        for name, (place, role) in PEOPLE.items():
            self.does(name, f"login --org {places[place]} --role {role}")

    def does(self, who: str, words: str, stdin: Any = "") -> Any:
        """The command's JSON; a person's words on standard input, or a form."""
        code, told = self.tries(who, words, stdin)
        assert code == 0, f"{who}: {words}: {told}"
        return told

    def tries(self, who: str, words: str, stdin: Any = "") -> tuple[int, Any]:
        line = [self.household if word == "H" else word for word in words.split()]
        by = [] if line[:2] == ["parameters", "waiting"] else ["--by", who]
        said = stdin if isinstance(stdin, str) else json.dumps(stdin)
        told = CliRunner().invoke(app([line[0]]), [*line, *by, "--data", str(self.data), "--json"], input=said)
        assert "Traceback" not in told.output, told.output
        return told.exit_code, json.loads(told.stdout) if told.stdout else told.stderr

    def until(self, status: str) -> None:
        """Agencies answer and days go by until the household stands there."""
        for _ in range(STEPS_MAX):
            settle(self.world)
            if self.does("clerk", "status H")["status"] == status:
                return
            assert step(self.world), f"nothing moves the household to {status}"
        pytest.fail(f"it never came to {status}: {self.does('clerk', 'status H')}")

    @property
    def today(self) -> str:
        return self.world.today.isoformat()


def the_law_and_the_money_stand(county: County) -> str:
    county.does("law-a", f"parameters load {SAMPLE}")
    assert county.does("clerk", f"parameters waiting --region {county.family.body['region']}")["items"] != []
    county.does("law-b", f"parameters load {SAMPLE} --confirm")
    city = city_of(county.family.union)
    form = {
        "name": "困难职工帮扶资金", "source": "union_dues", "year": county.world.today.year, "budget": "100000.00",
        "uses": ["living_subsidy", "warmth_grant"], "org_path": city,
    }  # fmt: skip
    fund = county.does("keeper", "fund establish -", form)["fund"]
    county.does("keeper", f"fund allot {fund} {county_of(county.family.union)} 50000.00")
    county.does("keeper", f"fund raise {fund} 1000.00 --reason 年中追加")
    code, refused = county.tries("keeper", f"fund confirm {fund} 1000.00")
    assert (code, refused["refused"]["code"]) == (2, "confirmed_by_another")
    county.does("treasurer", f"fund confirm {fund} 1000.00")
    assert [one["budget"] for one in county.does("keeper", "fund list")["items"]] == ["101000.00"]
    return str(fund)


def an_application_is_made(county: County) -> None:
    county.household = county.does("clerk", "apply -", county.family.body)["household"]
    county.until("under_review")
    (asked,) = county.does("visitor", "report inquiries H")["items"]
    assert asked["complete"]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    population, ports = generate(HOUSEHOLDS, SEED, SAMPLE_DAY), Ports.free()
    write_atomically(tmp_path / "population.json", population.to_json())
    note_ports(tmp_path, ports)
    set_business_time(tmp_path / "clock-offset", opening_hour(SAMPLE_DAY))
    stack = Stack(tmp_path, "direct", ports, clock_offset=True)
    with stack, world_on(stack, population, Tally()) as world:
        yield County(tmp_path, world, family_of(population))


def family_of(population: Population) -> Household:
    """One on which nothing is planted, and whose file opens in category 2."""
    plain = (one for one in population.households if one.label == "clean" and one.expected.opens == "yes")
    return next(one for one in plain if one.expected.category == "2")
