"""Actions and commitments set right or taken back."""
