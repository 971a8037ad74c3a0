"""A small RingCentral on localhost: OAuth, REST, the WebSocket gateway, and an office whose day passes.

``rcboard simulate`` (or ``python -m rcboard.simulator``) prints one JSON line when it answers::

    {"server_url", "client_id", "client_secret", "jwt", "public_client_id", "redirect_uris", "control_url"}

Credentials, account and extension ids depend on ``--seed`` alone. The first extension is an enabled user, administrator
and owner of the JWT. It listens on the loopback only, and ends with status 0 on SIGTERM or SIGINT.

**The control plane** stands beside the platform's paths, at ``control_url``; it takes and gives JSON. What it cannot
follow it answers with status 400 (404 for somebody unknown) and ``{"message": a sentence}``, and changes nothing.

``GET truth``
    A list; for each extension ``id``, ``extensionNumber`` (null where there is none), ``name``, ``type``, ``status``,
    ``hidden``, ``sequence`` (events so far), ``presence`` (the fields as the owner of the JWT reads them, with
    ``activeCalls``) and ``real`` (the same fields as they are).
``GET stats``
    ``clock`` (platform seconds), counters, ``sessions`` and ``sockets``.
``POST presence``
    ``id`` or ``extensionNumber``, and any of ``calls`` (a list of objects with ``telephonyStatus``, ``direction``,
    ``from``, ``fromName``, ``to``, ``toName``, ``queueCall``; with the ``id`` of a call it goes on, calls not named
    end), ``telephonyStatus`` (the short form), ``userStatus``, ``dndStatus``, ``dndStatusPersonal``,
    ``acceptCallQueueCalls``, ``meetingStatus``, ``cxTelephonyStatus``, ``message``, ``allowSeeMyPresence``,
    ``ringOnMonitoredCall``, ``pickUpCallsOnHold``. One request is one change and one event. From then on the office day
    leaves this person alone, until ``day: true`` gives him or her back. Answers what ``truth`` says of the person.
``POST person``
    ``action``: ``create`` (``firstName``, ``lastName``, ``extensionNumber``, ``department``, ``jobTitle``, ``email``,
    ``directNumber``, ``type``, ``status``; all may be left out), ``rename`` (the same words), ``renumber``
    (``newNumber``), ``disable``, ``enable``, ``delete``; all but ``create`` with ``id`` or ``extensionNumber``.
``POST session``
    ``{"end": SESSION_ID}``: the administrator ends a session; its sockets close.
``POST pause``, ``POST resume``
    Pause stops the day and answers once every change made so far has been written to every socket
    (``unwrittenSockets`` counts those that did not read for ten seconds).
``POST restart``
    Everything as after a start with the same options: tokens, sockets and changes are gone.
``GET faults``, ``POST faults``
    The menu of faults with a line for each; ``name``, ``on`` (default true), ``client`` (a client id, session id or
    endpoint id; all without it), ``once``, ``rate`` (a chance above 0 and up to 1), ``seconds`` (real, where a fault
    lasts), ``seed``. ``{"name": "all", "on": false}`` ends all.
``GET switches``, ``POST switches``
    Where sources disagree about the platform, permissions to take away, and every number of it, by name.
"""
