"""How often what happens: each schedule is in one mood, so that rare things come together in some of them."""

from dataclasses import dataclass

HAPPENS = ("nothing", "client", "desk", "worker", "time", "death", "again", "heal", "loss", "leave", "rebalance")


@dataclass(frozen=True)
class Mood:
    """Chances in 256. `often`: of each of HAPPENS; `bad_sends`; `rivals`: that a call sleeps till a rival took over;
    `ill_one_in`: how many requests have one that is at fault.
    """

    often: tuple[int, ...]
    bad_sends: int
    rivals: int
    ill_one_in: int

    def happens(self) -> list[str]:
        """By byte; 0 is nothing."""
        return [name for name, chances in zip(HAPPENS, self.often, strict=True) for _ in range(chances)]


MIXED = Mood((8, 84, 60, 60, 14, 7, 7, 6, 4, 3, 3), bad_sends=48, rivals=8, ill_one_in=4)
FOLLOWING = Mood((8, 60, 50, 80, 14, 7, 10, 10, 2, 7, 8), bad_sends=16, rivals=20, ill_one_in=2)
PUBLISHING = Mood((8, 64, 100, 40, 14, 7, 4, 2, 14, 2, 1), bad_sends=80, rivals=6, ill_one_in=8)
WRITING = Mood((8, 152, 40, 30, 10, 8, 2, 2, 2, 1, 1), bad_sends=24, rivals=4, ill_one_in=8)

MOODS = tuple((mood, mood.happens()) for mood in (MIXED, FOLLOWING, PUBLISHING, WRITING))
assert all(len(happens) == 256 for _, happens in MOODS)
