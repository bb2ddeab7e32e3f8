"""`kill -9` of the Kafka broker, which is started again at the same address."""

from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab


def targets(setting: Setting) -> tuple[str, ...]:
    return ("broker",)


def begin(lab: Lab, target: str) -> None:
    assert lab.broker is not None
    lab.broker.kill()


def heal(lab: Lab, target: str) -> None:
    assert lab.broker is not None
    lab.broker.restart()


def missing(setting: Setting) -> str | None:
    if setting.bus != "kafka":
        return "this demo's bus is direct: --bus kafka has a broker"
    return None if setting.own_broker else "the broker in KAFKA_BOOTSTRAP_SERVERS is not ours to harm"


FAULT = Fault("kafka", "消息代理被强行终止", "kill -9 of the Kafka broker", targets, begin, heal, 1.0, missing)
