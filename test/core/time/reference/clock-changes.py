"""Due times and windows at clock changes, from Python's zoneinfo; nothing of ours is used.

    /usr/bin/python3 test/core/time/reference/clock-changes.py > test/core/time/reference/clock-changes.json

Due: RFC 5545 3.3.5. A local time that does not exist is read with the offset in force before the gap; one that comes
twice means the first; with every hour also the second. A date without a minute has none. Where a shifted time meets
one that exists, of the same date (with every hour: of any), the one that exists stays.
Start of a day: the first minute that shows the date. Start of an hour: when "every hour at :00" is due, so that the
hours of a day follow each other without a hole, whatever the clock does.
All is looked for minute by minute, with no arithmetic of zones but "what does the clock show at this instant".
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import TZPATH, ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
UTC = timezone.utc


def clock(zone, at):
    """What the clock shows at an instant (both naive)."""
    return at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


class Day:
    """The clock of a zone around a date: [(instant, shown)] of four days, minute by minute."""

    cache = {}

    def __new__(cls, zone, day):
        key = (zone.key, day)
        if key not in cls.cache:
            one = super().__new__(cls)
            start = datetime(day.year, day.month, day.day) - 2 * DAY
            one.minutes = [(start + n * MINUTE, clock(zone, start + n * MINUTE)) for n in range(4 * 1440)]
            cls.cache[key] = one
        return cls.cache[key]


def instants_of(zone, nominal):
    """[(instant, is it shown)]: one, or two of a local time that comes twice."""
    minutes = Day(zone, nominal.date()).minutes
    shown = [(at, True) for at, local in minutes if local == nominal]
    if shown:
        return shown
    for (before, local), (_, after) in zip(minutes, minutes[1:]):
        if local < nominal < after:
            return [(before + (nominal - local), False)]
    raise ValueError(nominal)


def has_minutes(zone, day):
    return any(local.date() == day for _, local in Day(zone, day).minutes)


def start_of(zone, day):
    """Of a date that was left out: where the next one begins."""
    while not has_minutes(zone, day):
        day += DAY
    return next(at for at, local in Day(zone, day).minutes if local.date() == day)


def hour_start(zone, at):
    """The last start of an hour up to `at`."""
    return due(zone, "every", "*", [0], at - timedelta(hours=30), at)[-1][0]


def window(kind, zone, at, nominal):
    day = nominal.date()
    if kind == "last-hour":
        to = hour_start(zone, at)
        return hour_start(zone, to - MINUTE), to
    if kind == "last-day":
        before = day - DAY
        while not has_minutes(zone, before):
            before -= DAY
        return start_of(zone, before), start_of(zone, day)
    if kind == "last-week":
        monday = day - timedelta(days=day.weekday())
        return start_of(zone, monday - timedelta(days=7)), start_of(zone, monday)
    first = day.replace(day=1)
    return start_of(zone, (first - DAY).replace(day=1)), start_of(zone, first)


def is_due(days, day):
    word, *rest = days.split()
    last = (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    if word == "every":
        return True
    if word == "dates":
        return day.isoformat()[5:] in rest or f"{day.day:02}" in rest
    if word == "weekdays":
        return day.isoweekday() in [int(one) for one in rest]
    if word == "last":
        return day == last
    nth, weekday = int(rest[0]), int(rest[1])  # "nth 1 1": first Monday; "nth -1 5": last Friday
    place = (day.day - 1) // 7 + 1 if nth > 0 else -((last.day - day.day) // 7 + 1)
    return day.isoweekday() == weekday and place == nth


def due(zone, days, hours, minutes, start, end):
    every = hours == "*"
    found = {}
    day = start.date() - 2 * DAY
    while day <= end.date() + 2 * DAY:
        if is_due(days, day) and has_minutes(zone, day):
            for hour in range(24) if every else hours:
                for minute in minutes:
                    nominal = datetime(day.year, day.month, day.day, hour, minute)
                    instants = instants_of(zone, nominal)
                    for at, shown in instants if every else instants[:1]:
                        key = (at, None if every else day)
                        if start < at <= end and (shown or key not in found):
                            found[key] = nominal
        day += DAY
    return sorted((at, nominal) for (at, _), nominal in found.items())


# zone, rule as ours, its days, hours, minutes as above, window, from, until (UTC)
CASES = [
    ("Europe/Oslo", "30 2 * * *", "every", [2], [30], "last-day", "2026-03-28T12:00", "2026-03-31T12:00"),
    ("Europe/Oslo", "30 2 * * *", "every", [2], [30], "last-day", "2026-10-24T12:00", "2026-10-27T12:00"),
    ("Europe/Oslo", "15 * * * *", "every", "*", [15], "last-hour", "2026-10-24T23:00", "2026-10-25T04:00"),
    ("Europe/Oslo", "*/20 2 * * *", "every", [2], [0, 20, 40], "last-hour", "2026-03-28T12:00", "2026-03-29T12:00"),
    ("Europe/London", "30 1 * * *", "every", [1], [30], "last-day", "2026-03-28T12:00", "2026-03-30T12:00"),
    ("Europe/London", "hourly at :45", "every", "*", [45], "last-hour", "2026-10-24T22:00", "2026-10-25T03:00"),
    ("Europe/Lisbon", "weekly on sunday at 01:15", "weekdays 7", [1], [15], "last-week", "2026-03-20T00:00", "2026-04-06T00:00"),
    ("Europe/Dublin", "0 1 * * *", "every", [1], [0], "last-day", "2026-10-24T12:00", "2026-10-26T12:00"),
    ("Europe/Helsinki", "30 3,4 * * *", "every", [3, 4], [30], "last-day", "2026-03-28T12:00", "2026-03-30T12:00"),
    ("Africa/Cairo", "0 0 * * *", "every", [0], [0], "last-day", "2026-04-22T12:00", "2026-04-25T12:00"),
    ("Africa/Cairo", "30 23 * * *", "every", [23], [30], "last-day", "2026-10-28T12:00", "2026-10-31T12:00"),
    ("Africa/Cairo", "0 0 * * *", "every", [0], [0], "last-day", "2026-10-28T12:00", "2026-10-31T12:00"),
    ("Africa/Casablanca", "30 2 * * *", "every", [2], [30], "last-day", "2026-02-14T12:00", "2026-02-16T12:00"),
    ("Africa/Casablanca", "30 2 * * *", "every", [2], [30], "last-day", "2026-03-21T12:00", "2026-03-23T12:00"),
    ("Asia/Beirut", "0 0 1 * *", "dates 01", [0], [0], "last-month", "2026-03-15T00:00", "2026-05-15T00:00"),
    ("Asia/Beirut", "0 0 * * *", "every", [0], [0], "last-day", "2026-03-27T12:00", "2026-03-30T12:00"),
    ("Asia/Beirut", "15 23 * * *", "every", [23], [15], "last-day", "2026-10-23T12:00", "2026-10-26T12:00"),
    ("Asia/Jerusalem", "30 2 * * *", "every", [2], [30], "last-day", "2026-03-26T12:00", "2026-03-28T12:00"),
    ("Asia/Tehran", "0 0 * * *", "every", [0], [0], "last-day", "2022-03-20T12:00", "2022-03-23T12:00"),
    ("Asia/Kathmandu", "weekdays at 06:45", "weekdays 1 2 3 4 5", [6], [45], "last-day", "2026-11-19T12:00", "2026-11-25T00:00"),
    ("Asia/Kolkata", "hourly at :15", "every", "*", [15], "last-hour", "2026-11-25T00:00", "2026-11-25T04:00"),
    ("Asia/Pyongyang", "45 23 * * *", "every", [23], [45], "last-day", "2018-05-03T00:00", "2018-05-06T12:00"),
    ("Australia/Lord_Howe", "15 2 * * *", "every", [2], [15], "last-day", "2026-10-02T12:00", "2026-10-05T12:00"),
    ("Australia/Lord_Howe", "0 * * * *", "every", "*", [0], "last-hour", "2026-04-04T12:00", "2026-04-04T18:00"),
    ("Australia/Lord_Howe", "0 * * * *", "every", "*", [0], "last-hour", "2026-10-03T12:00", "2026-10-03T19:00"),
    ("Australia/Lord_Howe", "45 1 * * *", "every", [1], [45], "last-day", "2026-04-03T12:00", "2026-04-06T00:00"),
    ("Australia/Adelaide", "30 2 * * *", "every", [2], [30], "last-day", "2026-10-03T00:00", "2026-10-05T00:00"),
    ("Pacific/Apia", "0 9 * * 1", "weekdays 1", [9], [0], "last-week", "2011-12-25T00:00", "2012-01-10T00:00"),
    ("Pacific/Apia", "0 9 * * *", "every", [9], [0], "last-day", "2011-12-28T12:00", "2012-01-02T00:00"),
    ("Pacific/Apia", "0 9 1 * *", "dates 01", [9], [0], "last-month", "2011-12-15T00:00", "2012-02-03T00:00"),
    ("Pacific/Kwajalein", "0 9 * * *", "every", [9], [0], "last-day", "1993-08-19T00:00", "1993-08-23T00:00"),
    ("Pacific/Fakaofo", "30 9 30 12 *", "dates 12-30", [9], [30], "last-day", "2011-12-25T00:00", "2012-12-31T23:00"),
    ("Pacific/Chatham", "45 2 * * *", "every", [2], [45], "last-day", "2026-09-25T12:00", "2026-09-28T12:00"),
    ("Pacific/Chatham", "hourly", "every", "*", [0], "last-hour", "2026-04-04T11:30", "2026-04-04T17:00"),
    ("Pacific/Chatham", "hourly", "every", "*", [0], "last-hour", "2026-09-26T11:30", "2026-09-26T17:00"),
    ("Antarctica/Casey", "30 * * * *", "every", "*", [30], "last-hour", "2018-03-10T12:00", "2018-03-10T22:00"),
    ("America/Nuuk", "30 23 * * *", "every", [23], [30], "last-day", "2026-03-27T12:00", "2026-03-30T12:00"),
    ("America/Nuuk", "0 0 * * *", "every", [0], [0], "last-day", "2026-10-23T12:00", "2026-10-26T12:00"),
    ("America/New_York", "30 2 * * *", "every", [2], [30], "last-day", "2026-03-07T12:00", "2026-03-09T12:00"),
    ("America/New_York", "*/30 1 * * *", "every", [1], [0, 30], "last-hour", "2026-10-31T12:00", "2026-11-02T12:00"),
    ("America/New_York", "weekly on monday at 06:00", "weekdays 1", [6], [0], "last-week", "2026-10-25T00:00", "2026-11-10T00:00"),
    ("America/St_Johns", "0 0 * * *", "every", [0], [0], "last-day", "2010-11-05T12:00", "2010-11-08T12:00"),
    ("America/St_Johns", "1 0 * * *", "every", [0], [1], "last-day", "2010-03-13T00:00", "2010-03-15T12:00"),
    ("America/St_Johns", "30 1 * * *", "every", [1], [30], "last-day", "2026-10-31T12:00", "2026-11-02T12:00"),
    ("America/Havana", "30 0 * * *", "every", [0], [30], "last-day", "2026-03-07T00:00", "2026-03-09T12:00"),
    ("America/Havana", "30 0 * * *", "every", [0], [30], "last-day", "2026-10-31T00:00", "2026-11-02T12:00"),
    ("America/Asuncion", "0 0 * * 0", "weekdays 7", [0], [0], "last-week", "2024-09-30T00:00", "2024-10-14T12:00"),
    ("America/Sao_Paulo", "0 0 * * *", "every", [0], [0], "last-day", "2018-11-03T00:00", "2018-11-05T12:00"),
    ("America/Santiago", "0 0 6 9 *", "dates 09-06", [0], [0], "last-week", "2026-09-01T00:00", "2026-09-30T00:00"),
    ("America/Santiago", "30 23 * * *", "every", [23], [30], "last-day", "2026-04-03T12:00", "2026-04-06T12:00"),
    ("America/Caracas", "45 2 * * *", "every", [2], [45], "last-day", "2016-04-30T00:00", "2016-05-02T12:00"),
    ("Antarctica/Troll", "30 1,2 * * *", "every", [1, 2], [30], "last-day", "2026-03-28T12:00", "2026-03-30T12:00"),
    ("Antarctica/Troll", "*/30 * * * *", "every", "*", [0, 30], "last-hour", "2026-10-24T23:30", "2026-10-25T05:00"),
    ("Antarctica/Casey", "0 2 * * *", "every", [2], [0], "last-day", "2018-03-09T00:00", "2018-03-13T00:00"),
    ("Europe/Oslo", "monthly on L at 02:30", "last", [2], [30], "last-month", "2026-02-15T00:00", "2027-11-05T00:00"),
    ("America/New_York", "monthly on last day at 23:30", "last", [23], [30], "last-month", "2027-12-15T00:00", "2028-04-15T00:00"),
    ("Europe/Paris", "weekdays at 02:00", "weekdays 1 2 3 4 5", [2], [0], "last-day", "2026-03-26T00:00", "2026-04-01T00:00"),
    ("Australia/Sydney", "monthly on first monday at 02:30", "nth 1 1", [2], [30], "last-month", "2026-09-01T00:00", "2026-12-31T00:00"),
    ("America/Toronto", "monthly on first sunday at 01:30", "nth 1 7", [1], [30], "last-month", "2026-10-01T00:00", "2027-04-30T00:00"),
    ("Asia/Beirut", "monthly on last sunday at 00:00", "nth -1 7", [0], [0], "last-week", "2026-02-15T00:00", "2026-05-15T00:00"),
    ("Europe/Oslo", "0 8 29 2 *", "dates 02-29", [8], [0], "last-month", "2026-01-01T00:00", "2033-01-01T00:00"),
    ("UTC", "0 0 * * *", "every", [0], [0], "last-day", "2026-12-30T12:00", "2027-01-02T00:00"),
]


def text(at):
    return at.isoformat(timespec="minutes") + "Z"


def row(case):
    name, rule, days, hours, minutes, kind, start, end = case
    zone = ZoneInfo(name)
    found = due(zone, days, hours, minutes, datetime.fromisoformat(start), datetime.fromisoformat(end))
    fires = []
    for at, nominal in found:
        start_at, end_at = window(kind, zone, at, nominal)
        fires.append([text(at), nominal.isoformat(timespec="minutes"), text(start_at), text(end_at)])
    return {"zone": name, "rule": rule, "window": kind, "after": start + "Z", "until": end + "Z", "fires": fires}


def main():
    version = "unknown"
    for folder in TZPATH:
        try:
            with open(f"{folder}/tzdata.zi", encoding="ascii") as zones:
                version = zones.readline().split()[-1]
                break
        except OSError:
            continue
    rows = ",\n".join("    " + json.dumps(row(case)) for case in CASES)
    about = {
        "source": "test/core/time/reference/clock-changes.py",
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "tzdata": version,
    }
    print('{\n  "about": ' + json.dumps(about) + ',\n  "cases": [\n' + rows + "\n  ]\n}")


main()
