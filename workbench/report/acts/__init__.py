"""The acts that facts are about: their course, their rows, and what the report says of each."""
