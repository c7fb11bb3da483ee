"""Rules that every rendered manifest keeps, each for a reason that an operator would give."""

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

import kubernetes_validate
import pytest
import yaml

from chassis import settings
from chassis.places import files_at_once
from gateway.config import LARGEST_FILE
from ppid.cli import COMMANDS
from tests.architecture.manifests import KUBERNETES, OVERLAYS, ROOT, Workload, built, of_kind, selects, workloads

SCHEMAS = "1.37"
WITHOUT_SCHEMA = {"Cluster", "RabbitmqCluster", "HTTPRoute"}  # of operators and of the Gateway API
WORKERS = {"consume", "relay", "tick"}
GRACE_FOR_REQUESTS = 30  # seconds; chassis/serve.py
ROLE, SERVICE = "app.kubernetes.io/component", "app.kubernetes.io/name"

SECRETS = {  # as deploy/k8s/README.md says what they are
    "PPID_DATABASE_URL": "postgresql://app:lain@database-rw/ppid?sslmode=require",
    "PPID_SYSTEM_DATABASE_URL": "postgresql://system:lain@database-rw/ppid?sslmode=require",
    "PPID_BROKER_URL": "amqp://user:lain@broker/ppid",
    "PPID_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
    "PPID_S3_URL": "http://documents:lain@object-store.object-store:9000",
}

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)


def test_manifests_are_what_kubernetes_accepts(overlay: str) -> None:
    for item in built(overlay):
        if item["kind"] not in WITHOUT_SCHEMA:
            kubernetes_validate.validate(item, SCHEMAS, strict=True)


