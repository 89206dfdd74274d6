/**
 * The README's picture: a session in the demo's world, as it stands on a terminal, light and dark.
 *
 * @module
 */

import { drawScreen, THEMES } from "../screens/draw.ts";
import { inZone, typeSession } from "./sessions.ts";
import { withTerminal } from "./terminal.ts";

const COLUMNS = 90;
const TITLE =
  "A terminal: im lists a chat as a conversation, downloads a video, is stopped, and continues the download";
const DOWNLOAD = String
  .raw`$ im +messages-resources-download --message-id om_c47a19e0d3b85f62847e0b9d5a2c1f36 \
    --file-key file_v3_00n1_d2a5b8c1-0f74-4e39-a6c8-5b9e3f7d12eg \
    --type file --output tour.mp4`;
const SESSION = String.raw`$ im +chat-messages-list --chat-id oc_7b1e0c94f2d85a63b8e1407d6c39fa52 \
    --order asc --end '2026-05-20 09:22'
${DOWNLOAD}
^C
${DOWNLOAD}
`;

/** The pictures by their paths from the root. */
export async function makePictures(): Promise<Readonly<Record<string, string>>> {
  const setting = { columns: COLUMNS, isColored: true };
  const screen = await inZone(
    "Asia/Shanghai",
    () => withTerminal(setting, (terminal) => typeSession(SESSION, terminal)),
  );
  const themes = Object.keys(THEMES) as (keyof typeof THEMES)[];
  return Object.fromEntries(
    themes.map((theme) => [
      `docs/picture-${theme}.svg`,
      drawScreen(screen, { columns: COLUMNS, theme, title: TITLE }),
    ]),
  );
}
