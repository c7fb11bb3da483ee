"""Which passwords are refused."""

from gateway.auth.strength import weakness
from tests.table import table

SITI = ("Siti Nurbaya", "siti.nurbaya", "KPU Kota Depok")


@table(
    ("password", "fault"),
    [
        ("", "password.short"),
        ("x7#Kp!qQ2vL", "password.short"),
        ("password1234", "password.common"),
        ("P@ssw0rd2026!", "password.common"),
        ("Rahasia-12345", "password.common"),
        ("QwertyIndonesia", "password.common"),
        ("sitinurbaya2026", "password.common"),
        ("S1t1.Nurb4y4.Depok", "password.common"),
        ("111111111111", "password.common"),
        ("ababababababab", "password.common"),
        ("kuda baterai payung hijau", ""),
        ("x7#K9!pQ2$vL4&mZ", ""),
    ],
)
def test_a_password_is_refused_for_what_it_is(password: str, fault: str) -> None:
    assert weakness(password, SITI) == fault
