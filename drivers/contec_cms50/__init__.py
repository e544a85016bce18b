"""Contec CMS50 pulse oximeters that speak protocol V7.0."""
