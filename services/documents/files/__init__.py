"""Files: from their arrival to the evidence, and their keeping there."""
