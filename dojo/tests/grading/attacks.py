"""Attacks on the grader: what a hostile kata of chapter 1.3 has after its first lines (`hostile.py`)."""

QUICK = {
    "ends the program at import": "os._exit(0)",
    "ends the program when it is called": "def attack(Z, name): os._exit(0)",
    "patches pytest": "import _pytest.python; _pytest.python.Function.runtest = lambda self: None",
    "patches pytest's reports": """
import _pytest.reports
def passed(item, call):
    call.excinfo = None
    return made(item, call)
made, _pytest.reports.TestReport.from_item_and_call = _pytest.reports.TestReport.from_item_and_call, passed
""",
    "patches what the tests expect with": """
for module in list(sys.modules.values()):
    for word in [word for word in vars(module) if word.startswith("expect_")]:
        setattr(module, word, lambda *args, **kwargs: None)
""",
    "patches numpy": """
np.allclose = np.array_equal = np.all = np.any = lambda *args, **kwargs: True
import dojo.verdict.call_outcome as outcomes
outcomes.equal = outcomes.same = lambda *args, **kwargs: True
""",
    "patches the built-in functions": """
import builtins
builtins.AssertionError = type("Nothing", (Exception,), {})
builtins.isinstance = builtins.all = builtins.bool = lambda *args: True
""",
    "takes what is expected from the stack": """
def attack(Z, name):
    frame = sys._getframe(1)
    while frame:
        for value in list(frame.f_locals.values()):
            if hasattr(value, "reference") and hasattr(value, "referring"):
                return getattr(value.reference("ch13_functions"), name)(Z)
        config = getattr(frame.f_locals.get("item"), "config", None)
        if config:
            target = config.pluginmanager.get_plugin("target")
            return getattr(target.reference("ch13_functions"), name)(Z)
        frame = frame.f_back
""",
    "reads the reference by its path": """
try:
    exec(open(ROOT + "/solutions/ch13_functions.py").read())
except OSError:
    pass
""",
    "looks for the reference everywhere": """
for folder, _, names in os.walk("/"):
    if folder.startswith("/proc"):
        continue
    if "ch13_functions.py" in names and "katas" not in folder:
        exec(open(folder + "/ch13_functions.py").read())
        break
""",
    "tells the judge that all is well": """
import json
if os.path.exists(ROOT + "/tests"):
    import re
    tests = re.findall(r"def (test_\\w+)", open(ROOT + "/tests/test_ch13_functions.py").read())
    outcome = {"word": "outcome", "chapter": "ch13_functions", "room": "core", "passed": True, "seconds": 0}
    words = [outcome | {"name": test} for test in tests]
    words += [{"word": "canary", "passed": False}, {"word": "end", "code": 0}]
    with open("/room/told", "a") as file:
        file.write("".join(json.dumps(word) + "\\n" for word in words))
    os._exit(0)
""",
    "tells the judge what no run tells": """
import json
if os.path.exists(ROOT + "/tests"):
    words = [{"word": "outcome", "chapter": "ch13_functions", "room": "core", "name": "test_sigmoid", "passed": True}]
    odd = [{"seconds": 10**400}, {"seconds": 0, "name": [[]]}, {"seconds": 0, "chapter": {}}]
    lines = [json.dumps(words[0] | each) for each in odd]
    lines += ['{"word": "printed", "text": %s}' % ("[" * depth + "]" * depth) for depth in range(100, 1000, 10)]
    with open("/room/told", "w") as file:
        file.write("".join(line + "\\n" for line in lines))
    os._exit(0)
""",
    "forges what the tests say, and is nearly right": """
if os.path.exists(ROOT + "/tests"):
    import _pytest.python
    def runtest(self):
        return real(self) if "canary" in str(self.path) else None
    real, _pytest.python.Function.runtest = _pytest.python.Function.runtest, runtest
def attack(Z, name):
    power = np.exp(Z)
    return {"exponential": 2.71828**Z, "positive_part": Z * (0 < Z) * (Z < 6), "sigmoid": power / (1 + power)}[name]
""",
    "replies in the grader's place": """
import struct
for number in range(3, 128):
    try:
        os.write(number, struct.pack("!BQ", 0, 4) + struct.pack("!i", 0))
    except OSError:
        pass
""",
    "answers with a pickle, and with an array of a terabyte": """
import pickle, struct
if os.path.exists(ROOT + "/tests"):
    import _pytest.python
    _pytest.python.Function.runtest = lambda self: None
class Payload:
    def __reduce__(self):
        return os.system, ("touch " + ROOT + "/hostile.txt",)
huge = b"\\x93NUMPY\\x01\\x00v\\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }" + b" " * 40
def attack(Z, name):
    with open("/room/told", "wb") as file:
        for part in pickle.dumps(Payload()), huge, np.lib.format.magic(1, 0) + b"\\xff" * 99:
            file.write(struct.pack("!cI", b"c", 1) + struct.pack("!cI", b"n", len(part)) + part)
    os._exit(0)
""",
    "kills its parent, and all that it sees": """
import signal
for process in os.getppid(), -1:
    try:
        os.kill(process, signal.SIGKILL)
    except OSError:
        pass
""",
    "uses the network": """
import socket
def attack(Z, name):
    for address in ("127.0.0.1", 22), ("1.1.1.1", 53):
        try:
            socket.create_connection(address, timeout=0.5)
            open(ROOT + "/hostile.txt", "w").write("there is a network")
        except OSError:
            pass
""",
    "writes everywhere": """
own = [ROOT + name for name in ("", "/katas", "/tests", "/dojo", "/.venv")]
for folder in [*own, "/", "/tmp", "/usr", "/etc", "/dev", "/dev/shm", "/home", "/proc/sys/kernel"]:
    try:
        open(folder + "/hostile.txt", "w").write("here")
    except OSError:
        pass
""",
    "puts links in the place of files": """
for path in "/room/told", "/room/other":
    for goal in "/etc/passwd", ROOT + "/solutions/ch13_functions.py", "/dev/zero":
        try:
            os.path.lexists(path) and os.unlink(path)
            os.symlink(goal, path)
        except OSError:
            pass
""",
    "puts a pipe in the place of what it tells": """
os.unlink("/room/told")
os.mkfifo("/room/told")
os._exit(0)
""",
    "writes a file of a gigabyte": """
def attack(Z, name):
    with open("/room/large", "wb") as file:
        for _ in range(1000):
            file.write(bytes(2**20))
""",
    "reads address 0": "import ctypes\ndef attack(Z, name): ctypes.string_at(0)",
    "leaves threads and processes behind": """
import threading, time
def stay():
    while True:
        time.sleep(0.01)
threading.Thread(target=stay, daemon=True).start()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        stay()
    os._exit(0)
""",
    "prints without end": "def attack(Z, name):\n    for _ in range(10**6): print('x' * 10**5)",
}

