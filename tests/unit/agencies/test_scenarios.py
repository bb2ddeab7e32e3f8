"""A scenario file is found by name or path, and what is misspelt in it is refused in words."""

from pathlib import Path

import pytest

from agencies.behaviour import Behaviour, Manner, Outage
from agencies.delay import Lognormal, Uniform
from agencies.faults import MEANINGS, Fault
from agencies.items_table import AGENCIES
from agencies.scenarios import NAMES, ScenarioRefused, file_of, load


def test_a_file_sets_the_manners(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'title = "一 · one"\nseed = 3\n[default]\ndelay = { kind = "uniform", most = 2 }\n'
        "[agencies.tax]\nfaults = { silent = 0.5 }\noutages = [{ begins = 2, ends = 3 }, { begins = 2026-11-20 }]\n"
    )

    begun = load(file_of(str(file)))

    assert begun.of("bank") == Manner(delay=Uniform(most=2))
    assert begun.of("tax").faults == {Fault.SILENT: 0.5}
    assert [outage.ends for outage in begun.of("tax").outages] == [3, None]
    assert load(None) == Behaviour()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[defualt]", "不认识的项 · unknown key defualt; 此处可有 · there may be: title, seed"),
        ("[agencies.tax]\ndelays = 1", "unknown key delays（$.agencies[...]）; 此处可有 · there may be: delay, faults"),
        ("[default]\nfaults = { silence = 1.0 }", "不认识的故障"),
        ("[default]\nfaults = { silent = 1.5 }", "<= 1.0（$.default.faults[...]）"),
        ('[default]\ndelay = { kind = "normal" }', "normal"),
        ('[default]\ndelay = { kind = "lognormal", p50 = 3, p95 = 2 }', "`p50`"),
        ("[agencies.taxes]", "没有部门 · no agency taxes; there are: public_security"),
        ("title = ", "mine.toml"),
    ],
)
def test_what_is_misspelt_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mine.toml").write_text(text)

    with pytest.raises(ScenarioRefused) as refused:
        load(tmp_path / "mine.toml")

    assert said in str(refused.value)


def test_a_name_that_is_none_is_told_what_there_is() -> None:
    with pytest.raises(ScenarioRefused, match="bad-week, good-week"):
        file_of("mad-week")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shipped_can_be_read_and_says_what_it_is(name: str) -> None:
    assert " · " in load(file_of(name)).title


def test_the_bad_week_holds_what_it_says() -> None:
    bad = load(file_of("bad-week"))
    struck = {fault for agency in AGENCIES for fault, share in bad.of(agency).faults.items() if share}

    assert len([agency for agency in AGENCIES if bad.of(agency).outages]) == 2
    assert bad.of("housing_fund").outages == [Outage()]
    assert isinstance(bad.of("medical_insurance").delay, Lognormal)
    assert struck >= {Fault.CONTRADICTORY, Fault.TWICE, Fault.REVOKED_KEY, Fault.CORRECTED}
    assert [agency for agency in AGENCIES if bad.of(agency).by_sheet] == ["bank"]


def test_every_fault_is_explained_in_both_languages() -> None:
    assert list(MEANINGS) == list(Fault)
    assert all(" · " in sentence for meaning in MEANINGS.values() for sentence in meaning)
