"""`python -m monitor WORDS` is the same as `infusion-monitor WORDS`."""

from monitor.cli import main

main()
