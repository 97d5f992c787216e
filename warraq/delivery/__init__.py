"""How a message leaves, by webhook, mail or Apprise: each attempt in a process that can be ended."""
