"""A question's fate hangs on seed, agency and reference alone."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from agencies.behaviour import Behaviour, Manner, load, plan

NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
REFERENCES = [f"r-{number}" for number in range(400)]


def test_the_same_question_always_meets_the_same_fate() -> None:
    moody = Behaviour(seed=5, default=Manner(delay_days=(0, 5), silent_share=0.2, double_share=0.3, forged_share=0.1))

    assert [plan(moody, "tax", one, NOW) for one in REFERENCES] == [plan(moody, "tax", one, NOW) for one in REFERENCES]


def test_shares_hold_over_many_questions() -> None:
    silent = Behaviour(default=Manner(silent_share=0.25))

    unanswered = sum(plan(silent, "tax", one, NOW).copies == () for one in REFERENCES)

    assert 0.18 <= unanswered / len(REFERENCES) <= 0.32


def test_delays_fall_on_few_instants() -> None:
    slow = Behaviour(default=Manner(delay_days=(1, 4)))

    assert len({plan(slow, "tax", one, NOW).due for one in REFERENCES}) == 4


def test_a_file_sets_the_manners(tmp_path: Path) -> None:
    file = tmp_path / "behaviour.toml"
    file.write_text("seed = 3\n[default]\ndelay_days = [0, 2]\n[agencies.tax]\nsilent_share = 0.5\n")

    behaviour = load(file)

    assert behaviour == Behaviour(seed=3, default=Manner(delay_days=(0, 2)), agencies={"tax": Manner(silent_share=0.5)})


def test_a_misspelt_setting_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "behaviour.json"
    file.write_text('{"defualt": {}}')

    with pytest.raises(msgspec.ValidationError):
        load(file)
