"""Wiring only: settings, addresses, background work. No rule of the domain."""

from toekomstagenda.celery import app as celery_app

__all__ = ["celery_app"]
