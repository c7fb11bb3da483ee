"""Every message that leaves the platform: written when something became true, sent until its carrier took it."""
