"""One person under two numbers: what was given under both is held against each other once they are known to be one.

While they were two, the same aid passed twice, and its money is gone. Of two unions' acts the later one
is too much.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from chassis.store import Transaction
from chassis.unit_of_work import Change
from services.ledger.domain import neighbours
from services.ledger.domain.aid import Act
from services.ledger.domain.neighbours import LiveAid
from services.ledger.domain.overlap_found import finding_of, follow
from services.ledger.handlers.outside_aid import FINDINGS
from services.ledger.index import questions
from services.ledger.resources import Resources


def findings(resources: Resources, transaction: Transaction, same: Iterable[tuple[str, str]]) -> Iterator[Change]:
    """`same`: (token that was, token now); the locks of both are held."""
    for two in same:
        paid = questions.paid_to(transaction.connection, two)
        for act in paid:
            as_one = replace(act, beneficiaries=(*act.beneficiaries, *two))
            live = questions.live_near(transaction.connection, as_one)
            yield from _findings(resources, transaction, as_one, _came_before(act, live, {one.act for one in paid}))


def _came_before(act: Act, live: Iterable[LiveAid], paid: set[str]) -> list[LiveAid]:
    """Others' aid, and what unions proposed earlier and paid: ids of acts are made in the order of time. What is not
    paid yet the last look before payment stops."""
    return [one for one in live if one.org_path is None or (one.act in paid and one.act < act.act)]


def _findings(resources: Resources, transaction: Transaction, act: Act, others: list[LiveAid]) -> Iterator[Change]:
    """One for each giver, as of a report that came late."""
    for giver in sorted({one.giver for one in others}):
        finding = finding_of(giver, act.act)
        told = neighbours.as_seen_by(act, [one for one in others if one.giver == giver], resources.organisations)
        loaded = FINDINGS.load(transaction, finding)
        if not (events := follow(finding, act, told, loaded.state)):
            continue
        yield FINDINGS.change(finding, loaded, act.household, events)
