"""The tools of the chat: everything that stands beside the conversation of a case."""
