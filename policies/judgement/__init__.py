"""What comes of it: a proposal with every reason, measures, exit and relief, two laws compared."""
