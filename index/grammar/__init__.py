"""How the words of news become dates and numbers. Pure; `index.dates` is the door to it."""
