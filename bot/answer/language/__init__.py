"""English as news writes it: words and their forms, names, sentences; knows no question."""
