"""What is made to be kept or shown: commitment and report as PDF, the progress as a picture."""
