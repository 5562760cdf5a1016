"""What people write, read: identifiers, places, axes, quantities, dates."""
