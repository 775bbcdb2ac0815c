"""What a question asks, behind question.py; and follow-ups made questions that stand alone."""
