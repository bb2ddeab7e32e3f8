"""The agency messages (DCI registry APIs 1.0.0): codec, signatures, questions, answers, reports."""
