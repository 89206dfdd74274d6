/**
 * Times that a person types (reading sheet 1.3), as epoch milliseconds.
 *
 * @module
 */

const DATE_REGEXP = /^\d{4}-\d{2}-(\d{2})$/;
const LOCAL_REGEXP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?$/;
const ZONED_REGEXP = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const UNIX_REGEXP = /^0*([1-9]\d{0,12})$/;
/** Hours and minutes of a clock or of an offset. */
const CLOCK_REGEXP = /^([01]\d|2[0-3]):[0-5]\d$/;
const SECONDS_REGEXP = /^:[0-5]\d$/;

/** Digits of a Unix time in milliseconds; fewer are seconds. */
const MILLISECOND_DIGITS = 13;

/**
 * Epoch milliseconds of a time in any form of reading sheet 1.3; `undefined` for other forms and for days and hours
 * that no calendar has. A date alone is its first second as a start and its last one as an end. Without an offset the
 * time is local; one that the clock skips when summer time begins is read as `Date` does.
 */
export function parseTimeInput(text: string, edge: "start" | "end"): number | undefined {
  const given = text.trim();
  if (DATE_REGEXP.test(given)) {
    return edge === "start" ? instantOf(given, "00:00") : instantOf(given, "23:59", ":59");
  }
  const [, day, clock, seconds, fraction, offset] = ZONED_REGEXP.exec(given) ?? LOCAL_REGEXP.exec(given) ??
    [];
  if (day !== undefined && clock !== undefined) {
    // A fraction belongs to seconds.
    if (seconds === undefined && fraction !== undefined) return undefined;
    return instantOf(day, clock, seconds, fraction, offset);
  }
  const digits = UNIX_REGEXP.exec(given)?.[1];
  if (digits === undefined) return undefined;
  return digits.length === MILLISECOND_DIGITS ? Number(digits) : Number(digits) * 1000;
}

/** Whole Unix seconds as the service takes them; parts of a second are dropped. */
export function unixSeconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}

function instantOf(
  day: string,
  clock: string,
  seconds = ":00",
  fraction = "",
  offset = "",
): number | undefined {
  // `Date` turns the 30th of February into a day of March; only a real day keeps its number.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(DATE_REGEXP.exec(day)?.[1]);
  const isTime = CLOCK_REGEXP.test(clock) && SECONDS_REGEXP.test(seconds);
  const zone = offset.toUpperCase();
  const isZone = zone === "" || zone === "Z" || CLOCK_REGEXP.test(zone.slice(1));
  return isDay && isTime && isZone ? Date.parse(`${day}T${clock}${seconds}${fraction}${zone}`) : undefined;
}
