"""Discovery: tells Home Assistant that each person is a sensor, and when it is not to be believed.

https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
"""

import msgspec

from rcboard.domain.people import Person
from rcboard.domain.presence import State
from rcboard.outlets.mqtt.address import Topics


def topic(prefix: str, topics: Topics, id: str) -> str:
    """Where a person's sensor is described."""
    return f"{prefix}/sensor/rcboard_{topics.account}/{id}/config"


def config(topics: Topics, person: Person) -> bytes:
    """The description: available only while a live line vouches."""
    return msgspec.json.encode(
        {
            "name": person.spoken,
            "unique_id": f"rcboard_{topics.account}_{person.id}",
            "state_topic": topics.person(person.id),
            "value_template": "{{ value_json.state }}",
            "json_attributes_topic": topics.person(person.id),
            "json_attributes_template": "{{ {'extensionNumber': value_json.extensionNumber, "
            "'department': value_json.department, 'since': value_json.since} | tojson }}",
            "availability_topic": topics.link,
            "availability_template": "{{ 'online' if value_json.live else 'offline' }}",
            "device_class": "enum",
            "options": [str(state) for state in State],
            "icon": "mdi:account-voice",
            "device": {
                "identifiers": [f"rcboard_{topics.account}"],
                "name": f"rcboard {topics.account}",
                "manufacturer": "rcboard",
            },
        }
    )
