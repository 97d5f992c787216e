"""Manners towards hosts: which may be asked, when, and what their refusals mean."""
