"""What can be wrong with a dataset that loads: rules, waivers, and reports of the findings."""
