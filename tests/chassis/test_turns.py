"""Who wants the same thing takes turns; whoever does not get one soon is told to come again."""

import pytest

from chassis.commands import Contended
from chassis.turns import Turns


def test_a_turn_that_does_not_come_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.turns.TURN_WITHIN_S", 0.01)
    turns = Turns(size=1)
    had: list[str] = []
    with turns.of("one"), pytest.raises(Contended), turns.of("other"):
        had.append("at the same time")
    with turns.of("other"):
        had.append("afterwards")
    assert had == ["afterwards"]
