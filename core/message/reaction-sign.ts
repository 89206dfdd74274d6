/** Signs of the usual reactions. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["THUMBSUP", "👍"],
  ["OK", "👌"],
  ["HEART", "❤️"],
  ["CLAP", "👏"],
  ["APPLAUSE", "👏"],
  ["PARTY", "🎉"],
  ["THANKS", "🙏"],
  ["FIRE", "🔥"],
  ["MUSCLE", "💪"],
  ["SMILE", "🙂"],
  ["LAUGH", "😄"],
  ["CRY", "😢"],
  ["SURPRISED", "😮"],
  ["THINKING", "🤔"],
  ["ROSE", "🌹"],
  ["BEER", "🍺"],
  ["CAKE", "🎂"],
  ["DONE", "✅"],
  ["CrossMark", "❌"],
]);

/** The sign of a reaction; others are shown by their names. */
export function reactionSign(type: string): string | undefined {
  return SIGNS.get(type);
}
