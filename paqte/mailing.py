"""Mail, by the SMTP server of the settings. Without one nothing is sent, nothing promised."""

from email.message import EmailMessage

import aiosmtplib

from paqte.settings import Settings

_TIMEOUT_S = 10.0


class MailNotSent(Exception):  # noqa: N818 - what happened, for who must say it
    """The server refused it, or did not answer."""


def can_mail(settings: Settings) -> bool:
    """Whether a server and a sender are set."""
    return bool(settings.smtp_host and settings.smtp_from)


async def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send ``text`` to one address.

    Raises:
        MailNotSent: it did not leave; its cause names no address.
    """
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username or None,
            password=settings.smtp_password.get_secret_value() or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            timeout=_TIMEOUT_S,
        )
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailNotSent(type(error).__name__) from None
