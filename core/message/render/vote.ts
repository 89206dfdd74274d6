import { arrayAt, nonEmptyStringAt } from "../../json/access.ts";
import { escapeEntities, formatBlock } from "./markup.ts";
import { objectRenderer } from "./renderer.ts";

/** A vote: topic, options, and whether it is closed. */
export const renderVote = objectRenderer("vote", (content) => {
  const topic = nonEmptyStringAt(content, "topic");
  const options = arrayAt(content, "options").filter((option) => typeof option === "string" && option !== "");
  const status = content["status"];
  const isClosed = (typeof status === "number" || typeof status === "bigint") && Number(status) !== 0;
  const lines = [
    ...(topic === undefined ? [] : [topic]),
    ...options.map((option) => `• ${option}`),
    ...(isClosed ? ["(Closed)"] : []),
  ];
  return formatBlock("vote", {}, lines.map(escapeEntities));
});
