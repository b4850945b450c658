"""Campaigns, people, guidelines and training."""
