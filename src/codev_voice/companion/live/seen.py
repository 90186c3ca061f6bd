"""What the page sees of a live session: its view, its news, the sound of a moment, its review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codev_voice.companion.listening import piece_sound
from codev_voice.companion.tidying import reading
from codev_voice.errors import SessionError
from codev_voice.session.journal import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from codev_voice.companion.desk import Message
    from codev_voice.companion.live.kept import Kept
    from codev_voice.companion.live.publishing import Publisher
    from codev_voice.session.folder import Folder


class Seen:
    """The half of a `Desk` that only looks; a live session is the other half."""

    kept: Kept
    _folder: Folder
    _page: Publisher

    def view(self) -> dict[str, Any]:
        """The whole view."""
        return self._page.view()

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Tell this listener every message from now on."""
        return self._page.follow(listener)

    def sound(self, piece: str) -> bytes | None:
        """That piece of speech as a WAV file; None when it is not there, or its sound is gone."""
        return piece_sound(self._folder.sound, list(self.kept.events), piece)

    def review(self) -> dict[str, Any]:
        """How speech was shared (see `review/view.py`).

        Raises:
            SessionError: the session is not over, or nothing was heard in it.
        """
        from codev_voice.review import reviewable
        from codev_voice.review.view import review_view

        if not self.kept.ended:
            raise SessionError("Le bilan se lit une fois la séance finie", "terminez-la d'abord")
        if not reviewable(self.kept.session):
            raise SessionError("Rien n'a été écouté dans cette séance", "il n'y a donc pas de bilan ; ses documents se lisent à côté")
        found = review_view(self.kept.session, self.kept.seance)
        if read := reading(self.kept.events, utc_now()):  # it can be read
            self.kept.keep(*read)
        return found
