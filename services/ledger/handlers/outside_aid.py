"""An agency or charity reports its own aid, corrects it, takes it back; what unions paid is compared with it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from chassis import lock_keys
from chassis.clock import real_now
from chassis.commands import guarded
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.store import NewTimer, Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change, unit
from chassis.use_case import begun_by
from dci.aid_reports import AidReport, ReportedAid
from kernel import identifier, resident_id
from kernel.aid_kinds import AidKind
from kernel.calendar import business_date
from kernel.errors import DomainError
from kernel.fen import fen
from kernel.period import Period
from services.ledger.domain import neighbours
from services.ledger.domain.aid import OutsideAid
from services.ledger.domain.events import OutsideAidWithdrawn
from services.ledger.domain.outside_report import OUTSIDE_REPORT, Report, Standing, State, Told, report
from services.ledger.domain.overlap_found import FINDING, finding_of, follow
from services.ledger.handlers.clearance import waiting_timer
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources

REPORTS_MAX: Final = 50
"""In one message: each is a transaction of its own, and the sender waits for all of them."""

REPORTS = Streams("report", OUTSIDE_REPORT)
FINDINGS = Streams("finding", FINDING)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence kept beside each report: it names the signed message, and holds nothing of it."""

    message_id: str
    signature: str
    message_sha256: str


def record(
    resources: Resources, sender: str, reportable: frozenset[str], reported: Sequence[ReportedAid], letter: Letter
) -> None:
    """Records every report of one message; the same report again changes nothing.

    All are judged before the first is kept, so a message is taken whole or refused whole. Raises DomainError:
    `too_many_reports`, `giver_is_not_sender` (nobody speaks of aid that somebody else gave),
    `aid_kind_unknown`, `id_number_invalid`, `beneficiary_twice`, and what `domain.outside_report` refuses.
    """
    if len(reported) > REPORTS_MAX:
        raise DomainError("too_many_reports")
    if any(one.report.giver != sender for one in reported):
        raise DomainError("giver_is_not_sender")
    commands = [_command(resources, sender, reportable, one, letter) for one in reported]
    for command in [one for one in commands if _is_news(resources, one)]:
        _keep(resources, sender, command)


def _is_news(resources: Resources, command: Report) -> bool:
    """Raises what speaks against the report."""
    with resources.store.transaction() as transaction:
        return bool(report(command, REPORTS.load(transaction, command.aid.report).state))


def _keep(resources: Resources, sender: str, command: Report) -> None:
    """Under a key of its own: the ledger may make keys, never read them back.

    It is made under the report's lock, for what is news still: a message may be sent again and again, to several
    processes at once.
    """
    key, context = f"report-{uuid7()}", begun_by(resources, f"agency:{sender}", command.aid.report)

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.report(command.aid.report)])
        return _build(resources, transaction, context, command, key)

    guarded(resources.store, None, build)


def report_of(resources: Resources, sender: str, reported: ReportedAid) -> str:
    """(sender, transaction, reference) is one act for ever: docs/design/exchange.md#reports-of-aid. A keyed hash, since
    callers choose the parts."""
    name = msgspec.json.encode([sender, reported.transaction_id, reported.reference_id])
    return resources.vault.keyed_hash(b"report\0" + name)[:32]


def _command(
    resources: Resources, sender: str, reportable: frozenset[str], reported: ReportedAid, letter: Letter
) -> Report:
    clocks = (resources.clock.now(), real_now())
    return Report(
        aid=_aid(resources, report_of(resources, sender, reported), reported, letter),
        standing=Standing(reported.report.standing),
        reported_at=reported.reported_at,
        received_between=(min(clocks), max(clocks)),
        reportable=reportable,
        today=resources.today(),
    )


