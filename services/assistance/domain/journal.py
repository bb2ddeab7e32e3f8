"""The journal in double entry: what is debited, what credited; a fund's free + committed + paid is its budget."""

from kernel.fen import Fen
from services.assistance.domain.events import JournalPosted

BUDGET, AVAILABLE, COMMITTED, PAID = "budget", "available", "committed", "paid"


def account(fund: str, name: str) -> str:
    return f"fund/{fund}/{name}"


def established(fund: str, amount: Fen) -> JournalPosted:
    return _posted(fund, None, AVAILABLE, BUDGET, amount)


def committed(fund: str, act: str, amount: Fen) -> JournalPosted:
    return _posted(fund, act, COMMITTED, AVAILABLE, amount)


def released(fund: str, act: str, amount: Fen) -> JournalPosted:
    return _posted(fund, act, AVAILABLE, COMMITTED, amount)


def paid(fund: str, act: str, amount: Fen) -> JournalPosted:
    return _posted(fund, act, PAID, COMMITTED, amount)


def came_back(fund: str, act: str, amount: Fen) -> JournalPosted:
    """Money that had been booked as paid is committed again: another entry, nothing is taken out."""
    return _posted(fund, act, COMMITTED, PAID, amount)


def _posted(fund: str, act: str | None, debit: str, credit: str, amount: Fen) -> JournalPosted:
    return JournalPosted(fund=fund, act=act, debit=account(fund, debit), credit=account(fund, credit), amount=amount)
