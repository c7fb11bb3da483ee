"""How the papers that go with a request look over HTTP."""

from marshmallow import fields

from chassis.schema import Schema


class WantedPapersSchema(Schema):
    """Which papers go with a request (`statute/papers.yaml`).

    `ticket` is a bearer token by which documents takes them, and says which came, for ten minutes.
    """

    request = fields.UUID()
    wanted = fields.List(fields.String())
    ticket = fields.String()
