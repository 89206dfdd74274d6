/**
 * Archives to look at, made by the program from the fake service, and the program that serves them.
 *
 * @module
 */

import { localDay } from "../../core/archive/site/site-lists.ts";
import type { PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";
import { FIRST_TIME } from "./archives.ts";
import { startIm } from "./im.ts";
import { mp4Video, pngImage } from "./media.ts";
import { dataOf } from "./results.ts";
import { inScene, type Scene } from "./scene.ts";
import { assert } from "@std/assert";
import { join } from "@std/path";

const encoder = new TextEncoder();
const DAY = 86_400_000;

/** The local days on which the messages of the plain world were sent, whatever the zone. */
export const [FIRST_DAY, SECOND_DAY] = [0, DAY].map((later) => localDay(new Date(FIRST_TIME + later)));

/** A message of the group of the worlds below; each is a minute after the one before. */
export function siteMessage(n: number, more: Partial<WorldMessage> = {}): WorldMessage {
  return {
    messageId: `om_${n}`,
    chatId: "oc_group",
    type: "text",
    content: { text: `message ${n}` },
    senderId: n % 2 === 0 ? "ou_ana" : "ou_bo",
    createTime: FIRST_TIME + n * 60_000,
    ...more,
  };
}

/** One message of every kind that pages show: threads, a bundle, pictures, files, reactions, and files that are missing. */
export function plainWorld(more: readonly WorldMessage[] = []): PlatformOptions {
  const file = (n: number, key: string, name: string, type: "file" | "media" = "file") =>
    siteMessage(n, { type, content: { file_key: key, file_name: name } });
  const messages = [
    ...[0, 1, 2].map((n) => siteMessage(n)),
    siteMessage(3, { threadId: "omt_one", isThreadRoot: true }),
    ...[4, 5].map((n) => siteMessage(n, { threadId: "omt_one", rootId: "om_3", parentId: "om_3" })),
    siteMessage(6, { rootId: "om_1", parentId: "om_1", content: { text: "an answer" } }),
    siteMessage(7, { type: "image", content: { image_key: "img_one" } }),
    file(8, "file_pdf", "報告 final.pdf"),
    file(9, "file_video", "clip.mp4", "media"),
    file(10, "file_gone", "gone.zip"),
    siteMessage(11, {
      reactions: [{ type: "THUMBSUP", by: "ou_ana" }, { type: "HEART", by: "ou_bo" }],
      content: {
        text: "see https://example.com/a?b=1&c=2 and\n```\nconst a = 1;\n```\n| a | b |\n| 1 | 2 |",
      },
    }),
    siteMessage(12, {
      type: "merge_forward",
      children: [siteMessage(13, { chatId: "oc_old", content: { text: "forwarded one" } })],
    }),
    siteMessage(14, { content: { text: "请先清空缓存" } }),
    siteMessage(15, { content: { text: "first words" } }),
    siteMessage(16, { createTime: FIRST_TIME + DAY, content: { text: "the day after" } }),
    siteMessage(17, { chatId: "oc_topic", threadId: "omt_topic", isThreadRoot: true }),
    siteMessage(18, { chatId: "oc_topic", threadId: "omt_topic", rootId: "om_17", parentId: "om_17" }),
    ...more,
  ];
  const resource = (n: number, fileKey: string, type: "image" | "file", bytes: Uint8Array<ArrayBuffer>) => ({
    ...{ messageId: `om_${n}`, fileKey, type, bytes, contentType: "application/octet-stream" },
  });
  return {
    now: () => FIRST_TIME + 2 * DAY,
    users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
    chats: [
      { chatId: "oc_group", mode: "group", name: "Release 2.4", members: ["ou_ana", "ou_bo"] },
      { chatId: "oc_topic", mode: "topic", name: "Topics" },
    ],
    messages,
    resources: [
      resource(7, "img_one", "image", pngImage()),
      resource(8, "file_pdf", "file", encoder.encode("%PDF-1.4 something")),
      resource(9, "file_video", "file", mp4Video(1000, 300_000)),
    ],
  };
}

/** Archives all chats of a world. */
export async function archiveWorld(scene: Scene): Promise<void> {
  const line = ["+chat-export", "--output", "archive", "--chat-id", "oc_group,oc_topic"];
  const { status, stdout, stderr } = await scene.run(line, {
    clockOffset: FIRST_TIME + 3 * DAY - Date.now(),
  });
  // The file that is gone makes it 1.
  assert(status === 0 || status === 1, `${status} ${stdout} ${stderr}`);
}

/** Sets a scene with the archive of a world. */
export async function inArchivedScene<T>(
  world: PlatformOptions,
  use: (scene: Scene) => Promise<T>,
): Promise<T> {
  return await inScene(world, async (scene) => {
    await archiveWorld(scene);
    return await use(scene);
  });
}

/** Writes the site of files; answers with its directory. */
export async function exportSite(scene: Scene, ...more: readonly string[]): Promise<string> {
  dataOf(await scene.run(["archive", "export", "--into", "html", "--archive", "archive", ...more]));
  return join(scene.directory, "archive", "html");
}

/** The program as it serves an archive. */
export interface Served extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The address that works once. */
  readonly first: string;
  readonly child: Deno.ChildProcess;
}

/** Serves the archive of a scene in a process of its own. */
export async function serve({ directory, env }: Scene): Promise<Served> {
  // Days are those of the browser and the test.
  const zone = Deno.env.get("TZ");
  const variables = zone === undefined ? env : { ...env, TZ: zone };
  const child = startIm(["archive", "serve", "--archive", "archive"], { cwd: directory, env: variables });
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  while (!printed.includes("\n")) {
    const { done, value = "" } = await reader.read();
    if (done) break;
    printed += value;
  }
  const first = printed.trim();
  assert(/^http:\/\/127\.0\.0\.1:\d+\/\S{20,}$/.test(first), printed);
  const stop = async () => {
    try {
      child.kill("SIGTERM");
    } catch { /* it has ended */ }
    await child.status;
    await reader.cancel();
    await child.stderr.cancel().catch(() => {});
  };
  return { origin: new URL(first).origin, first, child, [Symbol.asyncDispose]: stop };
}
