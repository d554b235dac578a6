"""What is wrong with a library, and the ways back: checks, backups, upgrades, who changed what."""
