"""A company answers requests: grants, refuses, goes back on it, tells who came."""
