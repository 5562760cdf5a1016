"""How a company, or an association, joins, question by question."""
