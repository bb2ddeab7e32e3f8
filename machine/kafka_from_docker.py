"""Apache Kafka in a container, through testcontainers: when that is installed and a Docker engine answers.

The image is `JIEKUN_KAFKA_IMAGE`, or `apache/kafka` in the version we pin, or the one that
`make stack-images` built; an image that is not here is pulled, which gives way on a closed network.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from machine.kafka_settings import KafkaUnavailable, settings, wait_for_metadata
from machine.ports import free_port

IMAGES = ("apache/kafka:4.3.0", "jiekun/kafka:local")
PULL_TIMEOUT_S = 120


def start(data_dir: Path, log: Callable[[str], None]) -> "DockerKafka":
    """A running broker; its topics live in the container, which is removed by `stop`."""
    engine = _engine()
    image = _image(engine, log)
    _do_without_the_reaper_where_it_cannot_be_had(engine)
    broker = DockerKafka(image)
    log(f"Kafka: image {image} runs at {broker.bootstrap} (process {broker.pid})")
    return broker


class DockerKafka:
    """A `machine.kafka_local.KafkaServer` in a container, on a loopback port that stays over a restart."""

    def __init__(self, image: str) -> None:
        from testcontainers.core.container import DockerContainer

        port = free_port()
        self.bootstrap = f"127.0.0.1:{port}"
        properties = settings(
            listeners=f"PLAINTEXT://0.0.0.0:{port},CONTROLLER://127.0.0.1:9093",
            advertised=f"PLAINTEXT://{self.bootstrap},CONTROLLER://127.0.0.1:9093",
            controller="127.0.0.1:9093",
        )
        container: Any = DockerContainer(image)
        container.ports[f"{port}/tcp"] = ("127.0.0.1", port)  # with_bind_ports would publish it to everybody
        for name, value in properties.items():
            container = container.with_env("KAFKA_" + name.upper().replace(".", "_"), value)
        try:
            self._container: Any = container.start()
        except Exception as failure:  # the engine's errors have many classes, all of which mean: not this way
            raise KafkaUnavailable(f"the engine would not start {image}: {str(failure)[:200]}") from failure
        self._wait()

    @property
    def pid(self) -> int | None:
        """The broker's process as the host sees it; None once stopped."""
        if self._container is None:
            return None
        wrapped = self._container.get_wrapped_container()
        wrapped.reload()
        return int(wrapped.attrs["State"]["Pid"]) or None

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()
        self._container.get_wrapped_container().wait()

    def restart(self) -> None:
        self._container.get_wrapped_container().start()
        self._wait()

    def stop(self) -> None:
        if self._container is not None:
            self._container.stop()
            self._container = None

    def _wait(self) -> None:
        try:
            wait_for_metadata(self.bootstrap, still_running=lambda: self.pid is not None)
        except BaseException:
            self.stop()
            raise


def _engine() -> Any:
    """The engine's client. Imported here alone: testcontainers is an optional dependency."""
    try:
        import docker
        import testcontainers.core.container  # noqa: F401 - only to know that it is there
        from docker.errors import DockerException
    except ImportError:
        raise KafkaUnavailable("no Docker engine tried (testcontainers is not installed)") from None
    try:
        engine = docker.from_env(timeout=PULL_TIMEOUT_S)
        engine.ping()
    except DockerException:
        raise KafkaUnavailable("no Docker engine answers") from None
    return engine


def _image(engine: Any, log: Callable[[str], None]) -> str:
    from docker.errors import DockerException, ImageNotFound

    wanted = os.environ.get("JIEKUN_KAFKA_IMAGE")
    names = (wanted,) if wanted else IMAGES
    for name in names:
        try:
            engine.images.get(name)
        except ImageNotFound:
            continue
        return name
    log(f"Kafka: pulling {names[0]}")
    try:
        engine.images.pull(names[0])
    except (DockerException, OSError):
        raise KafkaUnavailable(f"the Docker engine has no image {names[0]} and cannot pull it") from None
    return names[0]


def _do_without_the_reaper_where_it_cannot_be_had(engine: Any) -> None:
    """testcontainers starts a helper, Ryuk, that removes containers of a killed process; it is an image too."""
    from docker.errors import DockerException, ImageNotFound
    from testcontainers.core.config import testcontainers_config

    try:
        engine.images.get(testcontainers_config.ryuk_image)
    except ImageNotFound:
        try:
            engine.images.pull(testcontainers_config.ryuk_image)
        except (DockerException, OSError):
            testcontainers_config.ryuk_disabled = True
