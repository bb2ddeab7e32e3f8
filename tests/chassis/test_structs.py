"""Structs are learned before there are threads: otherwise two threads that use one first crash the process."""

import subprocess
import sys

PROGRAM = """
import sys, threading, msgspec
from chassis.structs import learn_all

class Leaf(msgspec.Struct): names: list[str]
class Branch(msgspec.Struct): leaves: list[Leaf]; by_name: dict[str, Leaf]
class Tree(msgspec.Struct): branches: list[Branch]; leaf: Leaf | None = None

assert learn_all() >= 3
sys.setswitchinterval(1e-6)
together = threading.Barrier(8)

def use():
    together.wait()
    msgspec.convert({"branches": [{"leaves": [{"names": ["x"]}], "by_name": {}}]}, Tree)

threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
TRIES = 12  # without learning, about one in four crashes


def test_structs_that_were_learned_survive_their_first_use_by_many_threads() -> None:
    ended = [subprocess.run([sys.executable, "-c", PROGRAM], check=False).returncode for _ in range(TRIES)]
    assert ended == [0] * TRIES
