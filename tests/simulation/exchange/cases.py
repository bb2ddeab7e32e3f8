"""Each inquiry, retold from its events alone in the words of what must hold: a second judge, who knows nothing of the
deciders. `Case.see` judges what was stored, `Case.foretells` says what an answer has to come to.
"""

import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec

from contracts import verification as facts
from dci.codes import Action, Status
from dci.messages import CallbackHeader, OnSearch
from dci.parser import decode
from dci.signatures import Verified, verify
from dci.statuses import TxnOnStatus
from kernel.items import AGENCY, Item
from services.verification.domain import events
from services.verification.domain.items.reader import read
from tests.simulation.exchange.keys import Keys, in_charge
from tests.simulation.exchange.letters import Said
from tests.simulation.exchange.records import CLAIMS_PROVEN_BY, PROVEN_BY
from tests.simulation.invariants import must

ENDED_AS: Final = {"answered": "answered", "declined": "refused", "refused": "refused", "silent": "no_answer"}
OUTCOMES: Final = {
    **dict.fromkeys(("matched", "mismatched", "doubtful", "not_found"), "answered"),
    "refused": "refused",
    "no_answer": "no_answer",
}
REFUSED: Final = "answer_superseded"
MEDICAL: Final = ("serious_illness", "illness", "accident")


@dataclass(frozen=True)
class Counted:
    """An answer that counts: what was read from it, and how it can be proven."""

    agency: str
    received_on: Any
    body: bytes
    at: datetime


def proven(keys: Keys, agency: str, raw: bytes, at: datetime) -> tuple[Verified, bytes]:
    """The signed message, judged as of its receipt, and the whole body."""
    body = zlib.decompress(raw)
    verified = verify(body, keys.history, at)
    must(verified.sender_id == agency, f"evidence of {agency} is signed by {verified.sender_id}")
    return verified, body


def _told(verified: Verified) -> OnSearch:
    """Answers stand in an on-search, or in what a status says of one."""
    if decode(verified.header, CallbackHeader).action is Action.TXN_ON_STATUS:
        return decode(decode(verified.message, TxnOnStatus).txnstatus_response.txn_status, OnSearch)
    return decode(verified.message, OnSearch)


