"""What is made to be kept or shown: the commitment as a PDF, the progress as a picture."""
