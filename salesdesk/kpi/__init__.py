"""The seven KPIs: definitions, arithmetic, benchmarks, findings."""
