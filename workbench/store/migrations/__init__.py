"""Every change of the tables since the first release, in order; run by the store when it opens an older file."""
