"""What is given away with a release: its parts, their licences, and that everything agrees before it is built."""
