"""The desk's file: favourites, notes, groups and watches."""

from concurrent.futures import Executor

from rcboard.app.kept_later import KeptLater
from rcboard.domain.desk import Desk
from rcboard.host.files import KeptFile


class DeskFile(KeptLater[Desk]):
    """Keeps the newest desk."""

    def __init__(self, file: KeptFile[Desk], executor: Executor) -> None:
        super().__init__(file, executor, usual=Desk(), what="favourites, notes and watches")
