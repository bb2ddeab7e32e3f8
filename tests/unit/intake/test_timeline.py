"""What intake tells of a household's story."""

from types import SimpleNamespace
from typing import Any

from contracts.intake import OpeningBlocked
from services.intake.api.timeline import told


def test_a_blocked_opening_is_told_without_the_other_household() -> None:
    recorded: Any = SimpleNamespace(event=OpeningBlocked(others=(("person:a", "another-household"),)))

    assert told(recorded) == (
        "建档受阻：成员在另一档案中",
        "Blocked: a member is in another open file",
        {"members": ["person:a"]},
    )
