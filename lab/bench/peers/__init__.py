"""The other side of each row. Only the standard library and the peer itself: these run in environments of their own."""
