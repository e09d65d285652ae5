"""What a fact is: kinds, evidence, documents, keys of instruments, dates and durations. No I/O, no state."""
