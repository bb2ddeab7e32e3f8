"""Stages of a fund and its keeper: its budget, what a union may spend of it, and what it may when it has asked."""

from portal.callers import Caller, person
from tests.faults.each_call.journey import CITY, FOUNDER, TERMS, Journey

USES = ["warmth_grant", "living_subsidy", "serious_illness_aid", "tuition_aid"]
KEEPER = person("reviewer", CITY, "second")


def establish_fund(way: Journey) -> None:
    body = {
        "name": "帮扶资金",
        "source": "union_dues",
        "year": 2026,
        "budget": "20000.00",
        "uses": USES,
        "org_path": CITY,
    }
    way.known["fund"] = way.post("assistance", "/v1/funds", FOUNDER, body)["fund"]


def allot_fund(way: Journey) -> None:
    """The household's union may spend of it without asking."""
    allotted = {"org_path": way.at_union("reviewer").org_path, "amount": "10000.00"}
    way.post("assistance", f"/v1/funds/{way.known['fund']}/allotments", FOUNDER, allotted)


def ask_for_more(way: Journey) -> None:
    """A larger budget counts when somebody else has confirmed it."""
    raised = {"amount": "1000.00", "reason": "市财政追加"}
    way.post("assistance", f"/v1/funds/{way.known['fund']}/raises", FOUNDER, raised)


def confirm_more(way: Journey) -> None:
    path = f"/v1/funds/{way.known['fund']}/raises/confirmation"
    way.post("assistance", path, person("finance", CITY, "second"), {"amount": "1000.00"})


def ask_keeper(way: Journey) -> None:
    """The county federation was allotted nothing: what it offers waits for the fund's keeper."""
    way.known["refused"] = _offer(way)


def keeper_refuses(way: Journey) -> None:
    way.post("assistance", f"/v1/acts/{way.known['refused']}/refusal", KEEPER, {"reason": "本年额度另有安排"})


def ask_keeper_again(way: Journey) -> None:
    way.known["agreed"] = _offer(way)


def keeper_agrees(way: Journey) -> None:
    """The money is committed, and the ledger asked: it holds the act for what the charity gives."""
    way.post("assistance", f"/v1/acts/{way.known['agreed']}/consent", KEEPER, {})


def _offer(way: Journey) -> str:
    body = {"kind": "living_subsidy", "fund": way.known["fund"], **TERMS}
    return str(way.post("assistance", f"/v1/plans/{way.id()}/aid", _of_the_county(way), body)["act"])


def _of_the_county(way: Journey) -> Caller:
    return person("reviewer", way.first.union.rpartition("/")[0])
