"""The parts of a release in, its bill of materials out: CycloneDX 1.6 as JSON (ECMA-424)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from release.parts import Part


def bill_of_materials(version: str, day: date, parts: Sequence[Part]) -> str:
    """The same text for the same release; the hashes are those of all files that the lock accepts for a part."""
    us = _address("sotay", version)
    known = {part.name: _address(part.name, part.version) for part in parts}
    bill: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, us)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{day.isoformat()}T00:00:00Z",
            "component": {
                "type": "application",
                "bom-ref": us,
                "name": "sotay",
                "version": version,
                "purl": us,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": [_component(part) for part in parts],
        "dependencies": [
            {"ref": us, "dependsOn": sorted(known.values())},
            *({"ref": known[part.name], "dependsOn": _needed(part, known)} for part in parts),
        ],
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def _component(part: Part) -> dict[str, Any]:
    address = _address(part.name, part.version)
    return {
        "type": "library",
        "bom-ref": address,
        "name": part.name,
        "version": part.version,
        "purl": address,
        "scope": "required" if part.use == "site" else "optional",
        "licenses": [{"expression": part.licence}],
        "hashes": [{"alg": "SHA-256", "content": one} for one in part.hashes],
    }


def _needed(part: Part, known: dict[str, str]) -> list[str]:
    return sorted(known[name] for name in part.needs if name in known)


def _address(name: str, version: str) -> str:
    """A package URL (ECMA-427)."""
    return f"pkg:pypi/{name}@{version}"
