"""The town: verification on a store in memory, thirteen agencies beside it, and the households of two places.

Whatever the tape says happens by `steps.py`; after each step what was stored since is judged, event by event.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import msgspec

from agencies.population import generate
from chassis import clock, group_commit, unit_of_work
from chassis.breaker import Breaker
from chassis.client import Reply, Unreachable
from chassis.codec import Codec, Recorded
from chassis.deliveries import Done, send
from chassis.envelope import Context
from chassis.operations.events import events_of
from chassis.reactions import Reaction, react
from chassis.store import Delivery, NewDelivery, NewTimer, Timer, fold
from chassis.store.memory import MemoryStore, MemoryTransaction
from chassis.vault.memory import MemoryVault
from contracts import intake
from contracts import verification as facts
from dci.acks import Ack, ack, err
from dci.codes import AckCode
from dci.keys import KeyHistory
from dci.messages import Notify
from dci.names import record_type
from dci.parser import decode
from dci.questions import question_hash
from dci.signatures import verify
from kernel import calendar
from kernel.items import AGENCY, Agency, Item
from kernel.personal import is_withheld
from services.verification import messages, projections
from services.verification.adapters.exchange import Exchange
from services.verification.api.registry import DOORS
from services.verification.bootstrap import CATALOGUE
from services.verification.domain import events
from services.verification.domain.directory import Office, everywhere
from services.verification.domain.events import Answers
from services.verification.domain.inquiry import INQUIRY
from services.verification.domain.report import report
from services.verification.handlers.reception import Came, receive
from services.verification.projections import directory, leads, parameters
from services.verification.resources import Resources
from tests.integration.verification.applications import TODAY
from tests.integration.verification.letters import Asked, read
from tests.simulation import invariants
from tests.simulation.clock import START
from tests.simulation.exchange.cases import REFUSED, Case, proven
from tests.simulation.exchange.keys import LOCAL, LONG_AGO, Keys, in_charge, key_of
from tests.simulation.exchange.letters import Letter, Refused, Said
from tests.simulation.invariants import Broken, must
from tests.simulation.tape import Tape

PEOPLE: Final = [household.body for household in generate(12, 1, TODAY).households]
PLACES: Final = (("44/4405/440507/longhu-dianzi", "440507"), ("53/5301/530102/wuhua-jixie", "530102"))
DOOR: Final = {door.path: door for door in DOORS}
FOLLOW: Final = ("ReportCompleted", "AnswerReplaced", "AgenciesContradicted")
"""What follows from an answer besides what it is."""
REST: Final = timedelta(days=60)
OURS: Final = key_of("verification", "1")
WE_SIGNED: Final = KeyHistory([OURS.known(LONG_AGO)])


class Vault(MemoryVault):
    """The same tokens in every schedule of a seed."""

    def __init__(self) -> None:
        super().__init__()
        self._pepper = bytes(32)


class Store(MemoryStore):
    """Instead of a connection to read models, the questions that verification asks of them are answered from events."""

    def __init__(self, codec: Codec) -> None:
        super().__init__(codec, self._projected)
        self.rounds: dict[str, int] = {}
        self.about: dict[str, dict[str, str]] = defaultdict(dict)

    @contextmanager
    def reading(self) -> Iterator["Store"]:
        yield self

    def _projected(self, recorded: Recorded[Any]) -> tuple[()]:
        if isinstance(recorded.event, events.InquiryOpened):
            household = recorded.envelope.subject
            self.rounds[household] = max(recorded.event.round, self.rounds.get(household, 0))
            for person in recorded.event.persons:
                self.about[person][household] = recorded.envelope.stream
        return ()


class Lane:
    """Whoever submits carries it out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def submit(self, one: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        group_commit.carry_out(self._store, [(one, future)])
        return future


@contextmanager
def read_from_events() -> Iterator[None]:
    """The read models' questions, answered by `Store`; one for each query that verification's handlers ask."""
    with ExitStack() as patched:
        patched.enter_context(patch.object(MemoryTransaction, "connection", property(lambda it: it._store)))
        for place, name, answer in (
            (projections, "latest_round", lambda store, household: store.rounds.get(household)),
            (projections, "asked_about", lambda store, person: sorted(store.about[person].items())),
            (directory, "candidates", lambda *given: []),
            (directory, "set_by", lambda *given: set()),
            (directory, "claims_of", lambda *given: False),
            (directory, "in_force", lambda *given: {}),
            (parameters, "in_force", lambda *given: {}),
            (leads, "about", lambda *given: []),
        ):
            patched.enter_context(patch.object(place, name, answer))
        yield


def offices() -> dict[str, Office]:
    """As the agencies file has them: one for the whole country, and some of a place."""
    country = {kind.value: Office(kind.value, kind.value, kind.value, everywhere(kind)) for kind in Agency}
    own = {
        in_charge(kind, place): Office(
            in_charge(kind, place),
            kind,
            in_charge(kind, place),
            (Answers(tuple(item.value for item in Item if AGENCY[item] == kind), (place,)),),
        )
        for kind, place in LOCAL.items()
    }
    return {**country, **own}


class Town:
    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.instant = self.latest = START
        self.story: list[str] = []
        self.steps = 0
        self.vault = Vault()
        self.keys = Keys(self.instant)
        codec = Codec("verification", {**CATALOGUE, **events_of("verification")}, self.vault)
        self.intake = Codec("intake", intake.EVENTS, self.vault)
        self.store = Store(codec)
        ring: Any = SimpleNamespace(history=lambda: self.keys.history)
        self.exchange = Exchange(
            OURS,
            ring,
            offices(),
            "https://us.example/registry/on-search",
            self._post,
            Breaker(self._seconds),
        )
        settings: Any = SimpleNamespace(service="verification")
        lane: Any = Lane(self.store)
        self.resources = Resources(settings, self.vault, codec, self.store, lane, self, self.exchange)
        self.timers: list[NewTimer] = []
        self.deliveries: list[NewDelivery] = []
        self.reactions = {
            cls: reaction
            for subscription in messages.subscriptions(self.resources)
            for cls, reaction in subscription.reactions.items()
        }
        self.mail: dict[str, list[Any]] = {}
        """Of each household what intake has told of it and verification has not read yet."""
        self.homes: dict[str, Any] = {}
        self.erased: set[str] = set()
        self.held: dict[str, Asked] = {}
        """Questions that arrived at an agency, by reference."""
        self.down: set[str] = set()
        self.letters: list[tuple[Letter, bytes]] = []
        self.pushes: list[tuple[Any, bytes]] = []
        self.cases: dict[str, Case] = {}
        self.wanted: dict[str, tuple[str, ...]] = {}
        """Of each round what intake asked for."""
        self.names: list[str] = []
        """Of the events of the step that is under way."""
        self._seen = 0

    # --- time, and what the services are given -----------------------------------------------------------------------

    def now(self) -> datetime:
        return self.instant

    def passes(self, by: timedelta) -> None:
        """A clock may step back a little; what happened stays where it was: keys change behind it."""
        self.latest = max(self.latest, self.instant)
        self.instant += by

    def _seconds(self) -> float:
        return self.instant.timestamp()

    def today(self) -> date:
        return calendar.business_date(self.instant)

    def note(self, what: str) -> None:
        self.story.append(f"{self.instant:%m-%d %H:%M:%S} {what}")

    def case_of(self, household: str) -> Case | None:
        """Its latest."""
        round = self.store.rounds.get(household)
        return self.cases[f"inquiry-{household}-{round}"] if round else None

    # --- what reaches verification -----------------------------------------------------------------------------------

    def hear(self, household: str) -> None:
        """The first of what intake has told and was not heard."""
        body = self.mail[household].pop(0)
        recorded = self.intake.decode(body)
        if hasattr(recorded.event, "consent"):
            round = getattr(recorded.event, "round", 1)
            self.wanted[f"inquiry-{household}-{round}"] = recorded.event.items
        self.note(f"heard {type(recorded.event).__name__} of {household[:4]}")
        self._carried_out(self.reactions[type(recorded.event)], recorded)

    def tell(self, household: str, event: Any) -> None:
        context = Context(actor="system:intake", at=self.instant, correlation="c")
        change = unit_of_work.Change(f"intake-{household}-{self.steps}", 0, household, [event])
        (row,) = unit_of_work.unit(self.intake, context, [change]).rows
        self.mail[household].append(row.body)

    def deliver(self, which: int) -> None:
        """One attempt of one delivery."""
        new = self.deliveries.pop(which)
        delivery = Delivery("d", new.kind, new.target, new.subject, "e", new.data)
        outcome = send(messages.senders(self.resources, self.exchange), delivery)
        self.note(f"sent to {new.target}: {outcome if not isinstance(outcome, Done) else 'done'}")
        if not isinstance(outcome, Done):
            must(outcome.reason.split("_")[0] in ("unreachable", "status", "refused", "breaker"), outcome.reason)
            self.deliveries.append(new)
        elif outcome.reaction is not None:
            self._carried_out(outcome.reaction, delivery)

    def ring(self) -> None:
        """Every timer that is due."""
        due = sorted((one for one in self.timers if one.due <= self.instant), key=lambda one: one.due)
        self.timers = [one for one in self.timers if one.due > self.instant]
        reactions = messages.timers(self.resources)
        for one in due:
            self._carried_out(reactions[one.kind], Timer("t", one.due, one.kind, one.subject, one.data))
            self.look()

    def bring(self, body: bytes, path: str = "on-search") -> tuple[int, str, str]:
        """A message at our door: status, ack, reason."""
        door = DOOR[path]
        answer = receive(self.resources, self.exchange, Came(body), door.kind, door.take)
        message = decode(answer.body, Ack).message
        return answer.status, message.ack_status.value, (message.error.message or "") if message.error else ""

    def refused(self, body: bytes, expected: Refused, path: str = "on-search") -> None:
        """A bad one: refused as foretold, and nothing of it stored but the refusal."""
        before = self.store.position
        status, acked, reason = self.bring(body, path)
        self.note(f"  refused: {reason}")
        must((status, acked) == (expected.status, expected.ack), f"{status} {acked} {reason} instead of {expected}")
        must(expected.reason in ("", reason), f"{reason} instead of {expected.reason}")
        self.look()
        allowed = [] if expected.ack == "ERR" else ["AnswerRefused"]
        must(self.names in ([], allowed), f"a refused message left {self.names}")
        must(self.store.position - before <= len(allowed), "a refused message left something")

    def taken(self, letter: Letter, body: bytes, path: str = "on-search") -> None:
        """A right one: what is stored is what each of its answers comes to, in order, and nothing else."""
        case = self.cases.get(letter.asked.transaction_id)
        if case is None or case.stopped or case.household in self.erased:
            self.refused(body, Refused(200, "NACK", "no_such_question"), path)
            return
        told = [case.foretells(said, letter.standing, letter.told_at) for said in letter.said]
        if REFUSED in told:
            self.refused(body, Refused(200, "NACK", REFUSED), path)
            return
        foretold = [name for name in told if name is not None]
        answer = self.bring(body, path)
        must(answer == (200, "ACK", ""), f"a right answer got {answer}")
        self.look()
        came = [name for name in self.names if name not in FOLLOW]
        what = [said.item for said in letter.said]
        must(sorted(came) == sorted(foretold), f"{what} of {letter.asked.agency} came to {came} instead of {foretold}")

    def change_key(self, agency: str, overlap: timedelta) -> None:
        self.latest = max(self.latest, self.instant)
        self.keys.change(agency, self.latest, overlap)

    # --- what reaches the agencies -----------------------------------------------------------------------------------

    def _post(self, url: str, body: bytes) -> Reply:
        agency = url.split("/")[0]
        for asked in read(agency, body):
            case = self.cases[asked.transaction_id]
            must(not case.over and not case.ended, f"{asked.reference_id} is asked after its end")
            must(case.household not in self.erased, "an erased household is asked about")
            must(self.today() <= case.opened.consent.valid_until, "asked after the consent")
            must(asked.item in case.opened.consent.items, "asked for what the consent does not name")
            must(set(asked.tokens) <= set(case.opened.consent.persons), "asked about whom the consent does not name")
            known = self.held.get(asked.reference_id)
            must(known is None or known.hash == asked.hash, "a retry asks something else")
        if agency in self.down:
            raise Unreachable("connect")
        match self.tape.below(8):
            case 1:
                raise Unreachable("connect")
            case 2:
                return Reply(503, b"")
            case 3:
                return Reply(200, err("c", self.instant, AckCode.REQUEST_BAD, "no"))
            case mood:
                self.held |= {asked.reference_id: asked for asked in read(agency, body)}
                if mood == 5:  # it answers before it has said that it will
                    self._answered_at_once(agency, read(agency, body))
                if mood == 4:  # it takes the question, and nobody hears that it did
                    raise Unreachable("read")
                return Reply(202, ack("c", self.instant))

    def _answered_at_once(self, agency: str, asked: list[Asked]) -> None:
        key = self.keys.current(agency)
        if self.keys.in_force(key, self.instant):
            letter = Letter(tuple(Said(one, {}) for one in asked), key, self.instant, f"at-once-{self.steps}")
            self.taken(letter, letter.body())

    # --- judging -----------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Everything stored since the last look."""
        store = self.store
        self.names = []
        invariants.order_has_no_gap(store, self._seen)
        for *_, row in store.events[self._seen :]:
            self._seen += 1
            self._look_at(row.recorded)
        self.timers += store.timers
        self.deliveries += store.deliveries
        store.timers.clear()
        store.deliveries.clear()

    def _look_at(self, recorded: Recorded[Any]) -> None:
        event, envelope = recorded.event, recorded.envelope
        stream, at = envelope.stream, envelope.recordedtime
        self.names.append(type(event).__name__)
        self.note(f"  {type(event).__name__} {getattr(event, 'item', '')} {stream[-8:]}")
        must(envelope.subject not in self.erased or not hasattr(event, "raw"), "kept about a household that was erased")
        if isinstance(event, events.AnswerRefused):
            must(stream.startswith("refused-") and envelope.subject == stream, "a refusal in somebody's story")
        elif isinstance(event, events.QuestionSent):
            self._look_at_a_question(event)
        elif isinstance(event, events.AgencyPushed):
            self._look_at_a_push(event, envelope.subject, at)
        elif isinstance(event, events.InquiryOpened):
            before = self.cases.get(f"inquiry-{envelope.subject}-{event.round - 1}")
            held = before.counted if before else {}
            wanted = self.wanted[stream]
            carried = {one.item: held[one.item] for one in event.earlier}
            must(stream not in self.cases, f"{stream} was opened twice")
            self.cases[stream] = Case(stream, envelope.subject, event, carried, wanted)
        else:
            hashes = {reference: asked.hash for reference, asked in self.held.items()}
            self.cases[stream].see(event, at, self.keys, hashes)

    def _look_at_a_question(self, event: events.QuestionSent) -> None:
        """What left is kept as it was signed, under the hash that its answers must carry."""
        signed = verify(zlib.decompress(event.raw), WE_SIGNED, event.sent_at)
        hashes = self.cases[event.inquiry].opened.hashes
        must({question_hash(signed.message)} == {hashes[item] for item in event.items}, "another question left")

    def _look_at_a_push(self, event: events.AgencyPushed, household: str, at: datetime) -> None:
        case = self.case_of(household)
        must(case is not None and not case.ended, "pushed under a consent that was withdrawn")
        verified, _ = proven(self.keys, event.agency, event.raw, at)
        told = decode(verified.message, Notify).notify_event
        must([record_type(event.item)] == [one.data.reg_record_type for one in told], "the evidence tells otherwise")

    def _carried_out(self, reaction: Reaction[Any], item: Any) -> None:
        try:
            with self.store.transaction() as transaction:
                react(transaction, [(reaction, item)])
        except Exception as error:
            raise Broken(f"it would be parked: {error!r}") from error

    def come_to_rest(self) -> None:
        """All mail is read, all is delivered or given up, every term is over: each inquiry has ended."""
        while open_ := [household for household, mail in self.mail.items() if mail]:
            self.hear(open_[0])
            self.look()
        self.passes(REST)
        self.note("the terms are over")
        self.ring()
        while self.deliveries:
            self.deliver(0)
            self.look()
        must(not self.timers, "a timer is left")
        for case in self.cases.values():
            must(case.over, f"{case.stream} never ended: {case.items}")
        self._judge_again()

    def _judge_again(self) -> None:
        """From the stored bytes alone: evidence still verifies, and each report is what the events before it say."""
        store = self.store
        invariants.streams_have_no_gap(store)
        for rows in store.streams.values():
            recorded = [store.codec.decode(row.body) for *_, row in rows]
            for one in recorded:
                if isinstance(one.event, events.QuestionSent) or not hasattr(one.event, "raw"):
                    continue
                if not is_withheld(one.event.raw):
                    proven(self.keys, one.event.agency, one.event.raw, one.envelope.recordedtime)
            if is_withheld(getattr(recorded[0].event, "declared", None)):
                continue
            for place, one in enumerate(recorded):
                if isinstance(one.event, facts.ReportCompleted):
                    self._folds_again(recorded[:place], one)

    def _folds_again(self, before: list[Recorded[Any]], reported: Recorded[Any]) -> None:
        state: Any = fold(INQUIRY, before).state
        withdrawn = [one.event.ended_on for one in before if isinstance(one.event, events.ConsentEnded)]
        day = withdrawn[0] if withdrawn else calendar.business_date(reported.envelope.time)
        event = msgspec.structs.replace(reported.event, revision=0, because="", revised=())
        must(report(state.opened, state.items, day) == event, f"{reported.envelope.stream} folds to another report")

    def stored(self) -> list[tuple[str, int, Any]]:
        """All events as a reader opens them, without their ids; what we signed is new each time, and left out."""
        rows = [row for *_, row in self.store.events if not isinstance(row.recorded.event, events.QuestionSent)]
        return [(row.stream, row.version, msgspec.to_builtins(row.recorded.event)) for row in rows]


@contextmanager
def set_up(town: Town) -> Iterator[None]:
    """The whole process reads the town's time."""
    with read_from_events(), patch.object(clock, "_wall_clock", lambda: town.instant.timestamp()):
        yield
