"""Civil affairs and the charity report what they gave: some at the start, some only when it is too late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from threading import Lock

from agencies.behaviour import Behaviour
from agencies.journal import Journal, Sent
from agencies.letters import Letter, ReportLetter
from agencies.outbox import Outbox
from agencies.outside_aid import OutsideAid
from agencies.partners import Partners
from agencies.population import Population
from chassis.clock import Clock
from kernel.calendar import add_working_days, opening_hour


class Reports:
    """Each act is reported once; a report that was promised before a restart is not promised again."""

    def __init__(
        self,
        population: Population,
        partners: Partners,
        behaviour: Behaviour,
        journal: Journal,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._population, self._partners, self._behaviour = population, partners, behaviour
        self._journal, self._outbox, self._clock = journal, outbox, clock
        self._lock = Lock()
        self._promised = {entry.reference_id for entry in journal.past if isinstance(entry, ReportLetter)}

    def at_start(self) -> None:
        """Report what is reported before, and set the date of the late ones if there is one."""
        self._promise(self._of("before"), self._clock.now())
        days = self._behaviour.late_reports_after_days
        if days is not None:
            day = add_working_days(self._population.today, days)
            self._promise(self._of("late"), opening_hour(day))

    def late(self, households: Collection[str] | None = None) -> list[str]:
        """Report the late ones now, of these households or of all; gives the references newly promised."""
        acts = [aid for aid in self._of("late") if households is None or aid.household in households]
        return self._promise(acts, self._clock.now())

    def sent(self, letter: Letter) -> None:
        self._journal.append(Sent(letter.id))

    def _of(self, when: str) -> list[OutsideAid]:
        return [aid for aid in self._population.outside_aid if aid.when == when]

    def _promise(self, acts: list[OutsideAid], due: datetime) -> list[str]:
        url, ledger = self._partners.notify_url, self._partners.ledger_id
        if url is None or ledger is None:
            return []
        with self._lock:
            letters = [
                ReportLetter(
                    id=f"report/{aid.reference}",
                    agency=aid.giver,
                    due=due,
                    url=url,
                    receiver_id=ledger,
                    transaction_id=aid.reference,
                    reference_id=aid.reference,
                )
                for aid in acts
                if aid.reference not in self._promised
            ]
            self._journal.append(*letters)
            for letter in letters:
                self._promised.add(letter.reference_id)
                self._outbox.put(letter)
        return [letter.reference_id for letter in letters]
