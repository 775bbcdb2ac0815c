"""How the catalog and the vectors are kept, behind catalog.py and vectors.py."""
