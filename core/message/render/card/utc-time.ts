const LAST_MILLISECONDS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Unix milliseconds as RFC 3339 in UTC, to the second; undefined outside the years 1970 to 9999. */
export function utcTime(milliseconds: number): string | undefined {
  if (!(milliseconds >= 0 && milliseconds <= LAST_MILLISECONDS)) return undefined;
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "");
}
