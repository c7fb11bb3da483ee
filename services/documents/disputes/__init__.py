"""The file of a dispute: what happened, with every exhibit as pages."""
