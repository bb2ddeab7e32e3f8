"""How the fictive households are made. The front door is `agencies.population.generate`."""
