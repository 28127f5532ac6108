"""Templates of reports: people's prose with places for what the plan tells."""
