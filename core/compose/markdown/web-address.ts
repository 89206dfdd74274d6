/** Whether the platform follows a link to this target: http or https, and well formed (writing sheet 9.1). */
export function isWebAddress(target: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(target) && URL.canParse(target);
}

/** The target in a form that no reader of `[label](target)` ends too early. */
export function escapeAddress(target: string): string {
  return target.replace(
    /[\s()<>"\\]/g,
    (character) =>
      character.charCodeAt(0) < 128
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
        : encodeURIComponent(character),
  );
}
