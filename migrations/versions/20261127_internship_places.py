"""internship places"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("public_name", sa.String(length=200), nullable=False),
        sa.Column("uai", sa.String(length=8), nullable=True),
        sa.Column("rna", sa.String(length=10), nullable=True),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("rep_kind", sa.String(length=8), nullable=False),
        sa.Column("serves_rep", sa.Boolean(), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("department", sa.String(length=3), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('association', 'college', 'lycee', 'mission_locale', 'cfa', 'collectivite', "
            "'other')",
            name=op.f("ck_organisations_kind"),
        ),
        sa.CheckConstraint(
            "rep_kind IN ('none', 'rep', 'rep_plus')", name=op.f("ck_organisations_rep_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("key", name=op.f("uq_organisations_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_organisations_reference")),
        sa.UniqueConstraint("rna", name=op.f("uq_organisations_rna")),
        sa.UniqueConstraint("siren", name=op.f("uq_organisations_siren")),
        sa.UniqueConstraint("uai", name=op.f("uq_organisations_uai")),
    )
    op.create_index("ix_organisations_department", "organisations", ["department"], unique=False)
    op.create_table(
        "notices",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_notices_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    op.create_index("ix_notices_contact_id", "notices", ["contact_id"], unique=False)
    op.create_index(
        "ix_notices_to_do",
        "notices",
        ["id"],
        unique=False,
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_table(
        "off_platform_seats",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("declared_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_off_platform_seats_seats_positive")),
        sa.ForeignKeyConstraint(
            ["declared_by"],
            ["contacts.id"],
            name=op.f("fk_off_platform_seats_declared_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_off_platform_seats_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_off_platform_seats")),
        sa.UniqueConstraint("key", name=op.f("uq_off_platform_seats_key")),
    )
    op.create_index(
        op.f("ix_off_platform_seats_declared_by"),
        "off_platform_seats",
        ["declared_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_off_platform_seats_organisation_id"),
        "off_platform_seats",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "offer_alerts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("department", sa.String(length=3), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("radius_km", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=16), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("first_monday", sa.Date(), nullable=True),
        sa.Column("last_monday", sa.Date(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_offer_alerts_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_alerts")),
        sa.UniqueConstraint("key", name=op.f("uq_offer_alerts_key")),
    )
    op.create_index("ix_offer_alerts_contact_id", "offer_alerts", ["contact_id"], unique=False)
    op.create_index("ix_offer_alerts_department", "offer_alerts", ["department"], unique=False)
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("department", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("levels", sa.String(length=40), nullable=False),
        sa.Column("rep_only", sa.Boolean(), nullable=False),
        sa.Column("accessibility", sa.String(length=500), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("day_starts", sa.Integer(), nullable=False),
        sa.Column("day_ends", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("most_requests", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("last_monday", sa.Date(), nullable=False),
        sa.Column("copied_from", sa.String(length=36), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("remote_id", sa.String(length=100), nullable=True),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('individual', 'collective')", name=op.f("ck_offers_kind")),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'paused', 'full', 'expired', 'withdrawn')",
            name=op.f("ck_offers_status"),
        ),
        sa.CheckConstraint("day_ends > day_starts", name=op.f("ck_offers_hours_in_order")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_offers_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["contacts.id"],
            name=op.f("fk_offers_created_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("key", name=op.f("uq_offers_key")),
        sa.UniqueConstraint("source", "remote_id", name=op.f("uq_offers_source_remote_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_offers_reference")),
    )
    op.create_index("ix_offers_company_id", "offers", ["company_id", "created_at"], unique=False)
    op.create_index(op.f("ix_offers_created_by"), "offers", ["created_by"], unique=False)
    op.create_index("ix_offers_status", "offers", ["status", "last_monday"], unique=False)
    op.create_table(
        "organisation_members",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "verified_by IN ('email', 'staff')", name=op.f("ck_organisation_members_verified_by")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_organisation_members_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_members_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_members")),
        sa.UniqueConstraint(
            "contact_id",
            "organisation_id",
            name=op.f("uq_organisation_members_contact_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_organisation_members_organisation_id"),
        "organisation_members",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "offer_weeks",
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("department", sa.String(length=3), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("levels", sa.String(length=40), nullable=False),
        sa.Column("rep_only", sa.Boolean(), nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_offer_weeks_seats_positive")),
        sa.CheckConstraint(
            "taken >= 0 AND taken <= seats", name=op.f("ck_offer_weeks_never_overbooked")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offers.id"],
            name=op.f("fk_offer_weeks_offer_id_offers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_id", "monday", name=op.f("pk_offer_weeks")),
    )
    op.create_index(
        "ix_offer_weeks_department",
        "offer_weeks",
        ["department", "monday", "offer_id"],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_offer_weeks_department_field",
        "offer_weeks",
        ["department", "field", "monday", "offer_id"],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_offer_weeks_town",
        "offer_weeks",
        ["insee_code", "monday", "offer_id"],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_offer_weeks_town_field",
        "offer_weeks",
        ["insee_code", "field", "monday", "offer_id"],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_table(
        "seat_requests",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("accepted_seats", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("decline_reason", sa.String(length=16), nullable=True),
        sa.Column("answered_by", sa.String(length=36), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders_sent", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('sent', 'waiting', 'accepted', 'partially_accepted', 'declined', "
            "'expired', 'cancelled', 'done')",
            name=op.f("ck_seat_requests_status"),
        ),
        sa.CheckConstraint(
            "accepted_seats BETWEEN 0 AND seats", name=op.f("ck_seat_requests_accepted_is_a_part")
        ),
        sa.CheckConstraint("seats > 0", name=op.f("ck_seat_requests_seats_positive")),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["contacts.id"],
            name=op.f("fk_seat_requests_answered_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["contacts.id"],
            name=op.f("fk_seat_requests_asked_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_seat_requests_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offers.id"], name=op.f("fk_seat_requests_offer_id_offers")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_seat_requests_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_seat_requests_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_seat_requests_reference")),
    )
    op.create_index(
        op.f("ix_seat_requests_answered_by"), "seat_requests", ["answered_by"], unique=False
    )
    op.create_index(op.f("ix_seat_requests_asked_by"), "seat_requests", ["asked_by"], unique=False)
    op.create_index(
        "ix_seat_requests_company_id",
        "seat_requests",
        ["company_id", "status", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_seat_requests_due",
        "seat_requests",
        ["reply_due_at"],
        unique=False,
        sqlite_where=sa.text("reply_due_at IS NOT NULL"),
        postgresql_where=sa.text("reply_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_seat_requests_offer_id",
        "seat_requests",
        ["offer_id", "status", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_seat_requests_organisation_id",
        "seat_requests",
        ["organisation_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "uq_seat_requests_open",
        "seat_requests",
        ["organisation_id", "offer_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('sent', 'waiting')"),
        postgresql_where=sa.text("status IN ('sent', 'waiting')"),
    )
    op.create_table(
        "request_weeks",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["seat_requests.id"],
            name=op.f("fk_request_weeks_request_id_seat_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "monday", name=op.f("pk_request_weeks")),
    )
    op.create_table(
        "email_codes",
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["organisation_members.id"],
            name=op.f("fk_email_codes_member_id_organisation_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_email_codes")),
    )


def downgrade() -> None:
    op.drop_table("email_codes")
    op.drop_table("request_weeks")
    op.drop_index(
        "uq_seat_requests_open",
        table_name="seat_requests",
        sqlite_where=sa.text("status IN ('sent', 'waiting')"),
        postgresql_where=sa.text("status IN ('sent', 'waiting')"),
    )
    op.drop_index("ix_seat_requests_organisation_id", table_name="seat_requests")
    op.drop_index("ix_seat_requests_offer_id", table_name="seat_requests")
    op.drop_index(
        "ix_seat_requests_due",
        table_name="seat_requests",
        sqlite_where=sa.text("reply_due_at IS NOT NULL"),
        postgresql_where=sa.text("reply_due_at IS NOT NULL"),
    )
    op.drop_index("ix_seat_requests_company_id", table_name="seat_requests")
    op.drop_index(op.f("ix_seat_requests_asked_by"), table_name="seat_requests")
    op.drop_index(op.f("ix_seat_requests_answered_by"), table_name="seat_requests")
    op.drop_table("seat_requests")
    op.drop_index(
        "ix_offer_weeks_town_field",
        table_name="offer_weeks",
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_offer_weeks_town",
        table_name="offer_weeks",
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_offer_weeks_department_field",
        table_name="offer_weeks",
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_offer_weeks_department",
        table_name="offer_weeks",
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_table("offer_weeks")
    op.drop_index(
        op.f("ix_organisation_members_organisation_id"), table_name="organisation_members"
    )
    op.drop_table("organisation_members")
    op.drop_index("ix_offers_status", table_name="offers")
    op.drop_index(op.f("ix_offers_created_by"), table_name="offers")
    op.drop_index("ix_offers_company_id", table_name="offers")
    op.drop_table("offers")
    op.drop_index("ix_offer_alerts_department", table_name="offer_alerts")
    op.drop_index("ix_offer_alerts_contact_id", table_name="offer_alerts")
    op.drop_table("offer_alerts")
    op.drop_index(op.f("ix_off_platform_seats_organisation_id"), table_name="off_platform_seats")
    op.drop_index(op.f("ix_off_platform_seats_declared_by"), table_name="off_platform_seats")
    op.drop_table("off_platform_seats")
    op.drop_index(
        "ix_notices_to_do",
        table_name="notices",
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.drop_index("ix_notices_contact_id", table_name="notices")
    op.drop_table("notices")
    op.drop_index("ix_organisations_department", table_name="organisations")
    op.drop_table("organisations")
