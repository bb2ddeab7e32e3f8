"""One message in five comes again, all the run: every subscription's feed is wrapped (`redelivery.py`)."""

from lab.faults.fault import Fault, nothing

FAULT = Fault(
    *("redeliver", "每五条消息有一条重复送达，贯穿全程", "one message in five comes again, all the run"),
    *(lambda setting: (), nothing),
)
