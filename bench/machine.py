"""Compiles and runs the measured classes, describes the machine, and writes results. Needs only Python's standard library."""
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
SOURCES = BENCH / "src" / "dev" / "rondo" / "bench"


class Java:
    """The JDK and the class path of the build. Compiles first, unless the classes are compiled already."""

    def __init__(self, compiled=False):
        goals = ["validate"] if compiled else ["-DskipTests", "compile"]
        build = [str(ROOT / "mvnw"), "-q", "-f", str(ROOT / "pom.xml"), *goals, "exec:exec@bench-where"]
        made = subprocess.run(build, text=True, stdout=subprocess.PIPE)
        if made.returncode:
            sys.exit("the build failed:\n" + made.stdout)
        home, self.path = made.stdout.splitlines()[-2:]
        self.home = Path(home)

    def tool(self, name):
        return str(self.home / "bin" / name)

    def command(self, *arguments):
        """The command that runs a class or a source file. Arguments: options of the JVM, the class or file, its own arguments."""
        return [self.tool("java"), "--add-modules", "jdk.incubator.vector", "-cp", self.path, *map(str, arguments)]

    def run(self, *arguments):
        """Runs a class or a source file and returns its output."""
        made = subprocess.run(self.command(*arguments), text=True, capture_output=True)
        if made.returncode:
            sys.exit(made.stderr)
        return made.stdout


def machine(java):
    """Describes the machine as far as the figures depend on it. Contains nothing that identifies its owner."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    cpu = next((line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name")), platform.processor())
    vectors = {"avx512f": "AVX-512", "avx2": "AVX2"}
    used = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    release = dict(line.split("=", 1) for line in (java.home / "release").read_text().splitlines() if "=" in line)
    return {"cpu": cpu, "vectors": next((name for flag, name in vectors.items() if flag in info.split()), "unknown"),
            "cores": os.cpu_count(), "cores used": used, "memory GiB": round(memory / 2**30),
            "jdk": release["JAVA_RUNTIME_VERSION"].strip('"')}


def described(machine):
    return ", ".join(f"{name} {value}" for name, value in machine.items())


def keep(result, file):
    """Writes the results to a file if the user named one."""
    if file:
        Path(file).write_text(json.dumps(result, indent=1) + "\n")