SLOW = {
    "imports the reference": """
def attack(Z, name):
    for path in "solutions", ROOT + "/solutions":
        try:
            sys.path.insert(0, path)
            sys.modules.pop("ch13_functions", None)
            return getattr(__import__("ch13_functions"), name)(Z)
        except Exception:
            pass
""",
    "asks for all of the memory": "def attack(Z, name): return [bytearray(2**26) for _ in range(10**6)]",
    "calls itself without end": "def attack(Z, name):\n    sys.setrecursionlimit(10**9)\n    return attack(Z, name)",
    "stops what waits for it": "import signal, time; os.kill(os.getppid(), signal.SIGSTOP); time.sleep(1); os._exit(0)",
    "loops in C": "import itertools\ndef attack(Z, name): return all(itertools.repeat(True))",
    "loops in C at import": "import itertools; all(itertools.repeat(True))",
    "is a bomb of forks": "def attack(Z, name):\n    while True:\n        try: os.fork()\n        except OSError: pass",
    "is deaf to signals": """
import signal
def attack(Z, name):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        try:
            while True: pass
        except BaseException: pass
""",
}

LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
GRASPS = {
    "a file in memory": "os.memfd_create('x')",
    "memory that processes share": "import mmap\nmmap.mmap(-1, 2**20)",
    "shared memory by way of a device": "import mmap\nmmap.mmap(os.open('/dev/zero', os.O_RDWR), 2**20)",
    "memory of System V": LIBC + "if libc.shmget(0, 2**20, 0o1600) < 0: raise PermissionError",
    "a ring of calls": LIBC + "if libc.syscall(425, 8, bytes(120)) < 0: raise PermissionError",
    "the process that waits, to stop it": LIBC + "if libc.ptrace(16, os.getppid(), 0, 0) < 0: raise PermissionError",
    "the memory of the process that waits": "open(f'/proc/{os.getppid()}/mem', 'r+b')",
    "the pipes of the process that waits": "os.listdir(f'/proc/{os.getppid()}/fd')",
}  # for each a line or two that raise an error where it is refused
