"""Pure: what may be asked, what an answer counts for, and what a report says."""
