"""What leaves the record for people and other programs: reports and exports, all written from one account."""
