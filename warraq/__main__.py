"""`python -m warraq` is the command `warraq`, where the script is not on the path."""

from warraq.cli import main

if __name__ == "__main__":
    main()
