"""What can be wrong with a dataset that loads: rules, waivers, and reports of what they find."""
