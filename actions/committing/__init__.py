"""What a company commits to, year by year."""
