"""The chapters around the plan table, in the order of Permendagri 86/2017."""
