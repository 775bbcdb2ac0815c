"""Who, behind values.py: who did it or bore it, who holds an office, who came before or won."""
