"""The users' side: what people do in their app, and what they see there."""
