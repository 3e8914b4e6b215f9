"""Ours against peers, side by side: `make bench`."""
