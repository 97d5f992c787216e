"""What keeps a store in shape: upgrades, backups, figures about itself, and daily chores."""
