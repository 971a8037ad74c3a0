"""The company directory: ids as text, fewer types, bigger pages, no links, errors of the newer kind."""

import hashlib
from typing import Any

from multidict import CIMultiDict

from rcboard.simulator.errors import newer
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import PERSON_TYPES, Extension, Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation

Json = dict[str, Any]

SHOWN = ("Enabled", "Disabled", "NotActivated")
AS_USER = (*PERSON_TYPES, "FaxUser")
SEARCHED = ("firstName", "lastName", "extensionNumber", "phoneNumber", "email", "jobTitle", "department")


def entry(extension: Extension, office: Office, base_url: str) -> Json:
    """One directory entry."""
    found: Json = {
        "id": str(extension.id), "status": extension.status, "hidden": extension.hidden,
        "type": "User" if extension.type in AS_USER else extension.type,
        "account": {
            "id": str(office.account_id), "companyName": office.company,
            "mainNumber": {"phoneNumber": office.main_number, "usageType": "MainCompanyNumber"},
        },
    }  # fmt: skip
    numbers = [
        {
            "phoneNumber": number, "formattedPhoneNumber": number, "type": kind, "usageType": usage, "hidden": False,
            "primary": primary,
        }
        for number, kind, usage, primary in (
            (extension.direct_number, "VoiceFax", "DirectNumber", True),
            (extension.mobile_number, "Other", "MobileNumber", False),
        )
        if number
    ]  # fmt: skip
    optional: Json = {
        "extensionNumber": extension.number, "email": extension.email, "department": extension.department,
        "jobTitle": extension.job_title, "phoneNumbers": numbers,
        "firstName": extension.first_name, "lastName": extension.last_name,
        "name": "" if extension.is_person else extension.title,
    }  # fmt: skip
    found |= {key: value for key, value in optional.items() if value}
    if extension.site:
        found["site"] = {"id": extension.site.id, "name": extension.site.name, "code": extension.site.code}
    if extension.picture:
        uri = f"{base_url}/restapi/v1.0/account/{office.account_id}/extension/{extension.id}/profile-image"
        found["profileImage"] = {"etag": extension.picture, "uri": uri}
    return found


class Directory:
    """Answers /account/~/directory/entries."""

    def __init__(self, office: Office, ground: Ground, base_url: str) -> None:
        self._office = office
        self._numbers = ground.numbers
        self._base_url = base_url

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        entries = "/restapi/v1.0/account/{accountId}/directory/entries"
        return [
            Operation("GET", entries, self.entries, "medium", "ReadAccounts", newer=True),
            Operation("POST", f"{entries}/search", self.search, "heavy", "ReadAccounts", "ReadExtensions", newer=True),
            Operation("GET", f"{entries}/{{entryId}}", self.single, "medium", "ReadAccounts", newer=True),
        ]

    def entries(self, ask: Ask) -> Answer:
        """All entries, paged; 304 when nothing changed since the tag the client has."""
        tag = '"' + hashlib.blake2b(f"{self._office.revision}/{ask.query}".encode(), digest_size=8).hexdigest() + '"'
        if ask.headers.get("If-None-Match") == tag:
            return Answer(304, headers=CIMultiDict(ETag=tag))
        kind, group, site = ask.query.get("type"), ask.query.get("typeGroup"), ask.query.get("siteId")
        if group not in (None, "User", "NonUser"):
            raise newer(400, "ADG-121", f"Parameter [typeGroup] value [{group}] is invalid.")
        chosen = [
            one
            for one in self._shown()
            if (kind is None or ("User" if one.type in AS_USER else one.type) == kind)
            and (group is None or (one.type in AS_USER) == (group == "User"))
            and (site is None or (one.site is not None and one.site.id == site))
        ]
        page = _count(ask.query.get("page", "1"), "page")
        answer = self._page(chosen, page, self._per_page(ask.query.get("perPage")))
        return Answer(body=answer, headers=CIMultiDict(ETag=tag))

    def single(self, ask: Ask) -> Answer:
        """One entry."""
        id = ask.variables["entryId"]
        found = next((one for one in self._shown() if str(one.id) == id), None)
        if found is None:
            raise newer(404, "ADG-122", "Contact not found.")
        return Answer(body=entry(found, self._office, self._base_url))

    def search(self, ask: Ask) -> Answer:
        """Entries that contain the text in one of the fields."""
        body = ask.json()
        text = str(body.get("searchString", "")).casefold()
        names = body.get("searchFields", list(SEARCHED))
        if not isinstance(names, list) or not set(names) <= {*SEARCHED, "customFieldValue"}:
            raise newer(400, "ADG-112", "Request body is invalid.")
        chosen = [one for one in self._shown() if text in _searchable(one, names)]
        page = _count(str(body.get("page", 1)), "page")
        return Answer(
            body=self._page(chosen, page, self._per_page(str(body["perPage"]) if "perPage" in body else None))
        )

    def _shown(self) -> list[Extension]:
        return [
            one
            for one in self._office.extensions.values()
            if one.status in SHOWN and one.type != "ApplicationExtension"
        ]

    def _per_page(self, text: str | None) -> int:
        maximum = self._numbers.directory_per_page_maximum
        if text is None:
            return self._numbers.directory_per_page
        return maximum if text in ("max", "all") else min(_count(text, "perPage"), maximum)

    def _page(self, chosen: list[Extension], page: int, per_page: int) -> Json:
        begin = (page - 1) * per_page
        shown = chosen[begin : begin + per_page]
        paging: Json = {"perPage": per_page, "totalPages": -(-len(chosen) // per_page), "totalElements": len(chosen)}
        if shown:
            paging |= {"page": page, "pageStart": begin, "pageEnd": begin + len(shown) - 1}
        return {"records": [entry(one, self._office, self._base_url) for one in shown], "paging": paging}


def _count(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
        raise newer(400, "ADG-121", f"Parameter [{name}] value [{text}] is invalid.")
    return int(text)


def _searchable(one: Extension, names: list[str]) -> str:
    values = {
        "firstName": one.first_name, "lastName": one.last_name, "extensionNumber": one.number, "email": one.email,
        "phoneNumber": f"{one.direct_number} {one.mobile_number}", "jobTitle": one.job_title,
        "department": one.department, "customFieldValue": "",
    }  # fmt: skip
    return "\n".join([one.title, *(values[name] for name in names)]).casefold()
