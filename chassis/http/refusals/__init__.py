"""Refusals: a stable code, its texts in two languages, and the problem document (RFC 9457) that a caller gets.

`errors.py`: what a route raises and how a service writes its texts; `common_errors.py`: the chassis' own;
`error_table.py`: both as one table, whole or no start. `of_exceptions.py`: which failure is which code;
`field_errors.py`: what is wrong with a body, field by field; `handlers.py` catches, `problems.py` answers.
"""
