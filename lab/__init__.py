"""The laboratory: demonstrations, faults that strike them, and the bench; a distribution of its own (`jiekun-lab`).

It may know every other room, and none may know it: `jiekun` finds its commands by their entry points.
"""
