"""What a rule can say: facts, the small SQL of conditions, and what a condition answers for one or for many."""
