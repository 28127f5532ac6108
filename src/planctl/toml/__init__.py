"""Text to plan and back: what a plan file may say, what is wrong with one, and edits that touch only what they must."""
