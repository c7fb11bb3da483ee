"""Sessions of the object store: whoever has a key gets one, cut down by the policy that he sends along."""

import base64

Statement = dict[str, object]
ROLE = "arn:aws:iam::role/office"
_ALL: Statement = {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*", "arn:aws:s3:::*/*"]}
# "*" is everybody whose call is signed with a key of the store.
_WHO_HAS_A_KEY: Statement = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": ["sts:AssumeRole"],
}


def configuration(signing_key: bytes) -> dict[str, object]:
    """Return what SeaweedFS reads with `-s3.iam.config`. Sessions outlive its restart if the key (32 bytes) stays the
    same.
    """
    return {
        "sts": {
            "issuer": "ppid",
            "signingKey": base64.b64encode(signing_key).decode(),
            "tokenDuration": "1h",
            "maxSessionLength": "1h",
        },
        "providers": [],
        "policy": {"defaultEffect": "Deny", "storeType": "memory"},
        "policies": [{"name": "all", "document": _policy(_ALL)}],
        "roles": [
            {"roleName": "office", "roleArn": ROLE, "trustPolicy": _policy(_WHO_HAS_A_KEY), "attachedPolicies": ["all"]}
        ],
    }


def _policy(statement: Statement) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [statement]}