def test_everything_lives_in_one_namespace_that_enforces_the_restricted_standard(overlay: str) -> None:
    (namespace,) = of_kind(overlay, "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    rest = [item for item in built(overlay) if item is not namespace]
    assert {item["metadata"]["namespace"] for item in rest} == {namespace["metadata"]["name"]}


def test_pods_are_restricted(overlay: str) -> None:
    for work in workloads(overlay):
        context = work.pod["securityContext"]
        assert context["runAsNonRoot"] is True, work.name
        assert context["runAsUser"] >= 10000, work.name
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, work.name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(work.pod), work.name
        kinds = {kind for volume in work.pod.get("volumes", []) for kind in set(volume) - {"name"}}
        assert kinds <= {"emptyDir", "projected", "configMap", "secret"}, work.name


def test_containers_are_restricted_and_write_only_to_declared_folders(overlay: str) -> None:
    for work in workloads(overlay):
        for container in work.containers:
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False, work.name
            assert context["readOnlyRootFilesystem"] is True, work.name
            assert context["capabilities"]["drop"] == ["ALL"], work.name
            added = context["capabilities"].get("add", [])
            assert added == (["NET_BIND_SERVICE"] if container["name"] == "caddy" else []), work.name


def test_nobody_holds_a_token_of_the_cluster(overlay: str) -> None:
    accounts = {item["metadata"]["name"]: item for item in of_kind(overlay, "ServiceAccount")}
    assert all(item["automountServiceAccountToken"] is False for item in accounts.values())
    for work in workloads(overlay):
        assert work.pod["serviceAccountName"] in accounts
        assert work.pod["automountServiceAccountToken"] is False
    assert not list(of_kind(overlay, "Role")) + list(of_kind(overlay, "RoleBinding"))


def test_settings_come_from_one_place_only(overlay: str) -> None:
    assert all(work.pod["enableServiceLinks"] is False for work in workloads(overlay))


def test_every_container_says_what_it_needs_and_what_it_may_take(overlay: str) -> None:
    for work in workloads(overlay):
        for container in work.containers:
            for bound in ("requests", "limits"):
                assert set(container["resources"][bound]) == {"cpu", "memory"}, (work.name, bound)
    for item in (*of_kind(overlay, "Cluster"), *of_kind(overlay, "RabbitmqCluster")):
        assert item["spec"]["resources"]["requests"]["memory"] == item["spec"]["resources"]["limits"]["memory"]


def test_temporary_folders_have_a_size(overlay: str) -> None:
    volumes = [volume for work in workloads(overlay) for volume in work.pod.get("volumes", [])]
    assert all("sizeLimit" in volume["emptyDir"] for volume in volumes if "emptyDir" in volume)


def test_the_gateways_temporary_folder_holds_every_file_that_may_be_under_way(overlay: str) -> None:
    (settings_map,) = (item for item in of_kind(overlay, "ConfigMap") if "PPID_WORKERS" in item.get("data", {}))
    workers, threads = (int(settings_map["data"][name]) for name in ("PPID_WORKERS", "PPID_THREADS"))
    (gateway,) = (work for work in _web(overlay) if work.labels[SERVICE] == "gateway")
    (folder,) = (volume for volume in gateway.pod["volumes"] if volume["name"] == "tmp")
    needed = workers * files_at_once(threads) * LARGEST_FILE
    assert int(folder["emptyDir"]["sizeLimit"].removesuffix("Gi")) * 2**30 > needed


def test_what_has_a_port_is_probed_and_workers_have_none(overlay: str) -> None:
    for work in workloads(overlay):
        for container in work.pod["containers"]:
            if container.get("ports"):
                assert {"readinessProbe", "livenessProbe"} <= set(container), work.name
            else:
                assert work.kind == "Job" or work.labels[ROLE] in WORKERS, work.name


def test_a_database_that_is_away_restarts_nobody(overlay: str) -> None:
    for work in _web(overlay):
        (container,) = work.pod["containers"]
        assert container["startupProbe"]["httpGet"]["path"] == "/healthz"
        assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"


def test_requests_under_way_are_finished_before_a_pod_goes(overlay: str) -> None:
    for work in _web(overlay):
        (container,) = work.pod["containers"]
        pause = container["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert pause >= 10
        assert work.pod["terminationGracePeriodSeconds"] >= pause + GRACE_FOR_REQUESTS + 5
    for work in workloads(overlay):
        if work.labels[ROLE] in WORKERS:
            assert work.pod["terminationGracePeriodSeconds"] >= 30


def test_images_are_named_with_a_version(overlay: str) -> None:
    images = {container["image"] for work in workloads(overlay) for container in work.containers}
    tags = {"ppid": "lokal"} if overlay == "dev" else {}
    for image in images:
        name, _, tag = image.partition(":")
        assert re.fullmatch(r"\d+(\.\d+)+", tag) or tags.get(name) == tag, image


def test_a_selector_picks_its_own_pods_and_no_others(overlay: str) -> None:
    works = workloads(overlay)
    for work in works:
        if work.kind == "Deployment":
            assert [other.name for other in works if selects(work.spec["selector"], other.labels)] == [work.name]
        for spread in work.pod.get("topologySpreadConstraints", []):
            assert [other.name for other in works if selects(spread["labelSelector"], other.labels)] == [work.name]


def test_a_service_leads_to_a_port_of_one_workload(overlay: str) -> None:
    for item in of_kind(overlay, "Service"):
        selector = {"matchLabels": item["spec"]["selector"]}
        (work,) = [work for work in workloads(overlay) if selects(selector, work.labels)]
        names = {port["name"] for container in work.containers for port in container.get("ports", [])}
        assert {port["targetPort"] for port in item["spec"]["ports"]} <= names, work.name


def test_a_drained_node_takes_at_most_one_pod_of_each(overlay: str) -> None:
    budgets = [item["spec"] for item in of_kind(overlay, "PodDisruptionBudget")]
    for work in workloads(overlay):
        if work.kind == "Deployment" and work.name != "mail":
            (budget,) = [budget for budget in budgets if selects(budget["selector"], work.labels)]
            assert budget["maxUnavailable"] == 1, work.name


def test_what_scales_by_load_leaves_its_number_to_the_autoscaler(overlay: str) -> None:
    scaled = {
        item["spec"]["scaleTargetRef"]["name"]: item["spec"] for item in of_kind(overlay, "HorizontalPodAutoscaler")
    }
    assert set(scaled) == {work.name for work in workloads(overlay) if work.labels[ROLE] in {"web", "edge"}}
    for work in workloads(overlay):
        if overlay == "dev" or work.kind == "Job":
            continue
        if work.name in scaled:
            assert "replicas" not in work.spec
            assert scaled[work.name]["minReplicas"] >= 2
        else:
            assert work.spec["replicas"] >= 2, work.name


def test_every_process_plays_a_role_of_a_service_that_exists(overlay: str) -> None:
    for work in workloads(overlay):
        for container in work.pod["containers"]:
            if container["image"].startswith("ppid:"):
                role, *rest = container["args"]
                assert (work.labels[ROLE] if role == "$(ROLE)" else role) in COMMANDS, work.name
                assert rest != ["$(SERVICE)"] or work.labels[SERVICE] in settings.SERVICES, work.name


def test_compose_and_the_cluster_run_the_same_processes(overlay: str) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"].values()
    ours = {tuple(each["command"]) for each in compose if str(each["image"]).startswith("ppid:")}
    cluster = {
        (work.labels[ROLE], work.labels[SERVICE])
        for work in workloads(overlay)
        if work.labels[ROLE] in {*WORKERS, "web"}
    }
    assert cluster == {command for command in ours if len(command) == 2 and command[1] in settings.SERVICES}


def test_settings_are_names_that_the_platform_knows(overlay: str) -> None:
    known = set(_Asked.all())
    given = {name for item in _settings(overlay) for name in item["data"]}
    assert given <= known
    assert "PPID_DATABASE_URL" in _required() <= given | _secret_keys()


def test_secrets_are_only_referred_to_and_all_listed(overlay: str) -> None:
    assert not list(of_kind(overlay, "Secret"))
    listed = (KUBERNETES / "README.md").read_text()
    for name in {name for work in workloads(overlay) for name in _secret_names(work.pod)}:
        service, _, rest = name.partition("-")
        generic = f"<service>-{rest}" if service in settings.SERVICES else name
        assert f"`{generic}`" in listed, name


def test_files_and_settings_that_pods_refer_to_are_there(overlay: str) -> None:
    there = {item["metadata"]["name"] for item in of_kind(overlay, "ConfigMap")}
    for work in workloads(overlay):
        sources = [source for container in work.containers for source in container.get("envFrom", [])]
        named = {source["configMapRef"]["name"] for source in sources if "configMapRef" in source}
        named |= {volume["configMap"]["name"] for volume in work.pod.get("volumes", []) if "configMap" in volume}
        assert named <= there, work.name


def test_the_broker_has_the_limits_of_every_other_stack(overlay: str) -> None:
    (broker,) = of_kind(overlay, "RabbitmqCluster")
    limits = (ROOT / "deploy" / "rabbitmq" / "rabbitmq.conf").read_text().splitlines()
    said = {line for line in limits if line and not line.startswith("#")}
    assert said <= set(broker["spec"]["rabbitmq"]["additionalConfig"].splitlines())


def test_only_the_demonstration_has_demonstration_accounts(overlay: str) -> None:
    (item,) = _settings(overlay)
    assert item["data"]["PPID_ENV"] == ("compose" if overlay == "dev" else "production")


@pytest.mark.parametrize("service", settings.SERVICES)
def test_the_settings_of_every_overlay_start_a_service_that_is_given_secrets_as_the_readme_says(
    overlay: str, service: str
) -> None:
    (item,) = _settings(overlay)
    assert settings.load(service, item["data"] | SECRETS).stage == item["data"]["PPID_ENV"]


def _web(overlay: str) -> list[Workload]:
    return [work for work in workloads(overlay) if work.labels[ROLE] == "web"]


def _settings(overlay: str) -> list[dict[str, Any]]:
    return [item for item in of_kind(overlay, "ConfigMap") if item["metadata"]["name"].startswith("settings-")]


def _secret_names(node: Any) -> Iterator[str]:
    """Every name that stands under a key which refers to a Secret."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in {"secret", "secretRef", "secretKeyRef"}:
                yield value.get("name") or value["secretName"]
            else:
                yield from _secret_names(value)
    elif isinstance(node, list):
        for value in node:
            yield from _secret_names(value)


def _secret_keys() -> set[str]:
    return set(re.findall(r"`(PPID_[A-Z0-9_]+)`", (KUBERNETES / "README.md").read_text()))


def _required() -> set[str]:
    """What a process refuses to start without."""
    try:
        settings.load("gateway", {})
    except settings.BadSettings as refusal:
        return set(re.findall(r"(PPID_[A-Z0-9_]+) is not set", str(refusal)))
    return set()


class _Asked(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def get(self, key: str, default: Any = None) -> Any:
        self[key] = ""
        return default

    @classmethod
    def all(cls) -> list[str]:
        asked = cls()
        with pytest.raises(settings.BadSettings):
            settings.load("gateway", asked)
        return list(asked)
