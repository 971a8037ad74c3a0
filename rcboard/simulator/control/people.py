"""``POST …/person``: people come, change their name or number, are switched off and on, and go."""

from random import Random

from rcboard.simulator.control.mistake import Json, Mistake, choice, only, text
from rcboard.simulator.office import PERSON_TYPES, Extension, Office

ACTIONS = ("create", "rename", "renumber", "disable", "enable", "delete", "join", "leave")
NAMES = ("firstName", "lastName")
DETAILS = ("department", "jobTitle", "email", "directNumber")


class People:
    """Changes the records of the office; each change is told to the subscribers of extensions and directory."""

    def __init__(self, office: Office, owner_id: int, chance: Random) -> None:
        self._office = office
        self._owner_id = owner_id
        self._chance = chance

    def act(self, body: Json) -> Extension:
        """Do what ``action`` says; answers the extension concerned."""
        action = choice("action", body.get("action"), ACTIONS)
        if action == "create":
            return self._create(body)
        extension = self.find(body)
        if action == "rename":
            only(body, ("action", "id", "extensionNumber", *NAMES, *DETAILS))
            if not any(name in body for name in (*NAMES, *DETAILS)):
                raise Mistake(f"To rename, give at least one of {', '.join((*NAMES, *DETAILS))}.")
            self._describe(extension, body)
            self._office.record_changed(extension, "Update", "ExtensionInfo")
        elif action == "renumber":
            only(body, ("action", "id", "extensionNumber", "newNumber"))
            self._office.renumber(extension, self._free_number(body.get("newNumber")))
        elif action in ("join", "leave"):
            only(body, ("action", "id", "extensionNumber", "queue"))
            self._assign(self._queue(body.get("queue")), extension, joins=action == "join")
        elif action == "enable":
            only(body, ("action", "id", "extensionNumber"))
            self._set_status(extension, "Enabled")
        else:
            only(body, ("action", "id", "extensionNumber"))
            if extension.id == self._owner_id:
                raise Mistake(f"{extension.name} owns the JWT and stays.")
            self._silence(extension)
            if action == "disable":
                self._set_status(extension, "Disabled")
            else:
                self._office.delete(extension)
        return extension

    def find(self, body: Json) -> Extension:
        """The extension that ``id`` or ``extensionNumber`` means."""
        id, number = body.get("id"), body.get("extensionNumber")
        if id is None and number is None:
            raise Mistake("Say whom: id or extensionNumber.")
        found = self._office.find(str(id)) if id is not None else self._office.by_number.get(str(number))
        if found is None:
            raise Mistake(
                f"There is no extension with {'id' if id is not None else 'extensionNumber'} {id or number}.", 404
            )
        return found

    def _queue(self, name: object) -> Extension:
        found = [one for one in self._office.extensions.values() if one.type == "Department" and one.name == name]
        if not found:
            raise Mistake(f"There is no call queue {name!r}.", 404)
        return found[0]

    def _assign(self, queue: Extension, member: Extension, *, joins: bool) -> None:
        if joins == (member.id in queue.members):
            raise Mistake(f"{member.name} {'answers' if joins else 'does not answer'} for {queue.name} already.")
        self._office.assign(queue, member, joins=joins)

    def _create(self, body: Json) -> Extension:
        only(body, ("action", "extensionNumber", "type", "status", *NAMES, *DETAILS))
        extension = Extension(
            id=max(self._office.extensions) + self._chance.randint(1, 90),
            number=self._free_number(body.get("extensionNumber")),
            type=choice("type", body.get("type", "User"), PERSON_TYPES),
            status=choice("status", body.get("status", "Enabled"), ("Enabled", "Disabled", "NotActivated")),
            first_name="New",
            last_name="Colleague",
            site=self._office.sites[0],
        )
        self._describe(extension, body)
        self._office.create(extension)
        return extension

    def _describe(self, extension: Extension, body: Json) -> None:
        words = {name: text(name, body[name], 64) for name in (*NAMES, *DETAILS) if name in body}
        extension.first_name = words.get("firstName", extension.first_name)
        extension.last_name = words.get("lastName", extension.last_name)
        extension.department = words.get("department", extension.department)
        extension.job_title = words.get("jobTitle", extension.job_title)
        extension.email = words.get("email", extension.email)
        extension.direct_number = words.get("directNumber", extension.direct_number)
        if extension.title and ("firstName" in words or "lastName" in words):
            extension.title = " ".join(words[name] for name in NAMES if words.get(name))

    def _free_number(self, wish: object) -> str:
        """The number asked for, or the next one after the highest of a person."""
        if wish is None:
            number = 1 + max(
                int(one.number) for one in self._office.extensions.values() if one.number and one.is_person
            )
            while str(number) in self._office.by_number:
                number += 1
            return str(number)
        number_text = text("the number", wish, 8)
        if not number_text.isascii() or not number_text.isdigit():
            raise Mistake(f"An extension number consists of digits, not {wish!r}.")
        if number_text in self._office.by_number:
            raise Mistake(f"Extension number {number_text} belongs to {self._office.by_number[number_text].name}.")
        return number_text

    def _set_status(self, extension: Extension, status: str) -> None:
        if extension.status == status:
            raise Mistake(f"{extension.name} is {status} already.")
        extension.status = status
        self._office.record_changed(extension, "Update", "ExtensionInfo")

    def _silence(self, extension: Extension) -> None:
        """Nobody who is gone is still talking."""
        presence = extension.presence
        for call in tuple(presence.calls):
            presence.end(call)
        if presence.ended or presence.meeting_status == "Connected":
            presence.meeting_status = "Disconnected"
            self._office.presence_changed(extension)
