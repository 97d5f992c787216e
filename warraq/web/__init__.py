"""READ: what is stored as pages, an API and feeds; one ASGI app that asks the store and changes nothing."""
