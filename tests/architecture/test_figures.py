"""The figures of the house, shown to count what was planted."""

from pathlib import Path

import pytest

from tests.architecture.circles import circles
from tests.architecture.figures import PRODUCT, WALKS, asserted_types, untyped_seam
from tests.architecture.tree import ROOT
from tests.architecture.walk import House, walk


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A tree in which a body goes from the door to the rules, back to the door, and on to the store."""
    files = {
        "services/door.py": (
            "from services import rules\n"
            "from services.store import keep as put\n"
            "def take(body):\n"
            "    checked = rules.check(body.name)\n"
            "    again(checked)\n"
            "    put(connection=checked, other=1)\n"
            "    rules.count(len(body))\n"
            "def again(checked): ...\n"
        ),
        "services/rules.py": "def check(name): return name\ndef count(number): return number\n",
        "services/store.py": (
            "from typing import Any\n"
            "import services.door\n"
            "def keep(connection: Any, other: int) -> None:\n"
            "    assert isinstance(other, int)\n"
        ),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_walk_counts_runs_of_calls_and_returns_to_a_file_left_before(planted: Path) -> None:
    journey = walk(House(planted), "services.door", "take", "body")

    assert (journey.stays, journey.returns) == (
        ["services.door", "services.rules", "services.door", "services.store"],
        1,
    )


def test_modules_that_import_one_another_are_a_circle(planted: Path) -> None:
    assert circles(planted) == [["services.door", "services.store"]]


def test_an_untyped_seam_and_an_asserted_type_are_named_with_their_line(planted: Path) -> None:
    assert untyped_seam(planted, ("services",)) == ["services/store.py:3 connection"]
    assert asserted_types(planted, ("services",)) == ["services/store.py:4"]


def test_the_seam_is_typed_services_assert_no_types_and_an_application_is_led_forward() -> None:
    application = walk(House(ROOT), *WALKS["an application's body"])

    assert len(untyped_seam(ROOT, PRODUCT)) < 20
    assert len(asserted_types(ROOT, ("services",))) < 10
    assert (len(application.stays) <= 9, application.returns <= 1) == (True, True), application.stays
