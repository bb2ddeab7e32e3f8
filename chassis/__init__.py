"""The library every service is bolted onto: store, bus, vault, HTTP. No word of the domain in it."""
