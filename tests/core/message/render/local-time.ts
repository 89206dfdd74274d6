/** `YYYY-MM-DD HH:MM:SS` in the zone of this process, made in another way than by the code under test. */
export function localTime(ms: number): string {
  // "sv" writes dates like ISO 8601 does.
  return new Date(ms).toLocaleString("sv-SE");
}

/** `2026-05-20T09:00:00+08:00` in the zone of this process. */
export function localTimeWithOffset(ms: number): string {
  const parts = new Intl.DateTimeFormat("en", { timeZoneName: "longOffset" }).formatToParts(new Date(ms));
  const zone = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "") || "+00:00";
  return `${localTime(ms).replace(" ", "T")}${zone}`;
}
