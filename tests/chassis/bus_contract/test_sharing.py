"""Two workers of one subscription share the partitions; whoever leaves or is late, nothing is lost or doubled."""

from collections.abc import Callable

from chassis.bus import Feed
from chassis.store import PARTITIONS
from chassis.subscription import step
from tests.chassis.bus_contract.house import Bus, Listener, Source, Worker, by_subject, read, until

Hire = Callable[[Feed], Worker]
ALL = set(range(PARTITIONS))


def each_has_some(first: Worker, second: Worker) -> bool:
    one, other = first.holds, second.holds
    return bool(one) and bool(other) and one | other == ALL and not one & other


def test_two_workers_share_the_partitions_and_the_one_that_stays_takes_over(
    bus: Bus, source: Source, listener: Listener, hire: Hire
) -> None:
    numbers = source.append(100)
    bus.carry()
    first = hire(bus.feed())
    until(lambda: len(listener.seen()) >= 30, "a beginning", first)

    second = hire(bus.feed())
    until(lambda: each_has_some(first, second), "a share for each", first, second)
    numbers += source.append(100)
    bus.carry()
    until(lambda: len(listener.seen()) >= 200, "the effects of both", first, second)
    first.feed.close()
    numbers += source.append(100)
    bus.carry()
    until(lambda: len(listener.seen()) >= 300, "the effects of the one that stayed", second)
    until(lambda: second.holds == ALL, "all partitions for the one that stayed", second)

    assert listener.seen_by_subject() == by_subject(numbers)


def test_a_worker_reads_on_when_another_came_and_went_between_two_of_its_turns(
    bus: Bus, source: Source, listener: Listener, hire: Hire
) -> None:
    worker = hire(bus.feed())
    until(lambda: worker.holds == ALL, "all partitions", worker)

    visitor = bus.feed()
    visitor.poll(0.5)
    visitor.close()
    numbers = source.append(60)
    bus.carry()
    until(lambda: len(listener.seen()) >= 60, "all effects", worker)

    assert listener.seen_by_subject() == by_subject(numbers)


def test_a_worker_that_handles_late_what_another_has_handled_changes_nothing(
    bus: Bus, source: Source, listener: Listener, hire: Hire
) -> None:
    numbers = source.append(60)
    bus.carry()
    late = bus.feed()
    held = read(late, 60)
    late.close()
    worker = hire(bus.feed())
    until(lambda: len(listener.seen()) >= 60, "the effects of the next worker", worker)
    marks = [listener.mark(partition) for partition in range(PARTITIONS)]

    handled = [step(listener.store, listener.subscription, *one).handled for one in held.items()]

    assert handled == [0] * PARTITIONS
    assert [listener.mark(partition) for partition in range(PARTITIONS)] == marks
    assert listener.seen_by_subject() == by_subject(numbers)
