"""An index as one file, to be taken to another machine."""
