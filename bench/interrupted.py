"""Kills services while they create or update their tables, and the commands `restore` and `migrate`."""
import subprocess
import sys
import tempfile
import time

from cluster import SHORT_LIVED
from machine import ROOT, SOURCES
from service import PATIENCE, Service

SCHEMAS = sorted((ROOT / "src/test/resources/schemas").glob("v*.zip"))

# Tables that services change by themselves soon after their start.
CHANGED_BY_SERVICES = ("project", "job", "scheduled_tasks", "audit", "verification", "retraining", "webhook", "backtest")


class Databases:
    """Makes databases that no service uses: data directories, or databases of PostgreSQL."""

    def __init__(self, java, java_options, postgres, directory):
        self.java, self.java_options, self.postgres, self.directory = java, java_options, postgres, directory

    def new(self):
        """The settings of an empty database."""
        if self.postgres:
            return self.postgres.settings()
        return (f"rondo.data-directory={tempfile.mkdtemp(dir=self.directory)}",)

    def service(self, settings):
        return Service(self.java, self.java_options, (*settings, "rondo.jobs.parallel=1"))

    def start(self, *arguments):
        return subprocess.Popen(self.java.command(*self.java_options.split(), "dev.rondo.Application", *arguments), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.directory)

    def run(self, *arguments):
        """Runs a command of the program. Returns the rows and checksum of each table that it names."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=PATIENCE)
        if process.returncode:
            sys.exit(f"{arguments} failed: {err}")
        return {line.split()[0]: line.split()[1:] for line in out.splitlines() if " rows " in line}

    def contents(self, settings):
        with tempfile.TemporaryDirectory(dir=self.directory) as scratch:
            return self.run("backup", f"{scratch}/backup.zip", *options_of(settings))

    def restore_old(self, backup, settings):
        """Restores a backup of an earlier version with the tables of that version."""
        target = [setting.split("=", 1)[1] for setting in settings][:2]
        self.java.run(*SHORT_LIVED.split(), SOURCES / "OldTables.java", backup, *target)


def options_of(settings):
    return [f"--{setting}" for setting in settings]


def updated(databases, backup, chance, kills=0, migrations=0):
    """The contents after the start of a service on the tables of a backup, and the number of migrations. The service is killed at some of
    its migrations first."""
    settings = databases.new()
    if backup:
        databases.restore_old(backup, settings)
    service = databases.service(settings)
    try:
        for _ in range(kills):
            kill_at_a_migration(service, migrations, chance)
            service.start()
        service.await_start()
        service.process.terminate()
        service.process.wait(PATIENCE)
        tables = databases.contents(settings)
        done = service.logged().count("Migrating schema")
    finally:
        service.__exit__()
    return {name: rows for name, rows in tables.items() if not any(changed in name for changed in CHANGED_BY_SERVICES)}, done


def kill_at_a_migration(service, migrations, chance):
    """Kills at one of the migrations, or after them."""
    at = chance.randrange(migrations + 1)
    before = len(service.logged())
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and service.process.poll() is None:
        text = service.logged()[before:]
        if text.count("Migrating schema") > at or "Schema \"public\" is up to date" in text or "Started Application" in text:
            break
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.01))
    service.process.kill()
    service.process.wait()


def killed_updates(databases, moments, chance):
    """One row of the table: services are killed while they create or update their tables."""
    began = time.monotonic()
    kills, expected = 0, {}
    while kills < moments:
        backup = chance.choice([None, *SCHEMAS])
        if backup not in expected:
            expected[backup] = updated(databases, backup, chance)
        undisturbed, migrations = expected[backup]
        if (tables := updated(databases, backup, chance, 3, migrations)[0]) != undisturbed:
            differing = {name for name in tables | undisturbed if tables.get(name) != undisturbed.get(name)}
            sys.exit(f"{backup}: killed updates have led to other rows of {differing}")
        kills += 3
        print(f"{kills} kills while tables were updated", file=sys.stderr, flush=True)
    return {"kills": kills, "versions": len(expected), "seconds": round(time.monotonic() - began)}


def killed_commands(databases, moments, chance):
    """One row of the table: `restore`, and `migrate` to PostgreSQL, are killed, and started again until they succeed."""
    began = time.monotonic()
    source = (f"rondo.data-directory={tempfile.mkdtemp(dir=databases.directory)}",)
    service = databases.service(source)
    try:
        service.await_start()
        service.generate()
    finally:
        service.process.terminate()
        service.process.wait(PATIENCE)
        service.__exit__()
    backup = f"{databases.directory}/source.zip"
    start = time.monotonic()
    expected = databases.run("backup", backup, *options_of(source))
    duration = time.monotonic() - start
    kills, complete = 0, 0
    while kills < moments:
        for name in ("restore", "migrate") if databases.postgres else ("restore",):
            target = databases.new()
            if name == "restore":
                arguments = ["restore", backup, *options_of(target)]
            else:
                url, user, password = (setting.split("=", 1)[1] for setting in target)
                arguments = ["migrate", "--to", url, "--user", user, "--password", password, *options_of(source)]
            longest = 1.2 * duration
            while (done := killed(databases.start(*arguments), chance.uniform(0.3 * duration, longest))) is None:
                kills += 1
                longest *= 1.1  # so that the command ends at last
            if done and "has data" not in done:
                sys.exit(f"{name} failed after it had been killed: {done}")
            complete += bool(done)
            if (tables := databases.contents(target)) != expected:
                sys.exit(f"{name} has led to other rows: {tables} in place of {expected}")
            print(f"{kills} kills of commands", file=sys.stderr, flush=True)
    return {"kills": kills, "after all was copied": complete, "seconds": round(time.monotonic() - began)}


def killed(process, seconds):
    """Kills a command after some seconds. None if it was killed, otherwise its message, empty if it succeeded."""
    try:
        _, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None
    return err if process.returncode else ""
