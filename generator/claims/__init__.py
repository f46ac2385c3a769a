"""What attributions become on their way to claims: made whole, given a stance."""
