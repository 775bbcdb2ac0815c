"""What draws the pictures of the README; not installed."""
