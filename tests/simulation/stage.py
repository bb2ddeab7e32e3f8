"""What is set up around a schedule: small batches, and nobody writes logs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import structlog

from chassis import relay, subscription
from chassis.bus import memory


@contextmanager
def small_batches() -> Iterator[None]:
    """So that a schedule of some dozen events meets the ends of batches."""
    with (
        patch.object(relay, "BATCH_MAX", 7),
        patch.object(subscription, "BATCH_MAX", 5),
        patch.object(memory, "LIMIT", 6),
    ):
        yield


@contextmanager
def quiet_logs() -> Iterator[None]:
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)
