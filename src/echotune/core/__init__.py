"""What every floor stands on: settings, errors, database, jobs, logs, clock. Knows no product words."""
