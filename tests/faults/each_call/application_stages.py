"""Stages at intake: an application, a roster row, and what people decide about them until the file is open."""

from typing import Any

from msgspec.structs import replace

from agencies.population import Population
from agencies.roster import write_roster
from policies.parameters.book import Entry
from portal import law, rosters
from portal.callers import Caller, person
from tests.faults.each_call.journey import CITY, Journey
from tests.faults.each_call.people import FIRST, OTHER, THIRD
from tests.support.parameters import BOOK


def set_parameters(way: Journey) -> None:
    """The province proposes what shall hold in its places."""
    law.propose(way.portal, "lawkeeper-proposing", _of_the_province())


def confirm_parameters(way: Journey) -> None:
    """Somebody else confirms them, and they hold."""
    law.confirm(way.portal, "lawkeeper-confirming", _of_the_province())


def _of_the_province() -> list[Entry]:
    here = [(entry, tuple(place for place in entry.regions if place.startswith("44"))) for entry in BOOK.entries]
    return [replace(entry, regions=places) for entry, places in here if places]


def apply(way: Journey) -> None:
    """All agencies are asked, and answer; the report is complete, a category proposed."""
    answer = way.post("intake", "/v1/applications", way.at_union("portal"), way.first.body)
    way.enter(FIRST, answer["household"])


def approve(way: Journey) -> None:
    decide(way, FIRST, {"decision": "approve"})


def notice_ends(way: Journey) -> None:
    """The file opens; assistance drafts a plan, the ledger takes note."""
    way.wait_for("intake", "notice_over")


def record_number(way: Journey) -> None:
    body = {"number": "GD4405-2026-00010", "recorded_on": way.today()}
    way.post("intake", f"/v1/households/{way.id()}/file-number", way.at_union("case_worker"), body)


def apply_and_withdraw(way: Journey) -> None:
    """The questions are written down, and nobody has sent one yet."""
    portal = way.at_union("portal", THIRD)
    answer = way.post("intake", "/v1/applications", portal, way.people[THIRD].body)
    way.enter(THIRD, answer["household"])
    way.post("intake", f"/v1/households/{way.id(THIRD)}/withdrawal", portal, {"reason": "家庭情况已好转，自愿撤回"})
    way.house.settle_without("deliveries")


def import_roster(way: Journey) -> None:
    """A survey roster with one row: another household, which shares a person with the first."""
    path = way.house.folder / "roster.xlsx"
    everybody = way.house.population
    write_roster(Population(everybody.seed, everybody.today, {}, [way.people[OTHER]], {}, []), path)
    (row,) = rosters.send(way.portal, person("portal", CITY), path).results
    assert row.household is not None
    way.enter(OTHER, row.household)


def return_for_papers(way: Journey) -> None:
    decide(way, OTHER, {"decision": "return", "papers": ["income_certificate"]})


def resubmit(way: Journey) -> None:
    """By the portal that brought the roster."""
    path = f"/v1/households/{way.id(OTHER)}/resubmission"
    way.post("intake", path, person("portal", CITY), way.people[OTHER].body)


def reject_other(way: Journey) -> None:
    """Against the proposal, so it waits for a second signature."""
    decide(way, OTHER, {"decision": "reject", "clause": "三(一)", "reason": "财产明显超限"})


def decline_rejection(way: Journey) -> None:
    sign(way, OTHER, {"signature": "declined", "reason": "依据不足"})


def approve_other(way: Journey) -> None:
    decide(way, OTHER, {"decision": "approve"})


def object_to_notice(way: Journey) -> None:
    """A neighbour objects: everything is asked again."""
    path = f"/v1/households/{way.id(OTHER)}/objection"
    way.post("intake", path, way.at_union("case_worker", OTHER), {"text": "邻居反映该家庭另有收入"})


def hang_sheet(way: Journey) -> None:
    path = f"/v1/households/{way.id(OTHER)}/notice/sheets"
    way.post("intake", path, way.at_union("case_worker", OTHER), {"place": "单位公告栏", "shown_on": way.today()})


def take_sheet_down(way: Journey) -> None:
    """The objection has ended the notice."""
    path = f"/v1/households/{way.id(OTHER)}/notice/sheets/1/taking-down"
    way.post("intake", path, way.at_union("case_worker", OTHER), {"taken_down_on": way.today()})


def answer_objection(way: Journey) -> None:
    """By a reviewer who had no part in the decision."""
    third = person("reviewer", way.people[OTHER].union, "answers")
    body = {"outcome": "dismissed", "text": "经核实，邻居所述收入已在申报之列"}
    way.post("intake", f"/v1/households/{way.id(OTHER)}/objection/answer", third, body)


def approve_again(way: Journey) -> None:
    """In another category than is proposed."""
    decide(way, OTHER, {"decision": "approve", "category": "3", "reason": "长期困难"})


def sign_approval(way: Journey) -> None:
    sign(way, OTHER, {"signature": "given"})


def opening_is_blocked(way: Journey) -> None:
    """The notice is over, and a member is in the first household's open file."""
    way.wait_for("intake", "notice_over")


def drop_member(way: Journey) -> None:
    reviewer = way.at_union("reviewer", OTHER)
    shown = way.portal.get("intake", f"/v1/households/{way.id(OTHER)}", reviewer)
    elsewhere = [blocker["member"] for blocker in shown["blocked_by"]]
    body = {"action": "drop_member", "members": elsewhere, "reason": "该成员由另一户赡养，从本户移除"}
    way.post("intake", f"/v1/households/{way.id(OTHER)}/block-settlement", reviewer, body)


def decide(way: Journey, number: str, body: dict[str, object]) -> None:
    post_on_what_is_seen(way, number, "decision", way.at_union("reviewer", number), body)


def sign(way: Journey, number: str, body: dict[str, object]) -> None:
    """The second signature, by another reviewer."""
    second = person("reviewer", way.people[number].union, "second")
    post_on_what_is_seen(way, number, "decision/second-signature", second, body)


def post_on_what_is_seen(way: Journey, number: str, what: str, caller: Caller, body: dict[str, object]) -> Any:
    path = f"/v1/households/{way.id(number)}"
    seen = way.portal.get("intake", path, caller)["version"]
    return way.post("intake", f"{path}/{what}", caller, body, seen=seen)
