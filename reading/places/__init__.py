"""Towns, départements and priority neighbourhoods."""
