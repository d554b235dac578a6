"""The app as a server: how it starts and ends, who may come in, whether it is well."""
