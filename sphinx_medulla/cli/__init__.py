"""What the commands of `medulla-flows` do, once `cli` has read their arguments."""
