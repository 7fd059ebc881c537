"""What each lab is checked for, one module a lab, named like it."""
