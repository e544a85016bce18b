"""GE DINAMAP ProCare, Pro Series and CARESCAPE V100 over their host port."""
