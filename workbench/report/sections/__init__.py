"""The parts of the report, each out of the acts and records that it tells of."""
