"""A client that writes to services while they are killed, and checks that nothing acknowledged is lost."""
import json
import sys
import threading


class Writer(threading.Thread):
    """Appends rows to a dataset, uploads and deletes others, one request after the other, until it is told to end."""

    def __init__(self, cluster, chance):
        super().__init__(daemon=True)
        self.cluster, self.chance = cluster, chance
        self.running = True
        self.rows = 0  # acknowledged
        self.kept, self.deleted = set(), set()
        self.problem = None
        self.dataset = cluster.create("/api/v1/datasets", {"series": [{"id": "a", "values": [0]}]}, "appended")["id"]

    def run(self):
        try:
            number = 0
            while self.running:
                number += 1
                self.append()
                if number % 5 == 0:
                    self.upload(number)
                if number % 10 == 0 and self.kept:
                    self.delete()
        except BaseException as e:  # told by check
            self.problem = e

    def append(self):
        row = self.rows + 1
        body = json.dumps({"series": [{"id": "a", "start": row, "values": [row]}]}).encode()
        status, text = self.cluster.call(f"/api/v1/datasets/{self.dataset}/observations", body,
                                         {"Content-Type": "application/json", "Idempotency-Key": f"row-{row}"})
        if status != 200:
            raise RuntimeError(f"row {row}: {status} {text}")
        self.rows = row

    def upload(self, number):
        values = [number + i for i in range(20000)]
        made = self.cluster.create(f"/api/v1/datasets?name=upload-{number}", {"series": [{"id": "a", "values": values}]},
                                   f"upload-{number}")
        self.kept.add(made["id"])

    def delete(self):
        gone = self.chance.choice(sorted(self.kept))
        self.kept.discard(gone)
        status, text = self.cluster.call(f"/api/v1/datasets/{gone}", method="DELETE")
        if status not in (200, 404):  # 404 if an earlier try deleted it and its answer was lost
            raise RuntimeError(f"deleting {gone}: {status} {text}")
        self.deleted.add(gone)

    def check(self):
        """Fails if anything acknowledged is missing, or anything else is there."""
        if self.problem:
            sys.exit(f"the client failed: {self.problem!r}")
        values = [row[0] for row in self.cluster.get(f"/api/v1/datasets/{self.dataset}/series/a")["values"]]
        if values[:self.rows + 1] != list(range(self.rows + 1)) or len(values) > self.rows + 2:
            sys.exit(f"{self.rows} rows were acknowledged, and {len(values) - 1} are stored: {values[-3:]}")
        listed = {one["id"]: one for one in self.cluster.pages("/api/v1/datasets") if one["name"].startswith("upload-")}
        if not self.kept <= listed.keys() or self.deleted & listed.keys() or len(listed) > len(self.kept) + 1:
            sys.exit(f"{len(self.kept)} datasets are to be there, and {len(listed)} are")
        for one in listed.values():
            last = self.cluster.get(f"/api/v1/datasets/{one['id']}/series/a?from=19999")["values"]
            if one["shape"]["steps"]["max"] != 20000 or len(last) != 1:
                sys.exit(f"a dataset is half-written: {one}")
