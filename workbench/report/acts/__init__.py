"""The acts that facts tell of: their course, their rows, and what the report says of each."""
