"""What crawls learned of a site: its layouts and the furniture of its pages."""
