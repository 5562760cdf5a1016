"""What the machine decides: addresses, keys, names. Read from the environment or ``.env``."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from paqte import working_hours
from paqte.errors import ConfigurationError
from paqte.reference import ministry_calendar

SANDBOX_TOKEN = "1000001:sandbox"  # noqa: S105 - opens nothing but the local sandbox
TELEGRAM_API = "https://api.telegram.org"


class Settings(BaseSettings):
    """Every setting of the application's processes. An empty variable counts as absent."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    paqte_secret_key: SecretStr = SecretStr("")
    paqte_log_level: str = "INFO"
    paqte_log_format: str = Field(default="auto", pattern="^(auto|json|console)$")

    database_url: str = "sqlite:///var/paqte.sqlite3"

    engine_url: str = "http://127.0.0.1:5005"
    engine_token: SecretStr = SecretStr("")
    engine_port: int = 5005
    actions_url: str = "http://127.0.0.1:5055/webhook"
    actions_port: int = 5055
    bot_port: int = 8080
    api_port: int = 8082
    api_calls_a_minute: int = Field(default=100, ge=1)
    """Of one partner; as many as 1élève1stage's API allows."""
    console_port: int = 8083
    console_url: str = ""
    """The public address of the console, in the links that invite."""
    sandbox_port: int = 8081

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = ""
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")

    sirene_url: str = "https://recherche-entreprises.api.gouv.fr"
    # Less than the engine waits for an action (10 s): it goes on without the directory in time.
    sirene_timeout_s: float = Field(default=2.0, gt=0, le=8)
    sirene_calls_a_second: int = Field(default=7, gt=0)

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = Field(default="starttls", pattern="^(starttls|tls|none)$")
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""

    programme_name: str = "PaQte"
    programme_site: str = "paqte.fr"
    programme_contact: str = "contact@paqte.fr"

    openid_issuer: str = ""
    """An OpenID Connect provider by which the team may enter, like ProConnect."""
    openid_client_id: str = ""
    openid_client_secret: SecretStr = SecretStr("")
    openid_name: str = "ProConnect"
    openid_scope: str = "openid email given_name usual_name"
    openid_acr_values: str = ""

    school_calendar: str = ""
    """The ministry's file of school holidays (``paqte.reference.ministry_calendar``)."""

    team_hours: str = "mon-fri 9:00-17:30"
    """When somebody of the team answers."""

    messages_kept_days: int = Field(default=183, ge=1)
    """Raw messages: six months, then they go."""
    contacts_kept_days: int = Field(default=730, ge=1)
    """A contact that nobody heard of: two years."""
    consents_kept_days: int = Field(default=1096, ge=1)
    """The log of consents: three years."""
    updates_kept_days: int = Field(default=7, ge=1)
    """What Telegram sent and what was answered, once dealt with: a week, to find a fault."""
    incidents_kept_days: int = Field(default=90, ge=1)
    journal_kept_days: int = Field(default=366, ge=1)
    """What the team looked at and did: twelve months."""

    @field_validator("team_hours")
    @classmethod
    def _hours_can_be_read(cls, value: str) -> str:
        working_hours.read(value)
        return value

    @field_validator("school_calendar")
    @classmethod
    def _calendar_can_be_read(cls, value: str) -> str:
        if value:
            ministry_calendar.read(Path(value))
        return value

    @property
    def hours(self) -> working_hours.WorkingHours:
        """When somebody of the team answers."""
        return working_hours.read(self.team_hours)

    @property
    def in_sandbox(self) -> bool:
        """Whether the bot speaks to the local sandbox: no token was given."""
        return not self.telegram_token.get_secret_value()

    @property
    def bot_token(self) -> str:
        """The token the bot uses: the real one, or the sandbox's."""
        return self.telegram_token.get_secret_value() or SANDBOX_TOKEN

    @property
    def bot_api_url(self) -> str:
        """The Bot API's address without a trailing slash."""
        if self.telegram_api_url:
            return self.telegram_api_url.rstrip("/")
        return f"http://127.0.0.1:{self.sandbox_port}" if self.in_sandbox else TELEGRAM_API

    @property
    def console_address(self) -> str:
        """Where the team finds the console, without a trailing slash."""
        return self.console_url.rstrip("/") or f"http://127.0.0.1:{self.console_port}"

    @property
    def uses_openid(self) -> bool:
        """Whether the team may enter by an OpenID Connect provider."""
        return bool(
            self.openid_issuer
            and self.openid_client_id
            and self.openid_client_secret.get_secret_value()
        )

    @property
    def uses_webhook(self) -> bool:
        """Whether Telegram calls us; else we poll."""
        return bool(self.webhook_url and self.webhook_secret.get_secret_value())

    def secret_keys(self) -> list[str]:
        """The secrets of ``PAQTE_SECRET_KEY``, first the one that encrypts.

        Raises:
            ConfigurationError: there is none.
        """
        keys = [k.strip() for k in self.paqte_secret_key.get_secret_value().split(",") if k.strip()]
        if not keys:
            raise ConfigurationError(
                "PAQTE_SECRET_KEY is missing: put one in .env, for example with "
                '`echo "PAQTE_SECRET_KEY=$(openssl rand -base64 32)" >> .env`, and keep it safe, '
                "as nothing encrypted can be read without it."
            )
        return keys


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        ConfigurationError: a value makes no sense; the sentence names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{str(e['loc'][0]).upper()}: {e['msg']}" if e["loc"] else e["msg"]
            for e in error.errors()
        )
        raise ConfigurationError(
            f"These settings cannot be right ({wrong}): mend them in {Path('.env').resolve()} "
            "or in the environment."
        ) from None
