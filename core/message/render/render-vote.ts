import { arrayAt, filledStringAt } from "../../json-access.ts";
import { escapeBody } from "./escape-body.ts";
import { formatBlock } from "./format-block.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A vote: topic, options, and whether it is closed (reading sheet 5.7). */
export const renderVote = objectRenderer("vote", (content) => {
  const topic = filledStringAt(content, "topic");
  const options = arrayAt(content, "options").filter((option) => typeof option === "string" && option !== "");
  const status = content["status"];
  const isClosed = (typeof status === "number" || typeof status === "bigint") && Number(status) !== 0;
  const lines = [
    ...(topic === undefined ? [] : [topic]),
    ...options.map((option) => `• ${option}`),
    ...(isClosed ? ["(Closed)"] : []),
  ];
  return formatBlock("vote", {}, lines.map(escapeBody));
});
