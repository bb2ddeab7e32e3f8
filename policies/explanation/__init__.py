"""Why a household is refused, and which single change would let it in, in Chinese."""
