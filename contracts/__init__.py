"""The public facts: what services tell one another, one module per producer, never edited once published."""
