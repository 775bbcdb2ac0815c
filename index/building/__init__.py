"""From a corpus to an index, behind build.py; and the deep look that mends one."""
