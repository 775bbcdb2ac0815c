"""Which sentence stands for a question, behind evidence.py: who is meant, who acts, what is denied."""
