"""What a browser is called, so that people know their own devices: `Firefox, Windows`. No more than that is kept."""

# The first that is found counts: browsers name those that they are made from, too.
_BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "Chrome": "Chrome",
    "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux",
}  # fmt: skip


def name_of(agent: str) -> str:
    """Return browser and system by what the browser says of itself; nothing where it says nothing known."""
    known = (next((name for sign, name in names.items() if sign in agent), "") for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in known if name)
