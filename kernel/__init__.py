"""Value types that all domains share: pure, few, and importing nothing of ours."""
