"""What leaves the house about a session: report and after-care sheet as PDF, its values as CSV, FHIR and HL7."""
