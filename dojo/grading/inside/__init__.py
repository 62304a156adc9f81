"""What runs inside the sandbox, beside what a student wrote. Nothing in here decides, and nothing in here is a secret.

The process that waits (`attend.py`) runs no kata: it forks one process for each request, which does, and ends whatever
that leaves behind. `warm.py` forks where pytest is ready to collect a chapter's tests; `answer.py` calls one function
with hidden inputs. Both write what they have to say into a file, and the grader outside judges it.
"""
