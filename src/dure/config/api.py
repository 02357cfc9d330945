"""The open API: its version, its documents, and the routers of the apps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from dure.apps.cases.api import PerAddress
from dure.apps.cases.api import router as cases
from dure.apps.governments.api import router as governments


class OwnPages(DocsBase):
    """The API's document in the site's own templates: Swagger's page fails contrast, language and headings."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show the schema that ``openapi.json`` gives."""
        schema = api.get_openapi_schema()
        operations = [
            {"method": method.upper(), "path": path, **operation}
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        ]
        names = schema.get("components", {}).get("schemas", {})
        context = {
            "api": api,
            "operations": [{**row, "result": _result(row, names)} for row in operations],
            "openapi_url": self.get_openapi_url(api, kwargs),
            "base": request.build_absolute_uri("/").rstrip("/"),
        }
        return render(request, "web/api.html", context)


def _result(operation: dict[str, Any], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of the answer: name, type and meaning."""
    content = operation["responses"].get(200, {}).get("content", {})
    shape = content.get("application/json", {}).get("schema", {})
    shape = shape.get("items", shape)
    named = names.get(shape.get("$ref", "").rpartition("/")[2], {})
    return [
        {"name": name, "type": _type(field), "meaning": field.get("description", "")}
        for name, field in named.get("properties", {}).items()
    ]


def _type(field: dict[str, Any]) -> str:
    """Return a JSON type in short: ``integer or null``, ``list of OwnerOut``."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " or ".join(_type(each) for each in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("format") or field.get("type") or "any")


api = NinjaAPI(
    title="두레 열린 API (Dure open API)",
    version="1",
    description=(
        "지방정부 혁신 우수사례와 그 근거. 열쇠 없이 누구나 쓸 수 있습니다. "
        "한 주소에서 보낼 수 있는 요청 수에 한도가 있습니다(429와 Retry-After). "
        "Innovation cases of Korea's local governments with the evidence of each fact; no key is needed."
    ),
    urls_namespace="api",
    docs=OwnPages(),
    throttle=[PerAddress()],
)
api.add_router("", cases)
api.add_router("", governments)
