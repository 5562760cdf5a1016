"""What the programme fixes: its axes, the types of actions, sizes, trades, schools."""
