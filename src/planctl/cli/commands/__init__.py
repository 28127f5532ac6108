"""The commands, one module a group; none imports another."""
