"""Who may reach whom in the cluster is exactly this list, worked out from the policies themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from chassis.settings import SERVICES
from tests.architecture.manifests import OVERLAYS, Labels, built, of_kind, selects, workloads
from tests.table import table

Edge = tuple[str, str, int]  # from, to, port
NAMESPACE = "kubernetes.io/metadata.name"
ANYWHERE = "anywhere"

# Pods that operators make; their labels are the operators' own.
OPERATED: dict[str, Labels] = {
    "database": {"cnpg.io/cluster": "database"},
    "broker": {"app.kubernetes.io/name": "broker"},
}
NEIGHBOURS: dict[str, tuple[Labels, Labels]] = {  # namespace labels, pod labels
    name: ({NAMESPACE: name}, {"k8s-app": "kube-dns"} if name == "kube-system" else {})
    for name in (
        *("kube-system", "gateway-system", "monitoring", "object-store", "virus-scan", "mail"),
        *("cnpg-system", "rabbitmq-system", "somebody-else"),
    )
}

BACKENDS = [service for service in SERVICES if service != "gateway"]
WEB = [f"{service}-web" for service in SERVICES]
HEARING = [f"{service}-consume" for service in BACKENDS]
TELLING = [f"{service}-relay" for service in SERVICES]
TICKING = [f"{service}-tick" for service in SERVICES]
PROCESSES = [*WEB, *HEARING, *TELLING, *TICKING]
JOBS = ["migrate", "seed", "broker-users"]
API_SERVER = (443, 6443)

EVERYWHERE: set[Edge] = {
    *(("edge", web, 8000) for web in WEB),
    *(("gateway-web", f"{service}-web", 8000) for service in BACKENDS),
    ("notify-tick", "intake-web", 8000),
    ("notify-tick", "gateway-web", 8000),
    ("registry-web", "intake-web", 8000),
    *((f"documents-{role}", f"{service}-web", 8000) for role in ("web", "tick") for service in ("registry", "notify")),
    ("notify-tick", "mail", 587),
    *((process, "database", 5432) for process in [*PROCESSES, "migrate", "seed", "database"]),
    ("broker-users", "broker", 15672),
    *((process, "broker", 5672) for process in [*HEARING, *TELLING]),
    *((f"documents-{role}", "object-store", 9000) for role in ("web", "consume", "tick")),
    ("edge", "object-store", 9000),
    *((f"documents-{role}", "virus-scan", 3310) for role in ("web", "tick")),
    *(("broker", "broker", port) for port in (4369, 25672)),
    *(("cnpg-system", "database", port) for port in (5432, 8000)),
    ("rabbitmq-system", "broker", 15672),
    *((operated, ANYWHERE, port) for operated in OPERATED for port in API_SERVER),
    *(("monitoring", pod, port) for pod in [*PROCESSES, *JOBS, "edge"] for port in (8000, 9000)),
    *((pod, "kube-system", 53) for pod in [*PROCESSES, *JOBS, "edge", *OPERATED]),
}
WAY_IN: set[Edge] = {("gateway-system", "edge", 8080)}
DEMONSTRATION: set[Edge] = {
    ("notify-tick", "catcher", 2525),
    ("edge", "catcher", 8000),
    *(("monitoring", "catcher", port) for port in (8000, 9000)),
    ("catcher", "kube-system", 53),
    ("seed", "registry-web", 8000),
}
ALLOWED = {"dev": EVERYWHERE | DEMONSTRATION, "staging": EVERYWHERE | WAY_IN, "production": EVERYWHERE | WAY_IN}


@table("overlay", OVERLAYS)
def test_exactly_the_listed_ways_are_open(overlay: str) -> None:
    ways = _ways(overlay)
    assert ways - ALLOWED[overlay] == set(), "open, but not listed"
    assert ALLOWED[overlay] - ways == set(), "listed, but closed"


@table("overlay", OVERLAYS)
def test_a_pod_that_nobody_thought_of_may_do_nothing_but_ask_for_names(overlay: str) -> None:
    stranger: Labels = {"app": "stranger"}
    assert all(item["metadata"]["namespace"] == "ppid" for item in of_kind(overlay, "NetworkPolicy"))
    openings = [rule for direction in ("Ingress", "Egress") for rule in _rules(overlay, direction, stranger) or ()]
    assert [port["port"] for rule in openings for port in rule["ports"]] == [53, 53]


def _ways(overlay: str) -> set[Edge]:
    """Every connection that the policies of both ends allow. A neighbour's end is taken as open."""
    pods = _pods(overlay)
    ports = {port["port"] for item in built(overlay) for port in _ports(item)}
    found: set[Edge] = set()
    for name, labels in pods.items():
        leaving, entering = _rules(overlay, "Egress", labels), _rules(overlay, "Ingress", labels)
        for port in ports:
            if _open(leaving, "to", port, None):
                found.add((name, ANYWHERE, port))
            for other, where in NEIGHBOURS.items():
                if _open(leaving, "to", port, where):
                    found.add((name, other, port))
                if _open(entering, "from", port, where):
                    found.add((other, name, port))
            for peer, peers_labels in pods.items():
                here = ({NAMESPACE: "ppid"}, labels)
                there = ({NAMESPACE: "ppid"}, peers_labels)
                if _open(leaving, "to", port, there) and _open(
                    _rules(overlay, "Ingress", peers_labels), "from", port, here
                ):
                    found.add((name, peer, port))
    return found


def _pods(overlay: str) -> dict[str, Labels]:
    ours = {("catcher" if work.name == "mail" else work.name): work.labels for work in workloads(overlay)}
    return ours | OPERATED


def _ports(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if item["kind"] == "NetworkPolicy":
        for direction in ("ingress", "egress"):
            for rule in item["spec"].get(direction, []):
                yield from rule["ports"]


def _rules(overlay: str, direction: str, labels: Labels) -> list[dict[str, Any]] | None:
    """The rules for a pod; None when no policy speaks about this direction, which leaves it open."""
    speaking = [
        policy["spec"]
        for policy in of_kind(overlay, "NetworkPolicy")
        if direction in policy["spec"]["policyTypes"] and selects(policy["spec"]["podSelector"], labels)
    ]
    return [rule for policy in speaking for rule in policy.get(direction.lower(), [])] if speaking else None


def _open(rules: list[dict[str, Any]] | None, side: str, port: int, peer: tuple[Labels, Labels] | None) -> bool:
    """Whether a rule lets a peer (namespace labels, pod labels) through; None is any address whatsoever."""
    if rules is None:
        return True
    return any(
        port in {each["port"] for each in rule["ports"]} and any(_meant(other, peer) for other in rule[side])
        for rule in rules
    )


def _meant(said: Mapping[str, Any], peer: tuple[Labels, Labels] | None) -> bool:
    if "ipBlock" in said:
        return peer is None
    if peer is None:
        return False
    namespace = said.get("namespaceSelector", {"matchLabels": {NAMESPACE: "ppid"}})
    return selects(namespace, peer[0]) and selects(said.get("podSelector", {}), peer[1])
