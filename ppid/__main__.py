"""`python -m ppid` is `ppid`."""

from ppid.cli import main

main()
