"""Asks a sandbox through boto3 and prints what it says, one line of JSON a question."""

import hashlib
import json

import boto3
from botocore.exceptions import ClientError


def answer(name, value):
    print(json.dumps({"name": name, "value": value}, default=str), flush=True)


client = boto3.client("codeartifact")
place = {"domain": "boto", "repository": "one"}
package = {**place, "format": "generic", "namespace": "ns"}


def publish(name, version, asset, content, **more):
    return client.publish_package_version(
        **package,
        package=name,
        packageVersion=version,
        assetName=asset,
        assetContent=content,
        assetSHA256=hashlib.sha256(content).hexdigest(),
        **more,
    )


def pages(operation, key, **arguments):
    found = client.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **arguments)
    items = [page[key] for page in found]
    return {"sizes": [len(it) for it in items], "items": [it for page in items for it in page]}


client.create_domain(domain="boto")
for name in ("one", "two", "three"):
    client.create_repository(domain="boto", repository=name)
for name in ("a", "b", "c", "d", "e"):
    publish(name, "1.0", "x.bin", b"x")
for version in ("2.0", "3.0", "4.0"):
    publish("a", version, "x.bin", b"x")
for asset in ("x.bin", "y.bin", "été & co.bin"):
    publish("many", "1.0", asset, asset.encode(), unfinished=True)

answer("domains", [it["name"] for it in pages("list_domains", "domains")["items"]])
answer("repositories", pages("list_repositories", "repositories")["sizes"])
answer("inDomain", pages("list_repositories_in_domain", "repositories", domain="boto")["sizes"])
packages = pages("list_packages", "packages", **place)
answer("packages", [packages["sizes"], [it["package"] for it in packages["items"]]])
versions = pages("list_package_versions", "versions", **package, package="a", sortBy="PUBLISHED_TIME")
answer("versions", [versions["sizes"], [it["version"] for it in versions["items"]]])
many = {**package, "package": "many", "packageVersion": "1.0"}
assets = pages("list_package_version_assets", "assets", **many)
answer("assets", [assets["sizes"], [it["name"] for it in assets["items"]]])

got = client.get_package_version_asset(**many, asset="été & co.bin")
answer("asset", [got["packageVersion"], got["asset"].read().decode()])
described = client.describe_package_version(**package, package="a", packageVersion="1.0")
answer("published", described["packageVersion"]["publishedTime"].tzinfo is not None)
token = client.get_authorization_token(domain="boto", durationSeconds=900)
answer("token", [len(token["authorizationToken"].split(".")), token["expiration"].timestamp()])
answer("caller", boto3.client("sts").get_caller_identity()["Arn"])

for name, call in {
    "notFound": lambda: client.describe_repository(domain="boto", repository="none"),
    "conflict": lambda: client.create_domain(domain="boto"),
    "invalid": lambda: client.list_packages(**place, namespace="ns"),
}.items():
    try:
        call()
    except ClientError as error:
        response = error.response
        answer(
            name,
            {
                "type": type(error).__name__,
                "status": response["ResponseMetadata"]["HTTPStatusCode"],
                "requestId": response["ResponseMetadata"]["RequestId"],
                **{key: response.get(key) for key in ("resourceId", "resourceType", "reason")},
            },
        )
