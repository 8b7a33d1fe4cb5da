"""`python -m bulletin` is the `bulletin` command."""

from bulletin.apps.cli.main import main

if __name__ == "__main__":
    main()
