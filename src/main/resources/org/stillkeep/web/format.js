/** Numbers, sizes and times as this person's browser writes them: its language, its time zone. */

const LOCALE = navigator.languages?.length ? [...navigator.languages] : undefined;
const NUMBER = new Intl.NumberFormat(LOCALE);
const TIME = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' });
const DAY_AND_TIME = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const DAY_OF_YEAR_AND_TIME = new Intl.DateTimeFormat(
  LOCALE, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_SECONDS = 24 * HOUR;

/** A whole number. */
export const count = number => NUMBER.format(number);

/** A number with its noun: "1 part", "3 parts". */
export const counted = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** Bytes in the unit that suits them, to three digits; thousands, as disks are sold. */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit', unit: SIZE_UNITS[unit], unitDisplay: unit === 0 ? 'long' : 'short', maximumFractionDigits: digits,
  }).format(value);
}

/** Seconds as one would say them: seldom more than one unit. */
export function duration(seconds) {
  if (seconds < MINUTE) {
    return 'less than a minute';
  }
  if (seconds < 90 * MINUTE) {
    return unit(Math.round(seconds / MINUTE), 'minute');
  }
  if (seconds < 2 * DAY_SECONDS) {
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.round((seconds - hours * HOUR) / MINUTE / 10) * 10;
    return minutes > 0 && minutes < 60 && hours < 10
      ? `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`
      : unit(Math.round(seconds / HOUR), 'hour');
  }
  return unit(Math.round(seconds / DAY_SECONDS), 'day');
}

/** A moment, the nearer the shorter. */
export function moment(rfc3339) {
  const then = new Date(rfc3339);
  const days = Math.round((midnight(new Date()) - midnight(then)) / (DAY_SECONDS * 1000));
  const near = { 0: 'today', 1: 'yesterday', [-1]: 'tomorrow' }[days];
  if (near) {
    return `${near} ${TIME.format(then)}`;
  }
  return Math.abs(days) < 300 ? DAY_OF_YEAR_AND_TIME.format(then) : DAY_AND_TIME.format(then);
}

/** A `time` element's content and machine-readable value. */
export function setMoment(element, rfc3339) {
  const text = moment(rfc3339);
  if (element.textContent !== text) {
    element.textContent = text;
    element.dateTime = rfc3339;
  }
}

/** A set by the day of its stamp, which is in UTC; null where its name is no stamp. */
export function dayOfStamp(id) {
  const stamp = /^(?:takeout-)?(\d{4})(\d\d)(\d\d)T\d{6}Z/.exec(id);
  return stamp ? DAY.format(Date.UTC(Number(stamp[1]), stamp[2] - 1, Number(stamp[3]))) : null;
}

/** Whether a zone has another time now than the browser's; also false where the browser does not know that zone. */
export function isOtherTime(zone) {
  try {
    const there = new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const here = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short' });
    return there.format() !== here.format();
  } catch (e) {
    if (e instanceof RangeError) {
      return false;
    }
    throw e;
  }
}

function unit(value, name) {
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit: name, unitDisplay: name === 'minute' ? 'short' : 'long' }).format(value);
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
