"""The command line: typer commands over `pipelines.run` and the readers. Every heavy import happens inside its
command."""
