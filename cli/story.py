"""One household's story: the timelines of all four services as one, in the order in which things happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from chassis.amounts import AMOUNTS
from chassis.roles import SERVICES
from cli import words
from kernel.aid_kinds import CHINESE
from kernel.calendar import CHINA_STANDARD_TIME
from portal.callers import Caller
from portal.client import Portal, Refused

NAMES = {"intake": "受理", "verification": "核对", "assistance": "帮扶", "ledger": "台账"}
NOTHING: tuple[Any, ...] = (None, "", [], {})
NOT_FOR_PEOPLE = frozenset(
    {"act", "account", "applicant", "batch", "beneficiaries", "credit", "debit", "finding", "fund", "household"}
    | {"marks", "members", "org_path", "others", "parameters_version", "profile_version", "referral", "report", "visit"}
)
"""Ids, tokens and versions: `--json` has them."""

AID_KINDS = {kind.value: chinese for kind, chinese in CHINESE.items()}
Entry = dict[str, Any]


def of(portal: Portal, caller: Caller, household: str) -> list[Entry]:
    """Each entry with its `service`. A service that has not heard of the household yet tells nothing."""
    told: list[Entry] = []
    for service in SERVICES:
        try:
            items = portal.get(service, f"/v1/households/{household}/timeline", caller)["items"]
        except Refused as refused:
            if refused.status != 404:
                raise
            continue
        told += [{"service": service, **entry} for entry in items]
    return in_order(told)


def in_order(told: list[Entry]) -> list[Entry]:
    """By business time; at the same instant as the services stand on the way, each in its own order."""
    return sorted(told, key=lambda entry: (datetime.fromisoformat(entry["at"]), SERVICES.index(entry["service"])))


def tell(console: Console, about: dict[str, Any], told: list[Entry], grounds: Sequence[str] = ()) -> None:
    """Day by day; under each fact who is behind it, and the plain reasons. `grounds`: of the latest proposal."""
    status = words.STATUSES[about["status"]]
    console.print(f"[bold]{about['household']}[/]  {about['org_path']}  [bold]{status}[/]", highlight=False)
    for warning in about.get("warnings", []):
        console.print(f"  [bold]注意[/] {escape(warning['texts']['zh'])} [dim]· {escape(warning['texts']['en'])}[/]")
    for member in about["members"]:
        relation = words.RELATIONS.get(member.get("relation", ""), "")
        console.print(f"  {relation} {member.get('name', '')} {member.get('id_number', '')}")
    tell_entries(console, told, grounds)


def tell_entries(console: Console, told: list[Entry], grounds: Sequence[str] = ()) -> None:
    proposals = [entry for entry in told if entry["type"].endswith(".CategoryProposed.v1")]
    proposed = proposals[-1] if proposals else None
    day = None
    for entry in told:
        at = datetime.fromisoformat(entry["at"]).astimezone(CHINA_STANDARD_TIME)
        if at.date() != day:
            day = at.date()
            console.print(f"\n[bold]{day}[/]")
        what = f"{entry['summary_zh']} [dim]· {escape(entry['summary_en'])}[/]"
        console.print(Padding(f"[cyan]{NAMES[entry['service']]}[/] {what}", (0, 2)), highlight=False)
        behind = escape("  ".join(part for part in (entry["actor"], *why(entry["why"])) if part))
        console.print(Padding(f"[dim]{behind}[/]", (0, 7)), highlight=False)
        if entry is proposed:
            console.print(Padding(escape("\n".join(grounds)), (0, 7)), highlight=False)


def why(reasons: dict[str, Any]) -> list[str]:
    """The reasons that a person can use: no ids, no tokens, no empty fields."""
    kept = {name: value for name, value in reasons.items() if name not in NOT_FOR_PEOPLE and value not in NOTHING}
    return [f"{words.field(name)} {readable(name, value)}" for name, value in kept.items()]


def readable(name: str, value: Any) -> str:
    match value:
        case str() if name in AMOUNTS:
            return f"{value}元"
        case {"first": first, "last": last}:
            return f"{first}～{last}"
        case {"office": office, "kind": kind, "period": period, "amount": amount}:
            told = AID_KINDS.get(kind, kind)
            return f"{office} {told} {readable('period', period)} {readable('amount', amount)}"
        case dict():
            return "、".join(f"{words.code(key, name)} {readable(key, one)}" for key, one in value.items())
        case list():
            return "、".join(readable(name, one) for one in value)
        case _:
            return words.code(value, name)
