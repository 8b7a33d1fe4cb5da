"""Making: orders in, bulletins made one after the other out, each in a process of its own, and told as it happens."""