def _aid(resources: Resources, report_id: str, reported: ReportedAid, letter: Letter) -> OutsideAid:
    told = reported.report
    if told.aid_kind not in set(AidKind):
        raise DomainError("aid_kind_unknown")
    return OutsideAid(
        report=report_id,
        giver=told.giver,
        kind=told.aid_kind,
        period=Period(told.period_first, told.period_last),
        amount=fen(told.amount),
        beneficiaries=_persons(resources, told.beneficiaries),
        account=_token(resources, "account", told.payee_account, identifier.account),
        bill=_token(resources, "bill", told.bill, identifier.bill),
        raw=_evidence(reported, told, letter),
    )


def _evidence(reported: ReportedAid, told: AidReport, letter: Letter) -> str:
    """The report alone. Others of the same message are other people's, and stay under keys of their own."""
    kept = {
        "letter": letter,
        "transaction_id": reported.transaction_id,
        "reference_id": reported.reference_id,
        "timestamp": reported.reported_at,
        "report": told,
    }
    return msgspec.json.encode(kept).decode()


def _token(resources: Resources, kind: str, written: str | None, read: Callable[[str], str]) -> str | None:
    """Of what is read on the paper, not of how it was written."""
    if written is None:
        return None
    try:
        return resources.vault.token(kind, read(written))
    except identifier.InvalidIdentifier:
        raise DomainError("account_or_bill_invalid") from None


def _persons(resources: Resources, numbers: Sequence[str]) -> tuple[str, ...]:
    """Each of them once, by whichever of its two numbers."""
    persons = tuple(_person(resources, number) for number in numbers)
    if len(set(persons)) < len(persons):
        raise DomainError("beneficiary_twice")
    return persons


def _person(resources: Resources, number: str) -> str:
    try:
        parsed = resident_id.parse(number, business_date(resources.clock.now()))
    except resident_id.InvalidIdentifier:
        raise DomainError("id_number_invalid") from None
    return resources.vault.token("person", parsed.number)


def _build(resources: Resources, transaction: Transaction, context: Context, command: Report, key: str) -> Unit:
    """The report's own lock is held; the others are those of what it said before, too."""
    aid = command.aid
    loaded = REPORTS.load(transaction, aid.report)
    transaction.lock(_keys(aid, loaded.state))
    events = report(command, loaded.state)
    if not events:
        return Unit()
    resources.vault.create(key)
    changes = [Change(REPORTS.of(aid.report), loaded.version, aid.report, events, key)]
    now = None if isinstance(events[0], OutsideAidWithdrawn) else aid
    changes += _findings(resources, transaction, aid, loaded.state, now)
    made = unit(resources.codec, context, changes, timers=_decided_again(resources, transaction, loaded.state))
    writes.folded(transaction, made)
    return made


def _keys(aid: OutsideAid, state: State) -> list[str]:
    known = [state.aid] if isinstance(state, Told) else []
    return [key for one in (aid, *known) for key in locks.of_act(None, one.beneficiaries, one.account, one.bill)]


def _findings(
    resources: Resources, transaction: Transaction, aid: OutsideAid, before: State, now: OutsideAid | None
) -> Iterable[Change]:
    """Unions' paid acts near what was said, or is: each has its finding as long as the giver's reports bear it."""
    sql, told = transaction.connection, [before.aid] if isinstance(before, Told) else []
    told += [now] if now is not None else []
    for act in {act.act: act for one in told for act in questions.paid_near(sql, one)}.values():
        others = [one for one in questions.live_near(sql, act) if one.giver == aid.giver and one.act != aid.report]
        reported = [*neighbours.as_seen_by(act, others, resources.organisations)]
        reported += [neighbours.reported(now, act)] if now is not None else []
        finding = finding_of(aid.giver, act.act)
        loaded = FINDINGS.load(transaction, finding)
        yield FINDINGS.change(finding, loaded, act.household, follow(finding, act, reported, loaded.state))


def _decided_again(resources: Resources, transaction: Transaction, before: State) -> list[NewTimer]:
    """Acts that the report as it was may hold: each is decided anew, in a transaction with its own keys."""
    if not isinstance(before, Told):
        return []
    return [waiting_timer(resources, act) for act in questions.held_near(transaction.connection, before.aid)]
