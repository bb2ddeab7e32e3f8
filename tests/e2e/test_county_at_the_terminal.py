"""A county's normal weeks by commands alone, on the whole system: from an application to the closing of its file.

People are at the terminal; nothing but the clock moves otherwise. Who may not do a thing alone is another person.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
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
CLAUSE = "三(一)"
WHY = ("--reason", "-")
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


def test_a_county_works_from_a_terminal(county: County) -> None:
    county.log_in()
    fund = the_law_and_the_money_stand(county)
    an_application_is_made(county)
    an_application_is_decided(county)
    a_notice_hangs_and_is_objected_to(county)
    the_file_opens_and_has_a_plan(county, fund)
    the_bank_pays(county, fund)
    the_file_changes_by_two_people(county)
    the_file_is_checked_again_and_closed(county)
    everybody_sees_what_happened(county)


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


def an_application_is_decided(county: County) -> None:
    (task,) = county.does("first", "list --kind review")["items"]
    assert task["household"] == county.household
    assert county.does("first", f"tasks take {task['task']}")["assignee"] == "first"
    assert county.does("first", "report show H") != {}
    seen = county.does("first", "show H")["household"]["version"]
    county.does("first", "decide return H --paper income_certificate")
    code, told = county.tries("second", f"decide approve H --version {seen}")
    assert (code, told["refused"]["code"]) == (2, "stale_version")
    assert [(one["actor"], one["summary_zh"]) for one in told["refused"]["since"]] == [("first", "退回补正")]
    county.does("clerk", f"apply - --again {county.household}", county.family.body)
    county.until("under_review")
    county.does("first", "decide approve H")


def a_notice_hangs_and_is_objected_to(county: County) -> None:
    settle(county.world)
    assert county.does("clerk", "notice sheet H")["household"] == county.household
    county.does("visitor", f"notice post H --place 公告栏 --on {county.today}")
    county.does("visitor", "notice object H --text -", "邻居反映该家庭另有收入")
    county.until("under_review")
    (objection,) = county.does("first", "notice objections H")["items"]
    assert objection["answered_at"] is None
    code, told = county.tries("first", "notice answer H dismissed --text 已在申报之列")
    assert (code, told["refused"]["code"]) == (2, "answered_by_who_decided")
    county.does("third", "notice answer H dismissed --text 已在申报之列")
    county.does("first", "decide approve H")
    county.until("open")
    county.does("visitor", f"notice take-down H 1 --on {county.today}")


def the_file_opens_and_has_a_plan(county: County, fund: str) -> None:
    county.does("visitor", f"number H 4405-0001 --on {county.today}")
    settle(county.world)
    county.does("visitor", "plan helper H -", {"unit": "区总工会", "name": "王小明", "phone": "19900000001"})
    plan = county.does("planner", "plan show H")
    assert plan["helper"] == {"unit": "区总工会", "name": "王**", "phone": "***0001"}
    county.does("planner", "plan approve H")
    dates = f"--first {county.today} --last {county.today}"
    county.does("planner", f"aid propose H warmth_grant --fund {fund} --amount 500.00 {dates}")
    settle(county.world)
    (cleared,) = county.does("planner", "aid list --status cleared")["items"]
    assert county.does("auditor", f"aid register {cleared['act']}")["status"] == "cleared"


def the_bank_pays(county: County, fund: str) -> None:
    batch = county.does("closer", f"bank close {fund}")["batch"]
    settle(county.world)
    sheet = county.data / "batch.xlsx"
    county.does("taker", f"bank export {batch} --to {sheet}")
    assert sheet.read_bytes().startswith(b"PK")
    acts = [one["act"] for one in county.does("booker", f"bank show {batch}")["acts"]]
    paid = {"results": [{"act": act, "outcome": "paid", "on": county.today} for act in acts]}
    assert county.does("booker", f"bank results {batch} -", paid)["recorded"] == 1
    settle(county.world)
    assert [one["amount"] for one in county.does("auditor", "aid list --status paid")["items"]] == ["500.00"]


def the_file_changes_by_two_people(county: County) -> None:
    now = f"--on {county.today} --reason 本人来电"
    county.does("visitor", f"change propose H phone {now} --form -", {"phone": "19900000002"})
    account = {"account": {**county.family.body["account"], "number": "6222020000000000000"}}
    change = county.does("first", f"change propose H account {now} --form -", account)["change"]
    code, told = county.tries("first", f"change approve H {change}")
    assert code == 2, told
    assert [one["change"] for one in county.does("second", "change list")["items"]] == [change]
    county.does("second", f"change approve H {change}")


def the_file_is_checked_again_and_closed(county: County) -> None:
    person = county.does("first", "show H")["household"]["members"][0]["token"]
    now = f"--on {county.today} --reason 换岗"
    income = {"monthly_income": "3000.00"}
    change = county.does("visitor", f"change propose H income {now} --person {person} --form -", income)["change"]
    county.does("second", f"change approve H {change}")
    for _ in range(STEPS_MAX):
        settle(county.world)
        if county.does("first", "list --kind recheck")["items"]:
            break
        assert step(county.world)
    county.does("third", f"recheck keep H --clause {CLAUSE}")
    month = county.world.today.isoformat()[:7]
    county.world.clock.step_to(opening_hour(county.world.today.replace(day=28) + timedelta(days=7)))
    settle(county.world)
    figures = {"income": "2000.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00"}
    county.does("visitor", f"month H {month} -", figures)
    county.does("third", "visit H eased --reason -", "入户走访，生活好转")
    county.does("first", "close H not_eligible --reason -", "收入已超过标准")
    county.does("second", "sign H")
    settle(county.world)
    assert county.does("clerk", "status H")["status"] == "closed"


def everybody_sees_what_happened(county: County) -> None:
    told = county.does("auditor", "timeline H")["timeline"]
    assert {one["service"] for one in told} == {"intake", "verification", "assistance", "ledger"}
    looks = county.does("auditor", "who-looked H")["items"]
    assert {"taker", "first"} <= {one["who"] for one in looks}
    number = county.family.body["members"][0]["id_number"]
    assert [one["household"] for one in county.does("first", "households find", number)["items"]] == [county.household]


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
