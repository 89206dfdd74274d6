import type { Command } from "../command.ts";
import { demo } from "./demo.ts";
import { messagesResourcesDownload } from "./messages-resources-download.ts";

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [messagesResourcesDownload, demo];
