"""What the signed-in user may do: features, the permission profile, and asking for one permission."""

from typing import Any

from rcboard.simulator.documents import Documents
from rcboard.simulator.errors import invalid
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.switches import Switches

Json = dict[str, Any]

USER_PERMISSIONS = (
    "ReadExtensions", "ReadPresenceStatus", "EditPresenceStatus", "ReadUserPhoneNumbers", "ReadCompanyPhoneNumbers",
    "ReadCompanyInfo", "ReadPersonalContacts", "EditPersonalContacts", "ReadCallLog",
)  # fmt: skip
FEATURES = {"ReadPresenceStatus": "ReadPresenceStatus", "EditPresenceStatus": "EditPresenceStatus", "HUD": ""}


class Permissions:
    """Answers features and authz-profile."""

    def __init__(self, documents: Documents, switches: Switches) -> None:
        self._documents = documents
        self._switches = switches

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        one = "/restapi/v1.0/account/{accountId}/extension/{extensionId}"
        return [
            Operation("GET", f"{one}/features", self.features, "medium", "ReadAccounts", "ReadExtensions"),
            Operation("GET", f"{one}/authz-profile", self.profile, "medium"),
            Operation("GET", f"{one}/authz-profile/check", self.check, "light"),
        ]

    def features(self, ask: Ask) -> Answer:
        """Features with a reason for each that is not available."""
        return Answer(body={"records": [self._feature(id, needs) for id, needs in FEATURES.items()]})

    def profile(self, ask: Ask) -> Answer:
        """All permissions of the user."""
        granted = [one for one in USER_PERMISSIONS if self._granted(one)]
        return Answer(body={"uri": self._uri(ask), "permissions": [self._active(one) for one in granted]})

    def check(self, ask: Ask) -> Answer:
        """Whether the user has one permission."""
        permission = ask.query.get("permissionId", "")
        if not permission:
            raise invalid("permissionId", permission)
        answer: Json = {"uri": f"{self._uri(ask)}/check", "successful": False}
        if permission in USER_PERMISSIONS and self._granted(permission):
            answer |= {"successful": True, "details": self._active(permission)}
        return Answer(body=answer)

    def _uri(self, ask: Ask) -> str:
        return f"{self._documents.account_uri}/extension/{ask.variables['extensionId']}/authz-profile"

    def _granted(self, permission: str) -> bool:
        return permission not in self._switches.user_permissions_missing

    def _active(self, permission: str) -> Json:
        return {
            "permission": {"id": permission, "siteCompatible": "Independent"},
            "effectiveRole": {"id": "1", "domain": "Account"},
            "scopes": ["Account"],
        }

    def _feature(self, id: str, needs: str) -> Json:
        if needs and not self._granted(needs):
            message = f"[{needs}] permission is missing"
            return {"id": id, "available": False, "reason": {"code": "InsufficientPermissions", "message": message}}
        limit = [{"name": "limitMax", "value": "100"}] if id == "HUD" else []
        return {"id": id, "available": True} | ({"params": limit} if limit else {})
