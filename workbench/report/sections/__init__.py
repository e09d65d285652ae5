"""The parts of the report, each made from the acts and records that it is about."""
