"""`jiekun report …`: what agencies and other givers said of a household."""

from typing import Annotated, Any

import typer

from cli import words, writings
from cli.desk import tables
from cli.desk.addresses import Address, ledger, verification
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import Household, Reason, To, Version

SOURCES = {
    "declared": "申报",
    "verified": "答复",
    "settled": "答复（经裁定）",
    "last_known": "上次答复",
    "derived": "推算",
    "unanswered": "未答复",
}
Contradiction = Annotated[str, typer.Argument(help="矛盾编号，见 report contradictions · its name")]
report = typer.Typer(no_args_is_help=True, help="核对情况与报告 · inquiries, the report, others' aid")


@report.command()
@at_desk
def show(desk: Desk, household: Household) -> None:
    """核对报告：申报与答复逐项对照，留有记录 · declared against answered, fact by fact; reading it is on record."""
    found = desk.get(verification("/v1/households/{household}/report", household=household))
    desk.show(found if desk.as_json else {**found, **_in_words(found)})


@report.command()
@at_desk
def inquiries(desk: Desk, household: Household) -> None:
    """核对情况：问了谁、谁已答复 · who was asked, and who answered."""
    rounds = desk.get(verification("/v1/households/{household}/inquiries", household=household))["items"]
    if desk.as_json:
        desk.show(rounds)
        return
    asked = [{"round": one["round"], "due_on": one["due_on"], **item} for one in rounds for item in one["items"]]
    desk.show(asked, "round", "item", "agency", "outcome", "answered_on", "due_on")


@report.command()
@at_desk
def others(desk: Desk, household: Household) -> None:
    """外单位报送的救助 · aid that other givers reported."""
    found = desk.get(ledger("/v1/households/{household}/reports", household=household))["items"]
    desk.show(found, "report", "giver", "kind", "amount", "first", "last", "told_at")


@report.command()
@at_desk
def original(
    desk: Desk,
    household: Household,
    event: Annotated[str, typer.Argument(help="答复编号，见 jiekun show --words --json · the answer's event id")],
    reason: Reason,
    to: To,
) -> None:
    """部门答复原文（已签名），留有记录 · one answer as the agency signed it, for a reason on record."""
    door = verification("/v1/households/{household}/answers/{event}/signed-body", household=household, event=event)
    desk.save(to, desk.opened(door, reason))


@report.command()
@at_desk
def contradictions(desk: Desk, household: Household) -> None:
    """矛盾答复，逐方并列，留有记录 · answers that contradict one another, side by side; reading it is on record."""
    found = desk.get(verification("/v1/households/{household}/contradictions", household=household))
    if desk.as_json:
        desk.show(found)
        return
    sides = [
        {**one, **side, "records": _records(side["records"]), "reason": one["reason"] or ""}
        for one in found["items"]
        for side in one["sides"]
    ]
    desk.show(sides, "contradiction", "status", "side", "agency", "item", "answered_on", "records", "stands", "by")


@report.command()
@at_desk
def settle(
    desk: Desk,
    household: Household,
    contradiction: Contradiction,
    stands: Annotated[int, typer.Option("--stands", min=1, help="成立的一方，从 1 起 · the side that stands")],
    reason: Reason,
    version: Version = None,
) -> None:
    """裁定哪一方成立，多数须另一人复核 · say which of the answers stands; most need another's signature."""
    desk.show(desk.change(_settlement(household, contradiction), _said(stands, reason), household, version))


@report.command()
@at_desk
def sign(desk: Desk, household: Household, contradiction: Contradiction, version: Version = None) -> None:
    """复核裁定 · sign what another has settled."""
    desk.show(desk.change(_signature(household, contradiction), {"signature": "given"}, household, version))


@report.command()
@at_desk
def decline(
    desk: Desk, household: Household, contradiction: Contradiction, reason: Reason, version: Version = None
) -> None:
    """退回裁定 · decline to sign what another has settled."""
    body = {"signature": "declined", "reason": reason}
    desk.show(desk.change(_signature(household, contradiction), body, household, version))


def _said(stands: int, reason: str) -> dict[str, Any]:
    return {"stands": stands, "reason": reason}


def _settlement(household: str, contradiction: str) -> Address:
    path = "/v1/households/{household}/contradictions/{contradiction}/settlement"
    return verification(path, household=household, contradiction=contradiction)


def _signature(household: str, contradiction: str) -> Address:
    path = "/v1/households/{household}/contradictions/{contradiction}/settlement/second-signature"
    return verification(path, household=household, contradiction=contradiction)


def _records(records: list[dict[str, Any]]) -> str:
    return "；".join(writings.record(one) for one in records) or "无记录"


def _in_words(report: dict[str, Any]) -> dict[str, Any]:
    """A value's unit is told by the name of its fact, which stands beside it."""
    comparisons = [
        {
            **one,
            "fact": words.field(one["fact"]),
            **{side: _value(one["fact"], one[side]) for side in ("declared", "answered")},
        }
        for one in report["comparisons"]
    ]
    facts = [
        {
            "fact": words.field(one["name"]),
            "value": _value(one["name"], one["value"]),
            "provenance": _source(one["provenance"]),
            "as_of": one["as_of"],
            "formula": _formula(one),
        }
        for one in report["facts"]
    ]
    unanswered = [{**one, "facts": "、".join(map(words.field, one["facts"]))} for one in report["unanswered"]]
    return {"comparisons": comparisons, "facts": facts, "unanswered": unanswered}


def _formula(fact: dict[str, Any]) -> str:
    """What each person has, added up; by number, since a screen need not name whose."""
    if fact["formula"] is None:
        return ""
    shares = [_value(fact["name"], share) or "未知" for share in (fact["inputs"] or {}).values()]
    return f"各人之和：{'＋'.join(shares)}" if shares else "各人之和"


def _value(fact: str, value: Any) -> str:
    told = tables.said(fact, value)
    return words.code(told) if isinstance(value, str) else told


def _source(provenance: str) -> str:
    how, _, agency = provenance.partition(":")
    return words.AGENCIES.get(agency, agency) + SOURCES.get(how, how)
