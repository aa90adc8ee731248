"""A knowledge base's files in, as much of GitHub's API out as the editor asks of it; what it writes is kept."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Route

HEAD, NEXT = "a" * 40, "b" * 40
CORS = {f"access-control-allow-{what}": "*" for what in ("origin", "headers", "methods")}
AUTHOR = {
    "author": {"name": "A", "email": "a@example.org", "user": {"id": 1, "login": "a"}},
    "committedDate": "2026-01-01",
}


def object_id(text: str) -> str:
    """As git names a file's content."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


class FakeGitHub:
    """Answers for https://api.github.com; `branches`, `written` and `requests` say what was asked to be made."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.contents = {object_id(text): text for text in files.values()}
        self.branches: list[str] = []
        self.written: dict[str, str] = {}
        self.pull_requests: list[dict[str, Any]] = []

    def answer(self, route: Route) -> None:
        if route.request.method == "OPTIONS":
            route.fulfill(status=204, headers=CORS)
            return
        path = route.request.url.removeprefix("https://api.github.com")
        given = json.loads(route.request.post_data or "{}")
        found = self.graph(given) if path == "/graphql" else self.rest(path, given)
        route.fulfill(status=200, headers=CORS, content_type="application/json", body=json.dumps(found))

    def rest(self, path: str, given: dict[str, Any]) -> Any:
        if path == "/user":
            return {"login": "can-bo", "id": 1, "name": "Cán bộ", "avatar_url": "", "html_url": ""}
        if "/git/trees/" in path:
            tree = [{"type": "blob", "path": p, "sha": object_id(t), "size": len(t)} for p, t in self.files.items()]
            return {"sha": HEAD, "tree": tree}
        if path.endswith("/pulls"):
            self.pull_requests.append(given)
            return {"number": 7, "node_id": "P", "html_url": "", "labels": [], "head": {"ref": given["head"]}}
        return {}

    def graph(self, given: dict[str, Any]) -> dict[str, Any]:
        query, variables = given["query"], given.get("variables", {})
        if "createRef" in query:
            self.branches.append(variables["input"]["name"])
            return {"data": {"createRef": {"ref": {"name": variables["input"]["name"]}}}}
        if "createCommitOnBranch" in query:
            for one in variables["input"]["fileChanges"]["additions"]:
                self.written[one["path"]] = base64.b64decode(one["contents"]).decode()
            commit = {"oid": NEXT, "committedDate": "2026-01-01T00:00:00Z", "file_0": {"oid": NEXT}}
            return {"data": {"createCommitOnBranch": {"commit": commit}}}
        if "fork: repository" in query:
            return {"data": {"fork": {"id": "R"}, "base": {"ref": {"target": {"oid": HEAD}}}}}
        return {"data": {"repository": self.repository(query)}}

    def repository(self, query: str) -> dict[str, Any]:
        """A repository's fields, whichever of them a query names."""
        texts = re.findall(r'(content_\d+): object\(oid: "(\w+)"', query)
        commits = re.findall(r"(commit_\d+):", query)
        history = {"nodes": [{"oid": HEAD, "message": "", **AUTHOR}]}
        return {
            "ref": {"target": {"oid": HEAD, "history": history}},
            "pullRequests": {"nodes": []},
            **{name: {"text": self.contents[identifier], "isTruncated": False} for name, identifier in texts},
            **{name: {"target": {"history": history}} for name in commits},
        }
