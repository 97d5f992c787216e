"""When to look again: intervals, cron slots, patience with failures, silence. Pure: instants and figures in, instants and figures out."""
