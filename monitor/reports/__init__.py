"""What leaves the house about a session: the report and the after-care sheet as PDF, and its values as CSV."""
