"""The trial of a flow: whoever writes it talks with the draft, as a woman would."""
