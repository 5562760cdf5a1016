"""What the team does: enter, look, answer, confirm. Each within the limits of their role."""
