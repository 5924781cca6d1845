"""Measures the product beside a hand-written and a textbook version of itself.

The product imports nothing of this. See docs/performance.md for how to read it.
"""
