"""Benchmarks of reviewfmt against other programs: `make bench`."""
