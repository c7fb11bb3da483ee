"""The parts by the names that docker-compose.yml gives them."""

from tests.localcompose.part import Recipe
from tests.localcompose.parts import clamd, mail, postgres, rabbitmq, s3

RECIPES: dict[str, Recipe] = {
    "postgres": Recipe((5432,), postgres.prepare),
    "rabbitmq": Recipe((5672, 15672), rabbitmq.prepare),
    "minio": Recipe((9000,), s3.prepare),
    "clamav": Recipe((3310,), clamd.prepare),
    "mail": Recipe((2525, 8000), mail.prepare),
}
