/**
 * Help that is searched for a word.
 *
 * @module
 */

import type { Command } from "../command.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionNames, type OptionSet } from "../options/option.ts";
import { type Entry, rows, wrap } from "./layout.ts";
import { optionText, optionTitle } from "./pages.ts";
import { topicHelp, topicNamed } from "./topics.ts";
import { TOPIC_NAMES } from "../commands/names.ts";

/** Commands, options and topics that mention a word, or have it in one of their names. */
export function searchHelp(word: string, commands: readonly Command[], columns: number): string {
  const isIn = (...texts: readonly string[]) => {
    const wanted = word.trim().toLowerCase();
    return texts.some((text) => text.toLowerCase().includes(wanted));
  };
  const optionsIn = (set: OptionSet): readonly Entry[] =>
    Object.entries(set)
      .filter(([key, option]) => {
        const { own, others } = optionNames(key, option);
        return isIn(...own, ...others, optionText(option), ...option.choices ?? []);
      })
      .map(([key, option]) => [optionTitle(key, option), optionText(option)]);
  const found = commands.flatMap(({ name, summary, description = [], options }): string[] => {
    const own = optionsIn(options);
    if (own.length === 0 && !isIn(name, summary, ...description)) return [];
    return [
      "",
      ...rows([[`im ${name}`, summary]], columns).map((line) => line.slice(2)),
      ...own.length === 0 ? [] : rows(own, columns),
    ];
  });
  const global = optionsIn(GLOBAL_OPTIONS);
  const topics = TOPIC_NAMES.filter((name) => isIn(topicHelp(name, Infinity)))
    .map((name): Entry => [`im help ${name}`, topicNamed(name).summary]);
  const parts = [
    ...(topics.length === 0 ? [] : ["", "TOPICS", ...rows(topics, columns)]),
    ...(global.length === 0 ? [] : ["", "OPTIONS OF EVERY COMMAND", ...rows(global, columns)]),
    ...found,
  ];
  return parts.length === 0
    ? `${wrap(`nothing in help mentions "${word}"`, columns).join("\n")}\n`
    : `${parts.slice(1).join("\n")}\n`;
}
