"""The staff face: conversations, taking over, confirming, accounts."""
