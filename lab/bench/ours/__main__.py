"""`python -m lab.bench.ours NAME`: plays the rounds of one contestant of ours."""

import sys
from importlib import import_module

from chassis import logs
from lab.bench.peers.line import converse

if __name__ == "__main__":
    logs.configure("bench", "ERROR")
    converse(import_module(f"lab.bench.ours.{sys.argv[1]}").make)
