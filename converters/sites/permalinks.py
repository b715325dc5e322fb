"""The words of permalink patterns that stand for a part of a date, for Hugo and Jekyll alike."""

from datetime import datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def date_words(date: datetime | None) -> dict[str, str]:
    """Each word and what it stands for; of no date, that of the year 1, as Hugo has it."""
    date = date or datetime(1, 1, 1)
    month, weekday = _MONTHS[date.month - 1], _DAYS[date.weekday()]
    return {
        "year": str(date.year),
        "short_year": f"{date.year % 100:02d}",
        "month": f"{date.month:02d}",
        "i_month": str(date.month),
        "monthname": month,
        "short_month": month[:3],
        "long_month": month,
        "day": f"{date.day:02d}",
        "i_day": str(date.day),
        "y_day": f"{date.timetuple().tm_yday:03d}",
        "yearday": str(date.timetuple().tm_yday),
        "weekday": str(date.isoweekday() % 7),
        "weekdayname": weekday,
        "short_day": weekday[:3],
        "long_day": weekday,
        "hour": f"{date.hour:02d}",
        "minute": f"{date.minute:02d}",
        "second": f"{date.second:02d}",
    }
