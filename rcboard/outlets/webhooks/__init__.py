"""Webhooks: chosen changes as signed POSTs that survive a crash here and a dead receiver there."""
