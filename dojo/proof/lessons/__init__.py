"""What proves the lessons: blocks run, figures are drawn again, links lead somewhere (see CONTRIBUTING.md)."""
