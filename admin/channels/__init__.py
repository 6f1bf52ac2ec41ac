"""How the channels stand, for who looks after a network."""
