/** `[label: value]`, or `[label]` without a value. */
export function formatLabel(label: string, value: string | undefined): string {
  return value === undefined ? `[${label}]` : `[${label}: ${value}]`;
}
