"""Publishes many reviews together, as a book or a site."""
