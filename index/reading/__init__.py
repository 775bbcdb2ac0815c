"""From a file of any format to an article, a module for each mark of a page; index/read.py is the door."""
