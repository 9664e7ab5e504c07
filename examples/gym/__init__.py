"""Two trainees for the environment: one that acts at random, and one that asks first and follows the guidance."""
