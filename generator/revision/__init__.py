"""What happens to sheets over time: merge, decisions of editors, history, files."""
