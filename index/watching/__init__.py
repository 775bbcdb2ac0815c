"""A corpus that changes by itself: its folder is watched, its feeds are read, its index follows."""
