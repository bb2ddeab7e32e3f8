"""How a contestant talks to `jiekun bench`: JSON lines on stdin and stdout; whatever it prints goes to stderr.

First line in: the settings. Out: `{"ready": true}`. Then for each `{"count": n}` one round: `{"seconds": s}`, beside it
whatever else the contestant tells of the round.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

Play = Callable[[int], float | dict[str, float]]
"""Plays one round of so many events; gives the seconds that count, without what had to be prepared, alone or as
`seconds` among other figures."""


def converse(make: Callable[[dict[str, Any]], Play]) -> None:
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    play = make(json.loads(sys.stdin.readline()))
    out.write('{"ready": true}\n')
    for line in sys.stdin:
        told = play(json.loads(line)["count"])
        out.write(json.dumps(told if isinstance(told, dict) else {"seconds": told}) + "\n")
    out.close()
    os._exit(0)  # pools and clients of a peer may hold threads; nothing is left to save
