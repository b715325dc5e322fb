"""The canonical model as JSON lines: what `convert posts` writes, and any other program may have made or changed."""
