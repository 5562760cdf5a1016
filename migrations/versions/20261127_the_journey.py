"""The journey: commitments, what is counted of an action, corrections, proofs, invitations"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_RULES = {
    "quantity_positive": "quantity > 0 OR corrects IS NOT NULL",
    "qpv_is_a_part": "corrects IS NOT NULL OR quantity_qpv BETWEEN 0 AND quantity",
    "rep_is_a_part": "corrects IS NOT NULL OR quantity_rep BETWEEN 0 AND quantity",
}


def upgrade() -> None:
    # SQLite makes the table anew for a constraint: before anything points to it.
    with op.batch_alter_table("actions") as actions:
        actions.add_column(sa.Column("quantity_qpv", sa.Numeric(14, 2), nullable=True))
        actions.add_column(sa.Column("quantity_rep", sa.Numeric(14, 2), nullable=True))
        actions.add_column(sa.Column("partner", sa.String(length=200), nullable=True))
        actions.add_column(sa.Column("school_uai", sa.String(length=8), nullable=True))
        actions.add_column(sa.Column("insee_code", sa.String(length=5), nullable=True))
        actions.add_column(sa.Column("corrects", sa.String(length=36), nullable=True))
        actions.create_index(op.f("ix_actions_corrects"), ["corrects"], unique=False)
        actions.create_foreign_key(
            op.f("fk_actions_corrects_actions"), "actions", ["corrects"], ["id"]
        )
        actions.drop_constraint(op.f("ck_actions_quantity_positive"), type_="check")
        for name, rule in _RULES.items():
            actions.create_check_constraint(op.f(f"ck_actions_{name}"), rule)
    op.create_table(
        "frozen_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_frozen_years")),
    )
    op.create_table(
        "conventions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'signed', 'active', 'expired', 'terminated')",
            name=op.f("ck_conventions_status"),
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_conventions_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_conventions_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["contacts.id"],
            name=op.f("fk_conventions_created_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conventions")),
        sa.UniqueConstraint(
            "company_id", "starts_on", name=op.f("uq_conventions_company_id_starts_on")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_conventions_key")),
    )
    op.create_index(op.f("ix_conventions_created_by"), "conventions", ["created_by"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.String(length=36), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invitations_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["contacts.id"],
            name=op.f("fk_invitations_created_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["used_by"],
            ["contacts.id"],
            name=op.f("fk_invitations_used_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    op.create_index(op.f("ix_invitations_company_id"), "invitations", ["company_id"], unique=False)
    op.create_index(op.f("ix_invitations_created_by"), "invitations", ["created_by"], unique=False)
    op.create_index(op.f("ix_invitations_used_by"), "invitations", ["used_by"], unique=False)
    op.create_table(
        "nothing_done",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("axis", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("declared_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "axis IN ('raise_awareness', 'train', 'recruit', 'buy')",
            name=op.f("ck_nothing_done_axis"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_nothing_done_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"],
            ["contacts.id"],
            name=op.f("fk_nothing_done_declared_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nothing_done")),
        sa.UniqueConstraint("key", name=op.f("uq_nothing_done_key")),
    )
    op.create_index(
        op.f("ix_nothing_done_declared_by"), "nothing_done", ["declared_by"], unique=False
    )
    op.create_index(
        "uq_nothing_done_said",
        "nothing_done",
        ["company_id", "axis", "year"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "action_changes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("action_id", sa.String(length=36), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["actions.id"],
            name=op.f("fk_action_changes_action_id_actions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["contacts.id"],
            name=op.f("fk_action_changes_changed_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_changes")),
        sa.UniqueConstraint("key", name=op.f("uq_action_changes_key")),
    )
    op.create_index(
        op.f("ix_action_changes_action_id"), "action_changes", ["action_id"], unique=False
    )
    op.create_index(
        op.f("ix_action_changes_changed_by"), "action_changes", ["changed_by"], unique=False
    )
    op.create_table(
        "action_sides",
        sa.Column("action_id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 2), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_action_sides_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["actions.id"],
            name=op.f("fk_action_sides_action_id_actions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("action_id", "unit", name=op.f("pk_action_sides")),
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("convention_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("axis", sa.String(length=20), nullable=False),
        sa.Column("action_type", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("target", sa.Numeric(14, 2), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_key", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "axis IN ('raise_awareness', 'train', 'recruit', 'buy')",
            name=op.f("ck_commitments_axis"),
        ),
        sa.CheckConstraint("target > 0", name=op.f("ck_commitments_target_positive")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_commitments_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["convention_id"],
            ["conventions.id"],
            name=op.f("fk_commitments_convention_id_conventions"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["contacts.id"],
            name=op.f("fk_commitments_created_by_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("key", name=op.f("uq_commitments_key")),
    )
    op.create_index(
        op.f("ix_commitments_convention_id"), "commitments", ["convention_id"], unique=False
    )
    op.create_index(op.f("ix_commitments_created_by"), "commitments", ["created_by"], unique=False)
    op.create_index(
        "uq_commitments_standing",
        "commitments",
        ["company_id", "action_type", "year"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_table(
        "proofs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("action_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["actions.id"],
            name=op.f("fk_proofs_action_id_actions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_proofs_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_proofs_contact_id_contacts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
        sa.UniqueConstraint("key", name=op.f("uq_proofs_key")),
    )
    op.create_index(op.f("ix_proofs_action_id"), "proofs", ["action_id"], unique=False)
    op.create_index(op.f("ix_proofs_company_id"), "proofs", ["company_id"], unique=False)
    op.create_index(op.f("ix_proofs_contact_id"), "proofs", ["contact_id"], unique=False)
    op.add_column("contacts", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("memberships", sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("memberships", "chosen_at")
    op.drop_column("contacts", "reminded_at")
    op.drop_index(op.f("ix_proofs_contact_id"), table_name="proofs")
    op.drop_index(op.f("ix_proofs_company_id"), table_name="proofs")
    op.drop_index(op.f("ix_proofs_action_id"), table_name="proofs")
    op.drop_table("proofs")
    op.drop_index(
        "uq_commitments_standing",
        table_name="commitments",
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.drop_index(op.f("ix_commitments_created_by"), table_name="commitments")
    op.drop_index(op.f("ix_commitments_convention_id"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_table("action_sides")
    op.drop_index(op.f("ix_action_changes_changed_by"), table_name="action_changes")
    op.drop_index(op.f("ix_action_changes_action_id"), table_name="action_changes")
    op.drop_table("action_changes")
    op.drop_index(
        "uq_nothing_done_said",
        table_name="nothing_done",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index(op.f("ix_nothing_done_declared_by"), table_name="nothing_done")
    op.drop_table("nothing_done")
    op.drop_index(op.f("ix_invitations_used_by"), table_name="invitations")
    op.drop_index(op.f("ix_invitations_created_by"), table_name="invitations")
    op.drop_index(op.f("ix_invitations_company_id"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_index(op.f("ix_conventions_created_by"), table_name="conventions")
    op.drop_table("conventions")
    op.drop_table("frozen_years")
    # What a row corrects has no place in the table as it was.
    op.execute("DELETE FROM actions WHERE corrects IS NOT NULL")
    with op.batch_alter_table("actions") as actions:
        for name in _RULES:
            actions.drop_constraint(op.f(f"ck_actions_{name}"), type_="check")
        actions.create_check_constraint(op.f("ck_actions_quantity_positive"), "quantity > 0")
        actions.drop_constraint(op.f("fk_actions_corrects_actions"), type_="foreignkey")
        actions.drop_index(op.f("ix_actions_corrects"))
        for name in (
            "corrects",
            "insee_code",
            "school_uai",
            "partner",
            "quantity_rep",
            "quantity_qpv",
        ):
            actions.drop_column(name)
