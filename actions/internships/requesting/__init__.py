"""Who places pupils asks for places, follows their requests, changes or cancels them."""
