"""Lag on Kafka: what stands on the topic behind a mark's offset and is not only a repetition."""

from chassis.bus.kafka_clients import PREFIX
from chassis.bus.kafka_topics import Topics
from chassis.bus.lag import Behind, recorded_at
from chassis.message import Mark

LOOKS_MAX = 4
"""Fetches per partition and turn: repetitions (after a refill: everything) are passed over little by little."""


class KafkaLag:
    def __init__(self, bootstrap: str, prefix: str = PREFIX) -> None:
        self._topics = Topics(bootstrap, prefix)
        self._passed: dict[tuple[str, str, str, int], int] = {}
        """Up to which offset a topic has been seen to hold nothing above the mark."""

    def behind(self, subscription: str, source: str, marks: dict[int, Mark]) -> dict[int, Behind]:
        topic_id = self._topics.id_of(source)
        if topic_id is None:
            return {}
        ends = self._topics.ends(source)
        return {
            partition: self._of((subscription, source, topic_id, partition), marks.get(partition, Mark()), end)
            for partition, end in enumerate(ends)
        }

    def close(self) -> None:
        self._topics.close()

    def _of(self, key: tuple[str, str, str, int], mark: Mark, end: int) -> Behind:
        _, source, topic_id, partition = key
        known = mark.next_offset or 0 if mark.topic_id == topic_id else 0
        at = max(known, self._passed.get(key, 0))
        for _ in range(LOOKS_MAX if at < end else 0):
            found = self._topics.read(source, partition, at)
            for offset, message in found:
                if message is not None and message.position > mark.position:
                    return Behind(end - offset, recorded_at(message.body))
                at = self._passed[key] = offset + 1
            if at >= end or not found:
                break
        return Behind(max(0, end - at))
