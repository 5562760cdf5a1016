"""What the faces that speak HTTP to the outside share: how they listen, limit and fail."""
