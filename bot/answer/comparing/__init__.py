"""Who says what, and whether they agree, behind claims.py and agreement.py."""
