"""A message that can never be handled parks its subject; its neighbours in the batch hardly notice."""

from chassis.store.postgres import PostgresStore
from chassis.subscription import BATCH_MAX, Subscription, step
from kernel.errors import DomainError
from tests.support.events import texts
from tests.support.faults import FailingStore
from tests.support.messages import SUBJECTS, messages, noting
from tests.support.parked import parked

BAD = SUBJECTS[200]
OTHERS = [subject for subject in SUBJECTS[:450] if subject != BAD]
SAID = messages(
    *[(subject, "poison" if subject == BAD else "one") for subject in SUBJECTS[:450]], (BAD, "two"), (OTHERS[0], "two")
)


def handle_all(store: FailingStore, subscription: Subscription) -> None:
    rest = SAID
    while rest:
        rest = list(step(store, subscription, 0, rest).rest)


def test_only_the_poisoned_subject_parks_and_all_others_are_handled_in_order(postgres_store: PostgresStore) -> None:
    counted = FailingStore(postgres_store)
    refusing = noting(postgres_store.codec, lambda text: DomainError("poison") if text == "poison" else None)
    handle_all(counted, refusing)

    assert [(subject, reason) for _, subject, reason, _ in parked(postgres_store)] == [
        (BAD, "poison"),
        (BAD, "behind a parked message"),
    ]
    with postgres_store.transaction() as transaction:
        seen = {subject: texts(transaction.load(f"seen-{subject}")) for subject in SUBJECTS[:450]}
    assert seen == {subject: ["one"] for subject in OTHERS} | {OTHERS[0]: ["one", "two"], BAD: []}
    # The batch, those ahead, the poison alone, its parking, those behind it, and the last two.
    assert counted.transactions <= 7 < BATCH_MAX
