"""Measurements of speed and memory, and the exports they are made on."""
