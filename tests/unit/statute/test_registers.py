"""The registers hold the columns of the models, in their order, and say which of them name people."""

from statute.registers import registers


def test_the_register_of_requests_has_the_sixteen_columns_of_the_model_and_then_two_of_ours() -> None:
    codes = [column.code for column in registers()["requests"].columns]
    assert codes == [
        "number", "received_on", "name", "address", "contact", "occupation", "information", "purpose", "held", "form",
        "wanted", "decision", "reason", "notified_on", "given_on", "cost", "delivery", "lateness",
    ]  # fmt: skip


def test_the_register_of_objections_has_the_eleven_columns_of_the_model_and_then_lateness() -> None:
    codes = [column.code for column in registers()["objections"].columns]
    assert codes == [
        "number", "received_on", "name", "request_number", "information", "purpose", "grounds", "decision",
        "answered_on", "superior", "response", "lateness",
    ]  # fmt: skip


def test_only_registers_of_people_have_something_to_mask() -> None:
    assert [code for code, one in registers().items() if one.personal] == ["requests", "objections"]
