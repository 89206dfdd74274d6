/**
 * Help that is about no command: what all of them share.
 *
 * @module
 */

import { TOPIC_NAMES, type TopicName } from "../commands/names.ts";
import { type Entry, exampleLines, paragraphs, rows, wrap } from "./layout.ts";
import { type Section, type Topic, TOPICS } from "./topic-texts.ts";

/** The topic of a name. */
export function topicNamed(name: TopicName): Topic {
  return TOPICS[name];
}

/** Names and summaries of all topics. */
export function topicEntries(): readonly Entry[] {
  return TOPIC_NAMES.map((name) => [name, TOPICS[name].summary]);
}

/** The page of a topic. */
export function topicHelp(name: TopicName, columns: number): string {
  const { summary, sections } = TOPICS[name];
  const others = TOPIC_NAMES.filter((other) => other !== name).join(", ");
  return [
    ...wrap(`im help ${name}: ${summary}`, columns),
    ...sections.flatMap((section) => sectionLines(section, columns)),
    "",
    "LEARN MORE",
    ...wrap(`im help TOPIC: ${others}`, columns - 2).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

function sectionLines(section: Section, columns: number): string[] {
  const heading = section.heading === undefined ? [] : ["", section.heading];
  switch (section.kind) {
    case "text": {
      const [, ...lines] = paragraphs(section.texts, columns - 2);
      return [...section.heading === undefined ? [""] : heading, ...lines.map((line) => line && `  ${line}`)];
    }
    case "rows":
      return [...heading, ...rows(section.entries, columns)];
    case "examples":
      return [...heading, ...section.examples.flatMap((example) => exampleLines(example, columns))];
  }
}
