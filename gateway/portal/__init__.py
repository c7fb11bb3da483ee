"""Every page a person sees: the national portal, an office's public portal, the desk, sign-in."""
