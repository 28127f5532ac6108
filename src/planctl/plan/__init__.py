"""What a plan is and what becomes of it: values and pure functions, with no idea of files, screens or clocks."""
