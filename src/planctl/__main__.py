"""Let ``python -m planctl`` run the same program as the installed command."""

from planctl.cli import run

if __name__ == "__main__":
    run()
