"""Account and extensions: the list, single ones, batches, numbers, pictures, and what the signed-in user may do."""

from typing import Any

from rcboard.simulator.documents import Documents
from rcboard.simulator.errors import invalid, not_found, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.rest.batch import batched
from rcboard.simulator.rest.paging import page_of

Json = dict[str, Any]

STATUSES = ("Enabled", "Disabled", "Frozen", "NotActivated", "Unassigned")

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763e8da100f0003db01"
    "bb3d63bd060000000049454e44ae426082"
)
"""A picture of one pixel."""


class Extensions:
    """Answers everything about who and what has an extension."""

    def __init__(self, office: Office, documents: Documents, ground: Ground) -> None:
        self._office = office
        self._documents = documents
        self._numbers = ground.numbers
        self._tokens = ground.tokens

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        account = "/restapi/v1.0/account/{accountId}"
        one = f"{account}/extension/{{extensionId}}"
        return [
            Operation("GET", account, self.account, "light", "ReadAccounts", "ReadCompanyInfo"),
            Operation("GET", f"{account}/service-info", self.service_info, "light", "ReadAccounts", "ReadCompanyInfo"),
            Operation("GET", f"{account}/sites", self.sites, "light", "ReadAccounts", "ReadExtensions"),
            Operation(
                "GET", f"{account}/extension", self.list, "medium", "ReadAccounts", "ReadExtensions", available=True
            ),
            Operation("GET", one, self.single, "light", "ReadAccounts", "ReadExtensions", available=True),
            Operation(
                "GET", f"{one}/phone-number", self.phone_numbers, "light", "ReadAccounts", "ReadUserPhoneNumbers"
            ),
            Operation("GET", f"{one}/profile-image", self.picture, "medium", "ReadAccounts", "ReadExtensions"),
            Operation("GET", f"{one}/profile-image/{{scale}}", self.picture, "medium", "ReadAccounts"),
        ]

    def find(self, text: str) -> Extension:
        """The extension of an id in a path."""
        found = self._office.find(text)
        if found is None:
            raise not_found("extensionId")
        return found

    def list(self, ask: Ask) -> Answer:
        """The extension list: filtered, paged, with absolute links."""
        types, statuses = set(ask.query.getall("type", [])), set(ask.query.getall("status", []))
        for status in statuses - set(STATUSES):
            raise invalid("status", status)
        number = ask.query.get("extensionNumber")
        emails = set(ask.query.getall("email", []))
        chosen = [
            one
            for one in self._office.extensions.values()
            if (not types or one.type in types)
            and (not statuses or one.status in statuses)
            and (number is None or one.number == number)
            and (not emails or one.email in emails)
        ]
        uri = f"{self._documents.account_uri}/extension"
        numbers = self._numbers
        record = self._documents.listed
        return Answer(
            body=page_of(ask, uri, chosen, record, default=numbers.per_page, maximum=numbers.per_page_maximum)
        )

    def single(self, ask: Ask) -> Answer:
        """One extension, or several ids as a batch."""
        ids = ask.variables["extensionId"].split(",")
        if len(ids) == 1:
            return Answer(body=self._documents.single(self.find(ids[0])))
        if len(ids) > self._numbers.batch:
            raise refusal(400, "CMN-106", f"Batch request is limited to {self._numbers.batch} resources")
        uri = f"{self._documents.account_uri}/extension"
        boundary = f"Boundary_{self._tokens.event()}"
        return batched(ask, ids, lambda id: self._documents.single(self.find(id)), lambda id: f"{uri}/{id}", boundary)

    def account(self, ask: Ask) -> Answer:
        """The company."""
        owner = self._office.owner
        return Answer(
            body={
                "uri": self._documents.account_uri, "id": self._office.account_id, "status": "Confirmed",
                "mainNumber": self._office.main_number, "setupWizardState": "Completed", "federated": False,
                "operator": {"uri": self._documents.uri(owner), "id": owner.id, "extensionNumber": owner.number},
                "limits": self._limits(),
            }
        )  # fmt: skip

    def service_info(self, ask: Ask) -> Answer:
        """Limits and features of the service plan."""
        features = [{"featureName": name, "enabled": True} for name in ("Presence", "RingOut", "CallPark", "DND")]
        uri = f"{self._documents.account_uri}/service-info"
        return Answer(
            body={"uri": uri, "servicePlanName": "Simulated", "limits": self._limits(), "serviceFeatures": features}
        )

    def _limits(self) -> Json:
        return {"maxMonitoredExtensionsPerUser": 100, "maxExtensionNumberLength": 8, "siteCodeLength": 2}

    def sites(self, ask: Ask) -> Answer:
        """The places of the company."""
        uri = f"{self._documents.account_uri}/sites"

        def record(site: Any) -> Json:
            return {"id": site.id, "uri": f"{uri}/{site.id}", "name": site.name} | (
                {"code": site.code} if site.code else {}
            )

        return Answer(body=page_of(ask, uri, self._office.sites, record, default=100, maximum=1000))

    def phone_numbers(self, ask: Ask) -> Answer:
        """Numbers usable by an extension: company numbers among them."""
        extension = self.find(ask.variables["extensionId"])
        uri = f"{self._documents.uri(extension)}/phone-number"
        numbers = [(self._office.main_number, "MainCompanyNumber", True)]
        if extension.direct_number:
            numbers.append((extension.direct_number, "DirectNumber", False))

        def record(entry: tuple[str, str, bool]) -> Json:
            number, usage, primary = entry
            id = int(number[1:]) % 10**9
            return {
                "uri": f"{uri}/{id}", "id": id, "phoneNumber": number, "usageType": usage, "type": "VoiceFax",
                "status": "Normal", "primary": primary, "features": ["CallerId"], "paymentType": "Local",
            }  # fmt: skip

        return Answer(body=page_of(ask, uri, numbers, record, default=100, maximum=1000))

    def picture(self, ask: Ask) -> Answer:
        """The profile picture of those who have one."""
        extension = self.find(ask.variables["extensionId"])
        if not extension.picture or ask.variables.get("scale", "90x90") not in ("90x90", "195x195"):
            raise refusal(404, "ACT-333", "Profile image is not found")
        return Answer(raw=PICTURE, content_type="image/png")
