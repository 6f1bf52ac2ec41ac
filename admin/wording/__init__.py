"""Tables of translations: written, signed by who speaks the language, sent out and taken in."""
