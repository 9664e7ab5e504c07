"""``python -m sro_policy.cli`` is ``sro-policy``."""

from sro_policy.cli import main

main()
