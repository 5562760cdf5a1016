"""What is told unasked about internships: to the company that is asked, and to who asks."""
