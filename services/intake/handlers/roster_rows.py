"""One row of a roster: an application without flaw, with its household's id, or every flaw by column."""

import json
import re
import unicodedata
import uuid
from datetime import date
from typing import Any

from msgspec import Struct, structs, to_builtins
from pydantic import ValidationError

from chassis.http.principal import Principal
from chassis.http.refusals import field_errors
from chassis.http.refusals.errors import FieldError
from kernel import resident_id
from kernel.identifier import InvalidIdentifier, normalised
from services.intake.adapters.roster_body import CellFlaw, body_of, header_of
from services.intake.adapters.roster_completion import Surroundings
from services.intake.adapters.roster_reader import Row
from services.intake.domain.commands import CheckedApplication
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm
from services.intake.form.papers import said
from services.intake.handlers.form_check import check
from services.intake.resources import Resources


class Good(Struct, frozen=True):
    """`spelled`: the household's id as rows had it that were named as they were spelled, before numbers were cleaned;
    a row of then, sent again today, is still that household's. `said`: fields that the sheet says.
    """

    number: int
    household: str
    application: CheckedApplication
    spelled: str
    said: frozenset[str]
    notes: list[dict[str, str]] = []


class Refused(Struct, frozen=True):
    """`errors`: {column, code, zh, en}; `id` follows from the row and its errors.

    `household`: whose the row would be, when it could be read: taken in an earlier import, it stays taken.
    """

    number: int
    id: str
    errors: list[dict[str, str]]
    household: str | None = None
    spelled: str | None = None
    notes: list[dict[str, str]] = []


class Known(Struct, frozen=True):
    """A row of an earlier import; what has become wrong with it since (a child came of age) changes nothing. `status`:
    what this import has told of it, in an earlier try.
    """

    number: int
    household: str
    notes: list[dict[str, str]] = []
    status: str = "unchanged"


def examine(
    resources: Resources, principal: Principal, row: Row, defaults: dict[str, str | None], around: Surroundings
) -> Good | Refused:
    read = body_of(row, defaults, around)
    if read.flaws:
        return _refused(resources, principal, row, [told_of(flaw) for flaw in read.flaws])
    try:
        form = ApplicationForm.model_validate(read.body)
    except ValidationError as invalid:
        findings = [{**finding, "loc": ("body", *finding["loc"])} for finding in invalid.errors()]
        return _refused(
            resources, principal, row, [_field_error(e) for e in field_errors.from_pydantic(findings, TABLE)]
        )
    content = content_of(form)
    clean = cleaned(content, resources.today())
    household = _household(resources, form, clean)
    as_it_was = as_spelled(content, row)
    spelled = household if clean == as_it_was else _household(resources, form, as_it_was)
    notes = [told_of(note) for note in read.notes]
    result = check(resources, principal, form, resources.store.reading)
    if isinstance(result, CheckedApplication):
        return Good(row.number, household, result, spelled, read.said, notes)
    refused = _refused(resources, principal, row, [_field_error(error) for error in result])
    if not principal.covers(form.org_path):
        return refused
    return structs.replace(refused, household=household, spelled=spelled, notes=notes)


def content_of(form: ApplicationForm) -> dict[str, Any]:
    """What a row says. A household is named by it, so what nobody said for papers is no part of it."""
    content = form.model_dump(mode="json")
    parts = {name: said(content[name]) for name in ("declared", "contact", "account", "employer", "consent")}
    return said(content) | parts | {"members": [said(member) for member in content["members"]]}


def cleaned(content: dict[str, Any], today: date) -> dict[str, Any]:
    """The form without the traces of who typed it: one number has one spelling, and no space tells two rows apart."""
    members = [
        {**member, "id_number": _number(member["id_number"], today), "name": _seen(member["name"])}
        for member in content["members"]
    ]
    contact, account, employer = content["contact"], content["account"], content["employer"]
    return content | {
        "members": members,
        "contact": contact | {"phone": re.sub("[ -]", "", contact["phone"]), "address": _seen(contact["address"])},
        "account": account | {"bank": _seen(account["bank"])},
        "employer": employer | {"name": _seen(employer["name"])},
        "consent": content["consent"] | {"reference": _seen(content["consent"]["reference"])},
    }


def as_spelled(content: dict[str, Any], row: Row) -> dict[str, Any]:
    """The form with its numbers and names as the cells have them."""

    def cell(field: str, cleaned: str) -> str:
        written = row.cells.get(header_of(f"#/{field}"))
        return written.text.strip() if written is not None and written.kind == "text" else cleaned

    members = [
        {**member, **{field: cell(f"members/{place}/{field}", member[field]) for field in ("id_number", "name")}}
        for place, member in enumerate(content["members"])
    ]
    number = cell("account/number", content["account"]["number"])
    return content | {"members": members, "account": content["account"] | {"number": number}}


def _household(resources: Resources, form: ApplicationForm, content: dict[str, Any]) -> str:
    return id_of(resources, "row", form.org_path, json.dumps(content, ensure_ascii=False, sort_keys=True))


def _number(text: str, today: date) -> str:
    """Eighteen digits, however the number came; one that is none as it stands."""
    try:
        return resident_id.parse(text, today).number
    except InvalidIdentifier:
        return normalised(text)


def _seen(text: str | None) -> str | None:
    return None if text is None else "".join(unicodedata.normalize("NFC", text).split())


def refused_for(resources: Resources, principal: Principal, row: Good, error: dict[str, str]) -> Refused:
    """A row that is good by itself, in a sheet in which it cannot stand."""
    content = id_of(resources, "refused-row", principal.org_path, row.household, error["code"])
    return Refused(row.number, content, [error], row.household, row.spelled, row.notes)


def _refused(resources: Resources, principal: Principal, row: Row, errors: list[dict[str, str]]) -> Refused:
    cells = json.dumps(to_builtins([row.cells, row.unknown]), ensure_ascii=False, sort_keys=True)
    codes = json.dumps([(error["column"], error["code"]) for error in errors], ensure_ascii=False)
    return Refused(row.number, id_of(resources, "refused-row", principal.org_path, cells, codes), errors)


def told_of(flaw: CellFlaw) -> dict[str, str]:
    told = TABLE[flaw.code].told({"words": flaw.words})
    return _error(flaw.column, flaw.code, told.zh, told.en)


def _field_error(error: FieldError) -> dict[str, str]:
    return _error(header_of(error.pointer), error.code, error.zh, error.en)


def _error(column: str, code: str, zh: str, en: str) -> dict[str, str]:
    return {"column": column, "code": code, "zh": zh, "en": en}


def id_of(resources: Resources, *parts: Any) -> str:
    """UUIDv8 (RFC 9562 §5.8) from a keyed hash: equal parts, equal id, and nothing can be guessed from it."""
    value = int(resources.vault.keyed_hash(json.dumps(parts, ensure_ascii=False).encode())[:32], 16)
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
