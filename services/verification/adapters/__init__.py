"""Where verification talks to the outside: the exchange with agencies (`exchange.py`) and its `breaker.py`."""
