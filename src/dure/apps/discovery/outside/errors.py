"""Why an address could not be fetched: a stable code, what is wrong, and how to mend it."""

from __future__ import annotations


class FetchError(Exception):
    """An address that cannot be fetched; screens translate ``code``, the command line prints message and hint."""

    code = "fetch"
    hint = "check the address in a browser"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadAddress(FetchError):
    """The address is not one that is fetched: another scheme, another port, a name and password in it."""

    code = "bad-address"
    hint = "give a whole address that begins with http:// or https://, without a port of its own"


class PrivateAddress(FetchError):
    """The name leads into a private network."""

    code = "private-address"
    hint = "only pages of the open internet are read; save the page and give the file instead"


class RobotsForbidden(FetchError):
    """The site asks robots not to read this page."""

    code = "robots-forbidden"
    hint = "save the page in a browser and give the file instead"


class RobotsUnknown(RobotsForbidden):
    """The site fails to tell what it asks of robots, which counts as asking not to read (RFC 9309, 2.3.1.4)."""

    code = "robots-unknown"
    hint = "try again later: the site's robots.txt cannot be had now"


class TooLarge(FetchError):
    """The page is larger than a document may be."""

    code = "too-large"
    hint = "raise DURE_MAX_DOCUMENT_MB, or give the part that matters as a file"


class TooSlow(FetchError):
    """The whole answer did not come in time."""

    code = "too-slow"
    hint = "try again later, or save the page and give the file instead"


class TooManyRedirects(FetchError):
    """The address leads on and on."""

    code = "too-many-redirects"
    hint = "open the address in a browser and give the one it ends at"


class HttpStatus(FetchError):
    """The server answers with an error of its own."""

    code = "http-status"
    hint = "check that the page still exists and needs no sign-in"

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class WrongContent(FetchError):
    """The answer is none of the formats that are read."""

    code = "wrong-content"
    hint = "give the address of the page itself: plain text, HTML, PDF, HWP, HWPX and DOCX are read"


class NoAnswer(FetchError):
    """The name does not exist, or its server cannot be reached or is not who it says."""

    code = "no-answer"
    hint = "check the address, and whether this computer may reach the internet"


class HostBusy(FetchError):
    """So many requests to the host are waiting for their turns that this one will not wait."""

    code = "host-busy"
    hint = "try again in a minute: requests to one site are kept apart"
