"""An agency or charity reports its own aid: recorded, and compared with what unions have paid already."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec import structs

from chassis.commands import guarded
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.turns import Turns
from chassis.unit_of_work import Change, unit
from chassis.use_case import begun_by
from dci.aid_reports import AidReport, ReportedAid
from kernel import identifier, resident_id
from kernel.aid_kinds import AidKind
from kernel.calendar import business_date
from kernel.errors import DomainError
from kernel.fen import fen
from kernel.period import Period
from services.ledger.domain.aid import OutsideAid
from services.ledger.domain.events import OutsideAidRecorded
from services.ledger.domain.overlap_found import found_after_payment
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources

_turns: Final = Turns()


def record(resources: Resources, sender: str, reported: Sequence[ReportedAid], raw: bytes) -> None:
    """Records every report of one message; the same report again changes nothing.

    All are judged before the first is kept. Raises DomainError `aid_kind_unknown`, `id_number_invalid`,
    `giver_is_not_sender`: nobody speaks of aid that somebody else gave.
    """
    if any(one.report.giver != sender for one in reported):
        raise DomainError("giver_is_not_sender")
    for aid in [_aid(resources, report_of(resources, sender, one), one.report, raw) for one in reported]:
        _keep(resources, sender, aid)


def _keep(resources: Resources, sender: str, aid: OutsideAid) -> None:
    """Under a key of its own, which is made only for what is not kept yet: a message may be sent again and again."""
    with _turns.of(aid.report):
        if not _is_kept(resources, aid):
            _keep_new(resources, sender, aid)


def _is_kept(resources: Resources, aid: OutsideAid) -> bool:
    with resources.store.reading() as sql:
        stream = (f"report-{aid.report}",)
        return sql.execute("SELECT 1 FROM events WHERE stream = %s LIMIT 1", stream).fetchone() is not None


def _keep_new(resources: Resources, sender: str, aid: OutsideAid) -> None:
    key = f"report-{uuid7()}"  # a new one for each try: the ledger may make keys, never read them back
    resources.vault.create(key)
    context = begun_by(resources, f"agency:{sender}", aid.report)
    guarded(resources.store, None, lambda transaction: _build(resources, transaction, context, aid, key))


def report_of(resources: Resources, sender: str, reported: ReportedAid) -> str:
    """(sender, transaction, reference) is one act for ever: docs/design/exchange.md#reports-of-aid. A keyed hash, since
    callers choose the parts."""
    name = msgspec.json.encode([sender, reported.transaction_id, reported.reference_id])
    return resources.vault.keyed_hash(b"report\0" + name)[:32]


def _aid(resources: Resources, report_id: str, report: AidReport, raw: bytes) -> OutsideAid:
    if report.aid_kind not in set(AidKind):
        raise DomainError("aid_kind_unknown")
    return OutsideAid(
        report=report_id,
        giver=report.giver,
        kind=report.aid_kind,
        period=Period(report.period_first, report.period_last),
        amount=fen(report.amount),
        beneficiaries=tuple(_person(resources, number) for number in report.beneficiaries),
        account=_token(resources, "account", report.payee_account, identifier.account),
        bill=_token(resources, "bill", report.bill, identifier.bill),
        raw=raw.decode(),
    )


def _token(resources: Resources, kind: str, written: str | None, read: Callable[[str], str]) -> str | None:
    """Of what is read on the paper, not of how it was written."""
    if written is None:
        return None
    try:
        return resources.vault.token(kind, read(written))
    except identifier.InvalidIdentifier:
        raise DomainError("account_or_bill_invalid") from None


def _person(resources: Resources, number: str) -> str:
    try:
        parsed = resident_id.parse(number, business_date(resources.clock.now()))
    except resident_id.InvalidIdentifier:
        raise DomainError("id_number_invalid") from None
    return resources.vault.token("person", parsed.number)


def _build(resources: Resources, transaction: Transaction, context: Context, aid: OutsideAid, key: str) -> Unit:
    transaction.lock(locks.of_act(None, aid.beneficiaries, aid.account, aid.bill))
    stream = f"report-{aid.report}"
    if transaction.load(stream):
        return Unit()
    changes = [Change(stream, 0, aid.report, [OutsideAidRecorded(**structs.asdict(aid))], key)]
    for act in questions.paid_near(transaction.connection, aid):
        if (overlap := found_after_payment(act, aid)) is not None:
            changes.append(Change(f"finding-{overlap.finding}", 0, act.household, [overlap]))
    made = unit(resources.codec, context, changes)
    writes.folded(transaction, made)
    return made
