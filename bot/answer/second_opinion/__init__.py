"""What the reader says where the rules are not sure, behind reader.py."""
