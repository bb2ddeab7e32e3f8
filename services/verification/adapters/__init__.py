"""Where verification talks to the outside: the exchange with agencies (`exchange.py`)."""
