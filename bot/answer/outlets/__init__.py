"""Questions over several reports, and about the outlets themselves."""
