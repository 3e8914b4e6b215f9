"""Fuzzing (`make fuzz`): bytes that nobody wrote, into everything that reads bytes."""
