"""The first tables"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "chores",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_chores")),
    )
    op.create_index("ix_chores_due_at", "chores", ["due_at"], unique=False)
    op.create_table(
        "companies",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("legal_name", sa.String(length=300), nullable=False),
        sa.Column("display_name", sa.String(length=300), nullable=False),
        sa.Column("naf_code", sa.String(length=6), nullable=True),
        sa.Column("trade", sa.String(length=200), nullable=True),
        sa.Column("size_band", sa.String(length=8), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("department", sa.String(length=3), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "size_band IN ('0-9', '10-49', '50-249', '250-4999', '5000+')",
            name=op.f("ck_companies_size_band"),
        ),
        sa.CheckConstraint(
            "status IN ('submitted', 'confirmed', 'declined')", name=op.f("ck_companies_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        sa.UniqueConstraint("key", name=op.f("uq_companies_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_companies_reference")),
        sa.UniqueConstraint("siret", name=op.f("uq_companies_siret")),
    )
    op.create_index("ix_companies_department", "companies", ["department"], unique=False)
    op.create_index("ix_companies_siren", "companies", ["siren"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("telegram_hash", sa.String(length=64), nullable=True),
        sa.Column("telegram_id", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_hash", sa.String(length=64), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_hash", sa.String(length=64), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("locale_chosen", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("reminders_on", sa.Boolean(), nullable=False),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("locale IN ('fr', 'en')", name=op.f("ck_contacts_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("telegram_hash", name=op.f("uq_contacts_telegram_hash")),
    )
    op.create_index("ix_contacts_email_hash", "contacts", ["email_hash"], unique=False)
    op.create_index("ix_contacts_last_seen_at", "contacts", ["last_seen_at"], unique=False)
    op.create_index("ix_contacts_phone_hash", "contacts", ["phone_hash"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_hash", sa.String(length=64), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'done', 'failed')", name=op.f("ck_inbox_state")
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_chat_unfinished",
        "inbox",
        ["chat_hash", "update_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"], unique=False)
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["update_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.create_index(
        "uq_inbox_chat_claimed",
        "inbox",
        ["chat_hash"],
        unique=True,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_table(
        "incidents",
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("where", sa.String(length=120), nullable=False),
        sa.Column("error_type", sa.String(length=120), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_at", "incidents", ["at"], unique=False)
    op.create_table(
        "actions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("axis", sa.String(length=20), nullable=False),
        sa.Column("action_type", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 2), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("department", sa.String(length=3), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("declared_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "axis IN ('raise_awareness', 'train', 'recruit', 'buy')", name=op.f("ck_actions_axis")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'declared', 'confirmed', 'disputed', 'cancelled')",
            name=op.f("ck_actions_status"),
        ),
        sa.CheckConstraint("ended_on >= started_on", name=op.f("ck_actions_dates_in_order")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_actions_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_actions_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"],
            ["contacts.id"],
            name=op.f("fk_actions_declared_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("key", name=op.f("uq_actions_key")),
    )
    op.create_index("ix_actions_company_id", "actions", ["company_id", "ended_on"], unique=False)
    op.create_index(op.f("ix_actions_declared_by"), "actions", ["declared_by"], unique=False)
    op.create_table(
        "axis_choices",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("axis", sa.String(length=20), nullable=False),
        sa.Column("chosen_by", sa.String(length=36), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_key", sa.String(length=200), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_key", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "axis IN ('raise_awareness', 'train', 'recruit', 'buy')",
            name=op.f("ck_axis_choices_axis"),
        ),
        sa.ForeignKeyConstraint(
            ["chosen_by"],
            ["contacts.id"],
            name=op.f("fk_axis_choices_chosen_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_axis_choices_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_axis_choices")),
    )
    op.create_index(op.f("ix_axis_choices_chosen_by"), "axis_choices", ["chosen_by"], unique=False)
    op.create_index(
        "uq_axis_choices_chosen",
        "axis_choices",
        ["company_id", "axis"],
        unique=True,
        sqlite_where=sa.text("dropped_at IS NULL"),
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_consents_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("key", name=op.f("uq_consents_key")),
    )
    op.create_index(
        "ix_consents_contact_id_kind",
        "consents",
        ["contact_id", "kind", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("chat_hash", sa.String(length=64), nullable=True),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("handoff", sa.String(length=12), nullable=False),
        sa.Column("handoff_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("requested_slot", sa.String(length=60), nullable=True),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_notice_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unasked_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("command_menu", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "handoff IN ('none', 'requested', 'taken', 'closed')",
            name=op.f("ck_conversations_handoff"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_conversations_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("chat_hash", name=op.f("uq_conversations_chat_hash")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_conversations_contact_id")),
    )
    op.create_index(
        "ix_conversations_handoff_requested_at",
        "conversations",
        ["handoff_requested_at"],
        unique=False,
        sqlite_where=sa.text("handoff = 'requested'"),
        postgresql_where=sa.text("handoff = 'requested'"),
    )
    op.create_index(
        "ix_conversations_last_message_at", "conversations", ["last_message_at"], unique=False
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_turn_id", sa.String(length=80), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_drafts_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(
        "uq_drafts_open",
        "drafts",
        ["contact_id", "form"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_memberships_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_memberships_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "contact_id", "company_id", name=op.f("uq_memberships_contact_id_company_id")
        ),
    )
    op.create_index(op.f("ix_memberships_company_id"), "memberships", ["company_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("buttons", sa.Text(), nullable=True),
        sa.Column("menu", sa.String(length=60), nullable=True),
        sa.Column("keyboard_state", sa.String(length=8), nullable=False),
        sa.Column("telegram_message_id", sa.BigInteger(), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("intent", sa.String(length=60), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("entities", sa.Text(), nullable=True),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("requested_slot", sa.String(length=60), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_messages_direction")),
        sa.CheckConstraint(
            "keyboard_state IN ('none', 'live', 'used', 'retired')",
            name=op.f("ck_messages_keyboard_state"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_messages_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_messages_conversation_id", "messages", ["conversation_id", "id"], unique=False
    )
    op.create_index("ix_messages_created_at", "messages", ["created_at"], unique=False)
    op.create_index(
        "ix_messages_live_keyboard",
        "messages",
        ["conversation_id"],
        unique=False,
        sqlite_where=sa.text("keyboard_state = 'live'"),
        postgresql_where=sa.text("keyboard_state = 'live'"),
    )
    op.create_index(
        "ix_messages_telegram_message_id",
        "messages",
        ["conversation_id", "telegram_message_id"],
        unique=False,
    )
    op.create_index(
        "uq_messages_update_id",
        "messages",
        ["update_id"],
        unique=True,
        sqlite_where=sa.text("direction = 'in' AND update_id IS NOT NULL"),
        postgresql_where=sa.text("direction = 'in' AND update_id IS NOT NULL"),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_reminders_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_reminders_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("key", name=op.f("uq_reminders_key")),
    )
    op.create_index("ix_reminders_contact_id", "reminders", ["contact_id"], unique=False)
    op.create_index(
        op.f("ix_reminders_conversation_id"), "reminders", ["conversation_id"], unique=False
    )
    op.create_index(
        "ix_reminders_due",
        "reminders",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('reply', 'unasked')", name=op.f("ck_outbox_kind")),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'sent', 'failed', 'blocked')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_outbox_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_outbox_message_id_messages"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_conversation_unsent",
        "outbox",
        ["conversation_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'claimed')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed')"),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"], unique=False)
    op.create_index(op.f("ix_outbox_message_id"), "outbox", ["message_id"], unique=False)
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["kind", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'claimed')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed')"),
    )
    op.create_index(
        "uq_outbox_conversation_claimed",
        "outbox",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_outbox_conversation_claimed",
        table_name="outbox",
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.drop_index(
        "ix_outbox_unsent",
        table_name="outbox",
        sqlite_where=sa.text("state IN ('queued', 'claimed')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed')"),
    )
    op.drop_index(op.f("ix_outbox_message_id"), table_name="outbox")
    op.drop_index("ix_outbox_created_at", table_name="outbox")
    op.drop_index(
        "ix_outbox_conversation_unsent",
        table_name="outbox",
        sqlite_where=sa.text("state IN ('queued', 'claimed')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed')"),
    )
    op.drop_table("outbox")
    op.drop_index(
        "ix_reminders_due",
        table_name="reminders",
        sqlite_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
    )
    op.drop_index(op.f("ix_reminders_conversation_id"), table_name="reminders")
    op.drop_index("ix_reminders_contact_id", table_name="reminders")
    op.drop_table("reminders")
    op.drop_index(
        "uq_messages_update_id",
        table_name="messages",
        sqlite_where=sa.text("direction = 'in' AND update_id IS NOT NULL"),
        postgresql_where=sa.text("direction = 'in' AND update_id IS NOT NULL"),
    )
    op.drop_index("ix_messages_telegram_message_id", table_name="messages")
    op.drop_index(
        "ix_messages_live_keyboard",
        table_name="messages",
        sqlite_where=sa.text("keyboard_state = 'live'"),
        postgresql_where=sa.text("keyboard_state = 'live'"),
    )
    op.drop_index("ix_messages_created_at", table_name="messages")
    op.drop_index("ix_messages_conversation_id", table_name="messages")
    op.drop_table("messages")
    op.drop_index(op.f("ix_memberships_company_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_index(
        "uq_drafts_open",
        table_name="drafts",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_table("drafts")
    op.drop_index("ix_conversations_last_message_at", table_name="conversations")
    op.drop_index(
        "ix_conversations_handoff_requested_at",
        table_name="conversations",
        sqlite_where=sa.text("handoff = 'requested'"),
        postgresql_where=sa.text("handoff = 'requested'"),
    )
    op.drop_table("conversations")
    op.drop_index("ix_consents_contact_id_kind", table_name="consents")
    op.drop_table("consents")
    op.drop_index(
        "uq_axis_choices_chosen",
        table_name="axis_choices",
        sqlite_where=sa.text("dropped_at IS NULL"),
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.drop_index(op.f("ix_axis_choices_chosen_by"), table_name="axis_choices")
    op.drop_table("axis_choices")
    op.drop_index(op.f("ix_actions_declared_by"), table_name="actions")
    op.drop_index("ix_actions_company_id", table_name="actions")
    op.drop_table("actions")
    op.drop_index("ix_incidents_at", table_name="incidents")
    op.drop_table("incidents")
    op.drop_index(
        "uq_inbox_chat_claimed",
        table_name="inbox",
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.drop_index(
        "ix_inbox_unfinished",
        table_name="inbox",
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.drop_index("ix_inbox_received_at", table_name="inbox")
    op.drop_index(
        "ix_inbox_chat_unfinished",
        table_name="inbox",
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.drop_table("inbox")
    op.drop_index("ix_contacts_phone_hash", table_name="contacts")
    op.drop_index("ix_contacts_last_seen_at", table_name="contacts")
    op.drop_index("ix_contacts_email_hash", table_name="contacts")
    op.drop_table("contacts")
    op.drop_index("ix_companies_siren", table_name="companies")
    op.drop_index("ix_companies_department", table_name="companies")
    op.drop_table("companies")
    op.drop_index("ix_chores_due_at", table_name="chores")
    op.drop_table("chores")
