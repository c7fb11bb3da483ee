"""The part of `docker compose` that pytest-docker uses, played by programs of this machine instead of containers.

Service names, private ports, users and passwords are those of docker-compose.yml, so a test cannot tell which of the
two it talks to. Every project has its own folder, free ports on the loopback address and a state file; nothing else on
the machine is touched. Only what is bought is started (PostgreSQL, RabbitMQ, S3, clamd) and the mail catcher; the
platform's own roles on one machine are what `ppid up` is for.
"""
