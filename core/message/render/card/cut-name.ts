const LONGEST = 300;

/** Cuts what is looked up by id, which a short card could repeat a million times, to 300 characters. */
export function cutName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : name;
}
