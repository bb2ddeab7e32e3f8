"""The service chassis, the library every service stands on: store, bus, vault, HTTP. No word of the domain in it."""
