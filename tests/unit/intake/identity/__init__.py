"""Who is who: what two households share, and what people say of them."""
