"""The face of partners' programs: offers of internship places given and followed over HTTP."""
