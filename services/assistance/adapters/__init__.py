"""Empty: referrals and the bank file leave through the API, and assistance calls nobody."""
