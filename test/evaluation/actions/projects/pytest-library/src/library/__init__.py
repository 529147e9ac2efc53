"""Lends books."""
