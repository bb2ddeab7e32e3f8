"""Open files as a province has them, by COPY, each sealed under a key of its own; and the sheet of a survey of them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import cycle, islice
from typing import Any, Final

import psycopg
import xlsxwriter

from chassis.codec import Codec
from chassis.ids import uuid7
from chassis.vault import ciphers
from chassis.vault.postgres import PostgresVault
from contracts import intake as facts
from contracts.roster_columns import COLUMNS
from kernel.resident_id import check_digit
from lab.bench import decisions, history
from lab.bench.decisions import CategoryProposed
from machine.environment import Place

UNION: Final = "44/4405/440507/longhu-dianzi"
REGION: Final = "440507"
AT_ONCE: Final = 1_000
PROPOSALS: Final = 500
"""So many different reports, each of many files: what is large in a stream is its trace."""
BORN: Final = date(1950, 1, 1)
DAYS: Final = 18_000
"""As people are: few share a day of birth, fewer a name, or the survey would rightly stop at likely duplicates."""
ITEMS: Final = ("hukou", "tax")


def numbers(household: int) -> tuple[str, str]:
    """The ID numbers of a couple; nobody has them: the county is assigned to nobody."""
    return _number(2 * household), _number(2 * household + 1)


def _number(person: int) -> str:
    sequence, day = divmod(person, DAYS)
    seventeen = f"440590{BORN + timedelta(days=day):%Y%m%d}{sequence + 1:03d}"
    return seventeen + check_digit(seventeen)


def _name(id_number: str) -> str:
    first, second = divmod(int(id_number[6:17]), 4_001)
    return "陈" + chr(0x4E00 + first % 4_001) + chr(0x4E00 + second)


def fill(place: Place, count: int, today: date) -> None:
    master = place.master_key_file.read_bytes()
    vault = PostgresVault(place.urls.vault.owner, master)
    proposals = cycle(event for _, event in decisions.drawn(PROPOSALS))
    try:
        with history.into(place.urls) as (intake, keys_at):
            for first in range(0, count, AT_ONCE):
                files = range(first, min(first + AT_ONCE, count))
                keys = {uuid7(): ciphers.new_key() for _ in files}
                history.keep(keys_at, master, keys)
                codec = Codec("intake", {**facts.EVENTS, **decisions.CATALOGUE}, history.sealing(keys))
                _store(intake, codec, vault, dict(zip(keys, files, strict=True)), islice(proposals, len(files)), today)
            intake.execute("ANALYZE")
    finally:
        vault.close()


def _store(
    intake: psycopg.Connection[Any],
    codec: Codec,
    vault: PostgresVault,
    files: dict[str, int],
    proposals: Iterator[CategoryProposed],
    today: date,
) -> None:
    streams = [
        (household, _story(household, number, vault, proposed, today))
        for (household, number), proposed in zip(files.items(), proposals, strict=True)
    ]
    with intake.transaction(), intake.cursor() as cursor:
        with cursor.copy(_HOUSEHOLDS) as copy:
            for household, story in streams:
                told = story[0]
                copy.write_row(
                    (household, UNION, REGION, "open", len(story), "1", [], history.AT, "portal", told.applicant)
                )
        for table in ("household_members", "claims"):
            with cursor.copy(f"COPY {table} (person, household) FROM STDIN") as copy:
                for household, story in streams:
                    for member in story[0].members:
                        copy.write_row((member, household))
        history.store(cursor, codec, streams)


def _story(
    household: str, number: int, vault: PostgresVault, proposed: CategoryProposed, today: date
) -> tuple[Any, ...]:
    known = details(number, vault)
    members = tuple(member.token for member in known.members)
    account = vault.token("account", known.account.number)
    consent = facts.Consent(
        reference="GX-1",
        signed_on=today - timedelta(days=30),
        valid_until=today + timedelta(days=300),
        items=ITEMS,
        persons=members,
    )
    situation = facts.Situation(
        causes=known.declared.causes, primary_cause=known.declared.primary_cause, people=(), account=known.account
    )
    day = today - timedelta(days=20)
    return (
        facts.ApplicationSubmitted(
            org_path=UNION, region=REGION, profile="shantou-2016", channel="roster", submitted_on=day,
            applicant=members[0], members=members, account=account, consent=consent, items=ITEMS, details=known,
        ),
        proposed,
        facts.ApplicationApproved(category="1", against_proposal=False),
        facts.NoticePosted(first_day=day, last_day=day, provisional=False),
        facts.FileOpened(
            org_path=UNION, region=REGION, profile="shantou-2016", category="1", opened_on=day, discovered_on=day,
            applicant=members[0], members=members, account=account, situation=situation,
        ),
    )  # fmt: skip


def details(number: int, vault: PostgresVault) -> facts.Details:
    """What the row of the same number says."""
    one, other = numbers(number)
    return facts.Details(
        members=(_member(one, "self", vault), _member(other, "spouse", vault)),
        declared=facts.Declared(
            on_dibao=False, relief_monthly=0, hardship_expenditure_monthly=0, causes=("laid_off",),
            primary_cause="laid_off", union_member=True, migrant_worker=False, single_parent=False, sudden_event=False,
            restructuring_affected=False,
        ),
        contact=facts.Contact(_phone(number), f"示例路 {number} 号"),
        account=facts.Account("虚构银行", _account(number)),
        employer=facts.Employer("示例厂", "", ""),
    )  # fmt: skip


def _member(number: str, relation: str, vault: PostgresVault) -> facts.Member:
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return facts.Member(
        token=vault.token("person", number), name=_name(number), id_number=number, birth_date=born, relation=relation,
        can_work=True, employment="laid_off", monthly_income=60_000, health="healthy", disability=False,
    )  # fmt: skip


def _phone(number: int) -> str:
    return f"199{number:08d}"


def _account(number: int) -> str:
    return f"999999{number:013d}"


def sheet(rows: Sequence[tuple[int, dict[str, str]]], today: date) -> bytes:
    """Rows of those households, each with cells that say something else than their file."""
    target, said = BytesIO(), [_row(number, today) | changes for number, changes in rows]
    headers = [column.header for column in COLUMNS if column.header in said[0]]
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, headers)
        for place, row in enumerate(said, start=1):
            for at, header in enumerate(headers):
                page.write_string(place, at, row[header])
    return target.getvalue()


def _row(number: int, today: date) -> dict[str, str]:
    one, other = numbers(number)
    of_the_couple = {
        f"{who}{what}": value
        for who, id_number in (("本人", one), ("成员1", other))
        for what, value in {
            "姓名": _name(id_number), "身份证号": id_number, "有劳动能力": "是", "工作状态": "下岗",
            "月收入（元）": "600.00", "健康状况": "健康", "残疾": "否",
        }.items()
    }  # fmt: skip
    return {
        "所属工会": UNION, **of_the_couple, "成员1与申请人关系": "配偶", "联系电话": _phone(number),
        "家庭住址": f"示例路 {number} 号", "开户银行": "虚构银行", "银行账号": _account(number), "工作单位": "示例厂",
        "工会会员": "是", "农民工": "否", "单亲家庭": "否", "突发事件": "否", "涉及企业改制": "否", "享受低保": "否",
        "主要致困原因": "下岗失业", "授权签署日期": (today - timedelta(days=30)).isoformat(),
    }  # fmt: skip


_HOUSEHOLDS = (
    "COPY households (household, org_path, region, status, version, proposal, flags, changed_at, applied_by, applicant)"
    " FROM STDIN"
)