@dataclass
class Case:
    stream: str
    household: str
    opened: events.InquiryOpened
    carried: dict[str, Counted]
    wanted: tuple[str, ...]
    """What intake asked for in this round."""
    items: dict[str, str] = field(default_factory=dict)
    counted: dict[str, Counted] = field(default_factory=dict)
    told: dict[str, list[bytes]] = field(default_factory=dict)
    """Of each item what was ever said of it, once each."""
    current: dict[str, bytes] = field(default_factory=dict)
    """Of each item that was asked, what counts now."""
    otherwise: dict[str, datetime] = field(default_factory=dict)
    """Of each item that turned out otherwise, when what stands now was told."""
    region: str = ""
    quarantined: set[str] = field(default_factory=set)
    contradictions: set[str] = field(default_factory=set)
    reminded: set[str] = field(default_factory=set)
    ended: bool = False
    reported: facts.ReportCompleted | None = None
    stopped: bool = False
    erased: bool = False

    def __post_init__(self) -> None:
        self.items = {question.item: "open" for question in self.opened.questions}
        self.counted = dict(self.carried)
        self.region = self.opened.region
        for question in self.opened.questions:
            office = in_charge(AGENCY[Item(question.item)].value, self.region)
            must(question.agency == office, f"{question.item} in {self.region} is asked of {question.agency}")

    @property
    def over(self) -> bool:
        return self.reported is not None or self.stopped

    def waits_for(self, reference: str) -> bool:
        return not self.over and any(
            question.reference == reference and self.items[question.item] == "open"
            for question in self.opened.questions
        )

    # --- what is stored ----------------------------------------------------------------------------------------------

    def see(self, event: Any, at: datetime, keys: Keys, hashes: dict[str, str]) -> None:
        name = type(event).__name__
        must(not self.stopped or name == "HouseholdMoved", f"{name} after {self.stream} was stopped")
        match event:
            case events.QuestionRefused():
                self._close(event.item, "refused", ("open", None))
            case events.AnswerRecorded():
                must(not self.over, f"{event.item} was counted after the report")
                must(not self.ended, f"{event.item} was counted after the consent was withdrawn")
                self._close(event.item, "answered", ("open", "declined"))
                self._say(event.item, event.records)
                self._stands(event.item, event.records, self._evidence(event, at, keys, hashes))
            case events.AgencyDeclined():
                must(not self.over and not self.ended, f"{event.item} was declined after its end")
                self._close(event.item, "declined", ("open",))
                self._evidence(event, at, keys, hashes)
            case events.AnswerContradicted():
                must(self.items.get(event.item) == "answered" and not self.over, "contradicted, and not answered")
                must(not self.ended, "contradicted after the consent was withdrawn")
                self._say(event.item, event.records)
                self._evidence(event, at, keys, hashes)
            case events.AnswerCameLate():
                standing = self.items[event.item]
                must(self.over or standing == "refused", f"{event.item} came late, and was still open")
                must(not self.ended, "read after the consent was withdrawn")
                self._say(event.item, event.records)
                evidence = self._evidence(event, at, keys, hashes)
                if standing in ("silent", "declined"):
                    self._stands(event.item, event.records, evidence)
            case events.AnswerCorrected():
                must(not self.ended and self.items[event.item] != "refused", "corrected, and was never to be asked")
                self._turns_out(event)
                self._stands(event.item, event.records, self._evidence(event, at, keys, hashes))
            case events.AnswerWithdrawn():
                must(not self.ended, "taken back after the consent was withdrawn")
                self._turns_out(event)
                self._evidence(event, at, keys, hashes)
                self._is_gone(event.item)
            case events.AnswerReplaced():
                must(not self.ended, "replaced after the consent was withdrawn")
                self._turns_out(event)
                if event.because == "withdrawn":
                    self._is_gone(event.item)
                else:
                    self._stands(event.item, event.records, Counted(event.agency, event.received_on, b"", at))
            case events.AnswerQuarantined():
                must(self.ended, "quarantined under a consent that holds")
                must(event.item not in self.quarantined, f"{event.item} was quarantined twice")
                self.quarantined.add(event.item)
                self._evidence(event, at, keys, hashes)
            case events.ConsentEnded():
                must(not self.ended, "the consent ended twice")
                self.ended = True
            case facts.AgencySilent():
                self._close(event.item, "silent", ("open",))
            case facts.ReportCompleted():
                before = self.reported
                must(event.revision == (before.revision + 1 if before else 0), f"{self.stream} was reported twice")
                must(before is None or event.revised, "a report came out again for nothing")
                self.reported = event
                self._report(event)
            case events.InquiryStopped():
                must(not self.over, f"{self.stream} was stopped after its end")
                self.stopped = True
            case events.AgenciesContradicted():
                held = {*self.counted} | {*self.carried}
                must(len(event.items) == 2 and {*event.items} <= held, f"{event.items} contradict, and did not answer")
                must(event.contradiction not in self.contradictions, "two agencies contradict each other twice")
                self.contradictions.add(event.contradiction)
            case events.OfficeReminded():
                for item in event.items:
                    must(self.items[item] == "open" and item not in self.reminded, f"{item} is reminded of for nothing")
                self.reminded |= {*event.items}
            case events.HouseholdMoved():
                self.region = event.region
            case _:
                must(False, f"{name} in an inquiry")

    def _stands(self, item: str, records: Any, evidence: Counted) -> None:
        self.carried.pop(item, None)
        self.items[item], self.counted[item] = "answered", evidence
        self.current[item] = msgspec.json.encode(records)
        self.told.setdefault(item, []).append(self.current[item])

    def _is_gone(self, item: str) -> None:
        """Nobody has said anything of it any more."""
        self.carried.pop(item, None)
        self.items[item] = "silent" if self.over else "open"
        self.counted.pop(item, None)
        self.current.pop(item, None)

    def _turns_out(self, event: Any) -> None:
        before = self.otherwise.get(event.item)
        must(
            before is None or event.told_at > before or getattr(event, "person", ""), "something younger stood already"
        )
        self.otherwise[event.item] = max(event.told_at, before or event.told_at)

    def _close(self, item: str, how: str, from_: tuple[str | None, ...]) -> None:
        stood = self.items.get(item)
        must(stood in from_, f"{item} of {self.stream} was {stood}, and is {how}")
        must(item not in self.carried, f"{item} was not asked again, and is {how}")
        self.items[item] = how

    def _say(self, item: str, records: Any) -> None:
        said = msgspec.json.encode(records)
        must(said not in self.told.setdefault(item, []), f"{item} of {self.stream} counted the same twice")
        self.told[item].append(said)

    def _evidence(self, event: Any, at: datetime, keys: Keys, hashes: dict[str, str]) -> Counted:
        """The stored bytes prove it: signed by the agency, about this question, and saying what was read."""
        verified, body = proven(keys, event.agency, event.raw, at)
        header, message = decode(verified.header, CallbackHeader), _told(verified)
        (question,) = [one for one in self.opened.questions if one.item == event.item]
        must(question.agency == event.agency, f"{event.item} was answered by {event.agency}")
        must(message.transaction_id == self.stream, "the evidence is about another inquiry")
        found = [one for one in message.search_response if one.reference_id == question.reference]
        must(len(found) == 1, f"the evidence does not answer {question.reference}")
        asked = hashes.get(question.reference)
        must((header.meta or {}).get("question_hash") == asked, "the evidence answers another question")
        if hasattr(event, "records"):
            must(found[0].status is Status.SUCCEEDED and found[0].data is not None, "read from no answer")
            again = read(event.item, found[0].data.reg_records, self.opened.persons)
            must(again == event.records, f"{event.item} was read otherwise than it was said")
        return Counted(event.agency, event.received_on, body, at)

    def _report(self, report: facts.ReportCompleted) -> None:
        due = {**dict.fromkeys(self.carried, "answered"), **self.items}
        must(not self.ended or self.reported.revision == 0, "a report came out again after the withdrawal")
        must(set(self.wanted) <= set(due), f"of {self.wanted} the report tells of {sorted(due)}")
        must("open" not in due.values(), f"the report is out, and an item is open: {due}")
        said = {one.item: one for one in report.items}
        must(len(said) == len(report.items), "an item stands twice in a report")
        ended = {item: OUTCOMES[one.outcome] for item, one in said.items()}
        must(ended == {item: ENDED_AS[how] for item, how in due.items()}, f"the report says {ended} of {due}")
        answered = {item for item, how in due.items() if how == "answered"}
        must(report.complete is (answered == set(due)), "complete, and not each was answered; or the other way")
        must({one.item for one in report.comparisons} <= answered, "compared with what nobody answered")
        for item in answered:
            must(said[item].answered_at == self.counted[item].received_on, f"{item} was answered on another day")
        for fact in report.facts:
            self._fact(fact, due, answered)

    def _fact(self, fact: facts.Fact, due: dict[str, str], answered: set[str]) -> None:
        who, _, agency = fact.provenance.partition(":")
        if who == "unanswered":
            must(fact.value is None, f"{fact.name} is {fact.value}, and nobody answered")
        if who == "verified":
            proofs = [self.counted[item] for item in answered if self.counted[item].agency.partition("-")[0] == agency]
            must(any(one.received_on == fact.as_of for one in proofs), f"{fact.name} traces to no answer of {agency}")
        item = self._item_of(fact)
        if item in due and item not in answered:
            must(who == "unanswered" and fact.value is None, f"{fact.name} is {fact.value!r} without an answer")

    def _item_of(self, fact: facts.Fact) -> str | None:
        said = self.opened.declared
        claimed = [f"cause_{cause}" for cause in said.causes] + ["single_parent"] * said.single_parent
        if fact.name == "hardship_expenditure_total" and said.primary_cause in MEDICAL:
            return "medical"
        if fact.name in claimed and fact.name in CLAIMS_PROVEN_BY:
            return CLAIMS_PROVEN_BY[fact.name].value
        return PROVEN_BY[fact.name].value if fact.name in PROVEN_BY else None

    # --- what must come of an answer ---------------------------------------------------------------------------------

    def foretells(self, said: Said, standing: str, told_at: datetime) -> str | None:
        """The one event that this answer comes to; None when it changes nothing, `REFUSED` when it is too late for
        anything."""
        item, stands = said.item, self.items[said.item]
        if self.ended:
            return None if item in self.quarantined else "AnswerQuarantined"
        overtaken = item in self.otherwise and told_at <= self.otherwise[item]
        if standing == "withdrawn":
            if stands in ("refused", "declined") or (stands != "answered" and item in self.otherwise):
                return None
            return REFUSED if overtaken else "AnswerWithdrawn"
        if said.told is None:
            return "AgencyDeclined" if stands == "open" and not self.over else None
        records = msgspec.json.encode(read(item, said.records, self.opened.persons))
        known = records in self.told.get(item, [])
        if standing == "corrected" and stands != "refused":
            if records == self.current.get(item):
                return None
            return "AnswerCorrected" if not overtaken else None if known else REFUSED
        if known:
            return None
        if overtaken:
            return REFUSED
        if self.over or stands == "refused":
            return "AnswerCameLate"
        return "AnswerContradicted" if stands == "answered" else "AnswerRecorded"
