"""Ledgers in and out: the tables that offices keep beside a plan, in the formats of office programs."""
