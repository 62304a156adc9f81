"""What everything else in `dojo/` uses: chapters, stubs, files, threads and the shared environment.

Everything may import it; it imports nothing but the standard library. Begin with `chapters.py`.
"""
