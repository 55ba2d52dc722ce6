"""AWS Signature Version 4, checked from its description alone, with no library of Amazon's.

https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

from tests.support.fake_llm.server import Request

AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})")  # fmt: skip
CLOCKS_APART = timedelta(minutes=5)


def signer(request: Request, secrets: Mapping[str, str], service: str) -> str | None:
    """The access key id that signed this request, if its signature, date and service are right."""
    found = AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if not found:
        return None
    credential, names, signature = found.groups()
    access_key, day, region, signed_service, ending = credential.split("/")
    stamp = request.headers.get("x-amz-date", "")
    if access_key not in secrets or signed_service != service or ending != "aws4_request" or stamp[:8] != day:
        return None
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if abs(datetime.now(UTC) - moment) > CLOCKS_APART or not {"host", "x-amz-date"} <= set(names.split(";")):
        return None
    scope = f"{day}/{region}/{service}/aws4_request"
    canonical = hashlib.sha256(_canonical_request(request, names).encode()).hexdigest()
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{canonical}"
    key = f"AWS4{secrets[access_key]}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    expected = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return access_key if hmac.compare_digest(expected, signature) else None


def _canonical_request(request: Request, names: str) -> str:
    """Every service but S3 encodes the path once more than it is on the wire."""
    path, _, query = request.target.partition("?")
    pairs = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in parse_qsl(query, keep_blank_values=True)
    )
    return "\n".join(
        [
            request.method,
            quote(path, safe="/-_.~"),
            "&".join(f"{name}={value}" for name, value in pairs),
            *(f"{name}:{' '.join(request.headers[name].split())}" for name in names.split(";")),
            "",
            names,
            hashlib.sha256(request.body).hexdigest(),
        ]
    )
