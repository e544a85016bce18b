"""The composition root: the only place where concrete objects meet. Each command of the command line has its file."""
