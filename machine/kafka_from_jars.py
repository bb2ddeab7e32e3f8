"""Apache Kafka's own broker from the jars that deploy/kafka/pom.xml pins: needs Java 17, and Maven once.

One node on 127.0.0.1, ready in three to four seconds, about 400 MB. The jars (54 MB) are fetched once per
version into the user's cache folder.
"""

import base64
import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from machine.kafka_settings import KafkaUnavailable, settings, wait_for_metadata
from machine.ports import free_port

POM = Path(__file__).resolve().parents[1] / "deploy" / "kafka" / "pom.xml"
JAVA_FLAGS = ["-Xmx384m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]


def start(data_dir: Path, log: Callable[[str], None]) -> "JarKafka":
    """A running broker with its topics under `data_dir/kafka`; `KafkaUnavailable` says what is missing."""
    java = _java()
    jars = _jars(log)
    broker = JarKafka(java, jars, data_dir / "kafka")
    broker.restart()
    log(f"Kafka: Apache Kafka {_version(jars)} runs at {broker.bootstrap} (process {broker.pid})")
    return broker


class JarKafka:
    """A `machine.kafka_local.KafkaServer` that is a child process of ours."""

    def __init__(self, java: str, jars: Path, folder: Path) -> None:
        broker, controller = (f"127.0.0.1:{free_port()}" for _ in range(2))
        self.bootstrap = broker
        self._java = [java, *JAVA_FLAGS, "-cp", f"{jars}/*"]
        self._folder = folder
        self._properties = folder / "server.properties"
        self._output = folder / "broker.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        listeners = f"PLAINTEXT://{broker},CONTROLLER://{controller}"
        lines = settings(listeners, listeners, controller) | {"log.dirs": str(folder / "topics")}
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def kill(self) -> None:
        self._end(lambda process: process.kill())

    def stop(self) -> None:
        self._end(lambda process: process.terminate())

    def restart(self) -> None:
        if self._process:
            raise RuntimeError("the broker is running: kill or stop it first")
        if not (self._folder / "topics" / "meta.properties").exists():
            self._format()
        with self._output.open("ab") as output:
            # A session of its own: Ctrl-C reaches us alone, and we end things in order.
            self._process = subprocess.Popen(
                [*self._java, "kafka.Kafka", str(self._properties)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        self._watcher = _kill_when_we_are_gone(self._process.pid)
        process = self._process
        try:
            wait_for_metadata(self.bootstrap, still_running=lambda: process.poll() is None)
        except BaseException as failure:
            self.kill()
            if isinstance(failure, KafkaUnavailable):
                raise KafkaUnavailable(f"{failure}; its last words: {self._last_words()}") from failure
            raise

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        # One word: an id that begins with a hyphen would be taken for an option.
        command = ["kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "-c", str(self._properties)]
        done = subprocess.run([*self._java, *command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise KafkaUnavailable(f"Kafka could not format {self._folder}: {' '.join(last)}")

    def _end(self, signal: Callable[[subprocess.Popen[bytes]], None]) -> None:
        process, self._process = self._process, None
        watcher, self._watcher = self._watcher, None
        if process is None:
            return
        signal(process)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if watcher:
            watcher.kill()
            watcher.wait()
            if watcher.stdin:
                watcher.stdin.close()

    def _last_words(self) -> str:
        lines = self._output.read_text(errors="replace").strip().splitlines()
        telling = [line for line in lines if "ERROR" in line or "Exception" in line]
        return (telling or lines or ["none"])[-1][:300]


def _kill_when_we_are_gone(pid: int) -> subprocess.Popen[bytes]:
    """A shell that waits on a pipe from us: should we die without a chance to stop the broker, it ends it."""
    return subprocess.Popen(
        ["/bin/sh", "-c", 'read _; kill -9 "$1"', "sh", str(pid)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else None
    java = java or shutil.which("java")
    if java is None:
        raise KafkaUnavailable("no Java found (Java 17 or later is needed)")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < 17:
        raise KafkaUnavailable(f"{java} is not Java 17 or later")
    return java


def _jars(log: Callable[[str], None]) -> Path:
    """The folder with the broker's jars, fetched whole or not at all, by however many at once."""
    if not POM.exists():
        raise KafkaUnavailable("deploy/kafka/pom.xml is not here (it is in the checkout, not in the package)")
    pom = POM.read_bytes()
    folder = user_cache_path("jiekun") / f"kafka-{hashlib.sha256(pom).hexdigest()[:12]}"
    if folder.exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable("no Maven found (it fetches Apache Kafka's jars the first time)")
    log("Kafka: fetching Apache Kafka's jars with Maven, once (54 MB)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as fetched:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fetched}/libs"]
        command = [maven, "-q", "-B", "-f", str(POM), *goal]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            reason = next((line for line in done.stdout.splitlines() if "ERROR" in line), "no reason given")
            raise KafkaUnavailable(f"Maven could not fetch Apache Kafka's jars: {reason[:300]}")
        with contextlib.suppress(OSError):  # not empty: another one was first
            Path(fetched, "libs").rename(folder)
    return folder


def _version(jars: Path) -> str:
    clients = next(jars.glob("kafka-clients-*.jar"), None)
    return clients.stem.removeprefix("kafka-clients-") if clients else "of unknown version"
