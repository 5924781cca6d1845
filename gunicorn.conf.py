"""What every gunicorn of this project shares; the rest is on its command line."""

# The longest that gunicorn reads of a first line without taking any length. A cursor
# with filters and a list of fields can be longer than its default of 4094.
limit_request_line = 8190
