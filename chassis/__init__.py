"""What every service stands on: process, request, message, transaction. It knows no word of freedom of information."""
