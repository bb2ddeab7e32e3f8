"""Households of the fictive population, as intake's facts."""

from datetime import date
from typing import Any

from agencies.population import Population
from chassis.vault import Vault
from contracts import intake
from kernel import resident_id
from kernel.fen import fen
from policies.documents import profile as profiles

TODAY = date(2026, 11, 2)


def submitted(vault: Vault, body: dict[str, Any], **changes: Any) -> intake.ApplicationSubmitted:
    details = details_of(vault, body)
    tokens = tuple(member.token for member in details.members)
    given: dict[str, Any] = {
        "org_path": body["org_path"],
        "region": body["region"],
        "profile": "shantou-2016",
        "channel": "portal",
        "submitted_on": TODAY,
        "applicant": tokens[0],
        "members": tokens,
        "account": "account:x",
        "consent": consent(vault, body),
        "items": items(),
        "details": details,
    }
    return intake.ApplicationSubmitted(**given | changes)


def items() -> tuple[str, ...]:
    needs = profiles.load("shantou-2016").document.items
    return tuple(sorted({need.item.value for need in needs}))


def consent(vault: Vault, body: dict[str, Any], **changes: Any) -> intake.Consent:
    given: dict[str, Any] = {
        "reference": body["consent"]["reference"],
        "signed_on": date(2026, 11, 1),
        "valid_until": date(2027, 10, 31),
        "items": tuple(body["consent"]["items"]),
        "persons": tuple(member.token for member in details_of(vault, body).members),
    }
    return intake.Consent(**given | changes)


def details_of(vault: Vault, body: dict[str, Any]) -> intake.Details:
    said = body["declared"]
    return intake.Details(
        members=tuple(_member(vault, member) for member in body["members"]),
        declared=intake.Declared(
            **{name: value for name, value in said.items() if not name.endswith("_monthly") and name != "causes"},
            causes=tuple(said["causes"]),
            relief_monthly=fen(said["relief_monthly"]),
            hardship_expenditure_monthly=fen(said["hardship_expenditure_monthly"]),
        ),
        contact=intake.Contact(**body["contact"]),
        account=intake.Account(**body["account"]),
        employer=intake.Employer(**body["employer"]),
        needs=tuple(body["needs"]),
    )


def _member(vault: Vault, member: dict[str, Any]) -> intake.Member:
    number = resident_id.parse(member["id_number"], TODAY)
    return intake.Member(
        **{name: value for name, value in member.items() if name not in ("id_number", "monthly_income")},
        token=vault.token("person", number.number),
        id_number=number.number,
        birth_date=number.birth_date,
        monthly_income=fen(member["monthly_income"]),
    )


def labelled(population: Population, label: str) -> list[Any]:
    return [one for one in population.households if one.label == label]
