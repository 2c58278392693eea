"""A command a module, of the same name. The file system and the exit code are met here."""
