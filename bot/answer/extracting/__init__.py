"""What a sentence gives as the answer, behind values.py: days, numbers, places, reasons, what it states."""
