"""W3C trace context."""

import pytest

from chassis import trace
from chassis.trace import Trace

TRACE_ID, SPAN_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
GOOD = f"00-{TRACE_ID}-{SPAN_ID}-01"


def test_a_header_is_read_and_written_as_it_came() -> None:
    parsed = trace.parse(GOOD)
    assert parsed == Trace(TRACE_ID, SPAN_ID, sampled=True)
    assert trace.header(parsed) == GOOD


def test_a_trace_header_of_a_later_version_may_say_more() -> None:
    assert trace.parse(f"cc-{TRACE_ID}-{SPAN_ID}-00-more") == Trace(TRACE_ID, SPAN_ID, sampled=False)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "",
        "nonsense",
        GOOD.upper(),
        f"{GOOD}-more",
        f"ff-{TRACE_ID}-{SPAN_ID}-01",
        f"00-{'0' * 32}-{SPAN_ID}-01",
        f"00-{TRACE_ID}-{'0' * 16}-01",
    ],
)
def test_a_bad_header_is_no_trace(bad: str | None) -> None:
    assert trace.parse(bad) is None


def test_work_inside_a_trace_is_a_child_of_it_and_ends_with_the_block() -> None:
    outside = trace.current()
    with trace.use(Trace(TRACE_ID, SPAN_ID)) as inside:
        assert inside.trace_id == TRACE_ID
        assert inside.span_id != SPAN_ID
        assert trace.header() == f"00-{TRACE_ID}-{inside.span_id}-01"
    assert trace.current() == outside


def test_without_a_caller_a_new_trace_begins() -> None:
    first, second = trace.start(None), trace.start("nonsense")
    assert first.trace_id != second.trace_id
    assert trace.known() == second


def test_work_that_a_message_caused_is_a_child_of_its_trace_once_that_is_asked_for() -> None:
    outside = trace.current()
    with trace.following(GOOD):
        inside = trace.current()
        assert (inside.trace_id, trace.known()) == (TRACE_ID, inside)
        assert inside.span_id != SPAN_ID
    assert trace.current() == outside


def test_work_of_a_message_without_a_trace_begins_one() -> None:
    with trace.following(None):
        assert trace.current() == trace.current() != trace.parse(GOOD)
