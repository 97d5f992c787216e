"""The timer: what is due, its crawls as processes, chores, jumps of the clock."""
