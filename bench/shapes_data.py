"""Writes the sets of `bench/shapes`: cuts of public series, and series made from a seed. Each function returns rows `(series, time, value)`;
a missing value is empty. Needs only Python's standard library."""
import csv
import gzip
import math
import random
from collections import defaultdict
from datetime import date, datetime, timedelta

START = datetime(2021, 1, 4)


def table(file):
    with (gzip.open(file, "rt") if file.suffix == ".gz" else open(file)) as lines:
        yield from csv.DictReader(lines)


def hours(step):
    return (START + timedelta(hours=step)).isoformat()


def days(step):
    return (START + timedelta(days=step)).date().isoformat()


def months(step, each=1):
    return date(2000 + step * each // 12, step * each % 12 + 1, 1).isoformat()


def rows(name, times, values):
    return [(name, times(t), f"{value:.6g}") for t, value in enumerate(values) if value is not None]


# Public series

def pedestrians(data):
    series = defaultdict(list)
    for row in table(data / "pedestrian-melbourne-hourly-long.csv.gz"):
        series[row["unique_id"]].append((row["time_utc"], float(row["y"])))
    return series


def pedestrian_whole(data):
    return [(name, time, y) for name, values in pedestrians(data).items() for time, y in values]


def pedestrian_cut(data):
    dice = random.Random(1)
    made = []
    for name, values in pedestrians(data).items():
        at = 0
        while at + 960 < len(values):
            length = dice.randint(700, 960)
            made += [(f"{name} {at}", time, y) for time, y in values[at:at + length]]
            at += length
    return made


def pedestrian_daily(data):
    dice = random.Random(2)
    made = []
    for name, values in pedestrians(data).items():
        sums = defaultdict(float)
        for time, y in values:
            sums[(datetime.fromisoformat(time[:19]) + timedelta(hours=10)).date()] += y
        made += [(name, day.isoformat(), y) for day, y in sorted(sums.items()) if dice.random() > 0.08]
    return made


def bank_calls(data):
    return [("calls", row["ds"], row["y"]) for row in table(data / "bank-calls-5min.csv.gz")]


def victoria(data):
    return [("demand", row["time_utc"], row["demand"]) for row in table(data / "vic-electricity-half-hourly.csv.gz")]


def victoria_hourly(data):
    values = victoria(data)
    return [("demand", values[i][1], float(values[i][2]) + float(values[i + 1][2])) for i in range(0, len(values) - 1, 2)]


def classics(data, *names):
    return [(row["unique_id"], row["ds"], row["y"]) for row in table(data / "classics-long.csv") if row["unique_id"] in names]


def yearly(data):
    made = [("lynx", int(time[:4]), y) for _, time, y in classics(data, "lynx")]
    made += [("nile", int(row["year"]), row["volume"]) for row in table(data / "nile-yearly.csv")]
    return made + [("sunspots", int(row["YEAR"]), row["SUNACTIVITY"]) for row in table(data / "sunspots-yearly.csv")]


def quarterly(data):
    return classics(data, "UKgas", "ausbeer")


def monthly(data):
    return classics(data, "AirPassengers", "nottem", "sunspot-month", "a10", "h02", "usmelec")


def gasoline(data):
    return classics(data, "us-gasoline")


def temperature(data):
    return classics(data, "melbourne-min-temp")


def births(data):
    return classics(data, "female-births")


def taylor(data):
    return classics(data, "taylor")


# Made series

def daily_cycle(hour):
    return 1 + 0.6 * math.sin((hour - 8) * math.pi / 12) + 0.2 * math.sin(hour * math.pi / 6)


def hourly(_, times=hours):
    dice = random.Random(11)
    made = []
    for s in range(60):
        size, noise, weekend = 10 ** dice.uniform(1, 5), dice.uniform(0.02, 0.15), dice.uniform(0.4, 1)
        level, values = 1.0, []
        for t in range(dice.randint(700, 960)):
            level *= math.exp(dice.gauss(0, 0.005))
            day = weekend if t // 24 % 7 >= 5 else 1
            values.append(size * level * day * daily_cycle(t % 24) * math.exp(dice.gauss(0, noise)) + size * 0.3)
        made += rows(f"h{s}", times, values)
    return made


def hourly_steps(data):
    return hourly(data, int)


def daily(_):
    dice = random.Random(12)
    made = []
    for s in range(80):
        level, drift, step = 10 ** dice.uniform(2, 4), dice.gauss(0, 2e-4), dice.uniform(0.003, 0.02)
        values = []
        for _ in range(dice.randint(150, 1200)):
            level *= math.exp(drift + dice.gauss(0, step))
            values.append(level)
        made += rows(f"d{s}", int, values)
    return made


def daily_gaps(_):
    dice = random.Random(13)
    made = []
    for s in range(25):
        size, values = dice.uniform(50, 5000), []
        week = [dice.uniform(0.5, 1.5) for _ in range(7)]
        hole = dice.randint(50, 250)
        for t in range(dice.randint(300, 500)):
            known = dice.random() > 0.1 and not hole <= t < hole + 20
            y = size * week[t % 7] * (1 + 0.001 * t) * math.exp(dice.gauss(0, 0.12))
            values.append(y if known else None)
        made += rows(f"g{s}", days, values)
    return made


def short(series, shortest, longest, each, seed):
    dice = random.Random(seed)
    made = []
    for s in range(series):
        level, trend, noise = 10 ** dice.uniform(2, 4), dice.gauss(0.02, 0.03) * each / 12, dice.uniform(0.02, 0.1)
        season = [dice.gauss(0, 0.12) if each < 12 else 0 for _ in range(12 // each)]
        values = []
        for t in range(dice.randint(shortest, longest)):
            trend = 0.95 * trend + dice.gauss(0, 0.01) * each / 12
            level *= math.exp(trend + dice.gauss(0, noise / 2))
            values.append(level * math.exp(season[t % len(season)] + dice.gauss(0, noise / 2)))
        made += rows(f"s{s}", lambda t: months(t, each), values)
    return made


def yearly_short(_):
    return short(80, 13, 40, 12, 14)


def quarterly_short(_):
    return short(80, 16, 60, 3, 15)


def poisson(dice, mean):
    limit, count, product = math.exp(-mean), 0, dice.random()
    while product > limit:
        count += 1
        product *= dice.random()
    return count


def counts(_):
    dice = random.Random(16)
    made = []
    for s in range(120):
        rate = dice.choice([0.1, 0.3, 0.8, 2, 5])
        week = [dice.uniform(0.6, 1.4) for _ in range(7)]
        made += rows(f"c{s}", days, [poisson(dice, rate * week[t % 7]) for t in range(dice.randint(90, 400))])
    return made


def quarter_hours(_):
    dice = random.Random(17)
    made = []
    for s in range(4):
        size, rest, values = dice.uniform(10, 1000), 0.0, []
        for t in range(96 * 42):
            rest = 0.9 * rest + dice.gauss(0, 0.04)
            day = 0.7 if t // 96 % 7 >= 5 else 1
            values.append(size * (day * daily_cycle(t / 4 % 24) + 0.5) * math.exp(rest))
        made += rows(f"q{s}", lambda t: (START + timedelta(minutes=15 * t)).isoformat(), values)
    return made


def walks(_):
    dice = random.Random(18)
    made = []
    for s in range(50):
        level, values = dice.uniform(-50, 200), []
        for _ in range(dice.randint(100, 300)):
            level += dice.gauss(0, 1)
            values.append(level)
        made += rows(f"w{s}", days, values)
    return made


def shifts(_):
    dice = random.Random(19)
    made = []
    for s in range(40):
        level, trend, values = dice.uniform(100, 1000), dice.gauss(0, 2), []
        for t in range(dice.randint(80, 160)):
            level += trend + (dice.choice([-1, 1]) * dice.uniform(50, 200) if dice.random() < 0.02 else 0)
            values.append(level + 20 * math.sin(t * math.pi / 6) + dice.gauss(0, 8))
        made += rows(f"l{s}", months, values)
    return made


def long(_):
    dice = random.Random(20)
    rest, values = 0.0, []
    for t in range(20_000):
        rest = 0.95 * rest + dice.gauss(0, 2)
        day = 10 if t // 24 % 7 >= 5 else 0
        values.append(50 + 15 * daily_cycle(t % 24) - day + 10 * math.sin(t * math.pi / 4380) + rest)
    return rows("long", hours, values)


def unlike(_):
    dice = random.Random(21)
    made = []
    for s, (length, size) in enumerate([(40, 1e6), (90, 0.002), (200, 35), (900, 1e4), (3000, 1), (25, 300)]):
        values = [size * (1 + 0.2 * math.sin(t * math.pi / 3.5) + 0.0005 * t + dice.gauss(0, 0.08)) for t in range(length)]
        made += [(f"u{s}", days(3000 - length + t), f"{y:.6g}") for t, y in enumerate(values)]
    return made


def negative(_):
    dice = random.Random(22)
    made = []
    for s in range(15):
        mean, rest, values = dice.uniform(-8, 12), 0.0, []
        for t in range(dice.randint(800, 1100)):
            rest = 0.75 * rest + dice.gauss(0, 2.5)
            values.append(mean - 10 * math.cos(t * 2 * math.pi / 365.25) + rest)
        made += rows(f"n{s}", days, values)
    return made


def solar(_):
    dice = random.Random(23)
    made = []
    for s in range(20):
        size, values = dice.uniform(20, 400), []
        for t in range(24 * 50):
            if t % 24 == 0:
                cloud = dice.betavariate(4, 1.5)
            sun = math.sin((t % 24 - 6) * math.pi / 12)
            values.append(max(0, size * cloud * sun * dice.uniform(0.85, 1.1)) if sun > 0.01 else 0)
        made += rows(f"p{s}", hours, values)
    return made


def growth(_):
    dice = random.Random(24)
    made = []
    for s in range(40):
        level, rate = dice.uniform(10, 1000), dice.uniform(0.005, 0.03)
        season, values = [math.exp(dice.gauss(0, 0.15)) for _ in range(12)], []
        for t in range(dice.randint(60, 140)):
            level *= math.exp(rate + dice.gauss(0, 0.01))
            values.append(level * season[t % 12] * math.exp(dice.gauss(0, 0.03)))
        made += rows(f"e{s}", months, values)
    return made


def weekly(_):
    dice = random.Random(25)
    made = []
    for s in range(30):
        level, depth, values = dice.uniform(100, 5000), dice.uniform(0.05, 0.4), []
        for t in range(dice.randint(150, 320)):
            level *= math.exp(dice.gauss(0, 0.01))
            values.append(level * (1 + depth * math.cos(t * 2 * math.pi / 52.18 + s)) * math.exp(dice.gauss(0, 0.04)))
        made += rows(f"k{s}", lambda t: days(7 * t), values)
    return made


def five_minutes(_):
    dice = random.Random(26)
    rest, values = 0.0, []
    for t in range(288 * 21):
        rest = 0.97 * rest + dice.gauss(0, 0.03)
        values.append(poisson(dice, 30 * daily_cycle(t / 12 % 24) * math.exp(rest) + 1))
    return rows("requests", lambda t: (START + timedelta(minutes=5 * t)).isoformat(), values)
