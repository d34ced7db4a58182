"""`python -m pipelines` and the console script `waqai`."""

from pipelines.cli.main import main

if __name__ == "__main__":
    main()
