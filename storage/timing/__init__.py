"""When what is asked, by whom, and what happened meanwhile: feeds, polls, claims, leases and events."""
