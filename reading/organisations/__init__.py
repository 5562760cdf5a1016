"""Names of firms, associations and schools."""
