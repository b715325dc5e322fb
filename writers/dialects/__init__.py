"""Writers for further generators of static sites: each says what is its own, and shares the rest."""
