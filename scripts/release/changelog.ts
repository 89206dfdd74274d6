/** The text below the heading of a version in the changelog, or of "Unreleased"; `undefined` where it has none. */
export function changelogSection(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => section.split(/[\s(]/)[0] === version);
  const text = found?.slice(found.indexOf("\n")).trim();
  return text === "" ? undefined : text;
}
