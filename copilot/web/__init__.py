"""What stands before the HTTP interface."""
