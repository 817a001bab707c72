"""The only module that knows which adapter fills which port."""
