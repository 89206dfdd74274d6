import { fileFailure, invalidArgument, invalidInput } from "../../../core/failure.ts";
import { openDirectoryInside } from "../../../core/pinned-directory.ts";
import { checkRelativePath, resolveInside } from "../../../core/safe-path.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import {
  integer,
  optional,
  type OptionValues,
  positional,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { qrCodePng, qrCodeText } from "../../output/qr-code.ts";
import { writeText } from "../../output/terminal.ts";
import { join } from "@std/path";

const options = {
  words: { ...positional(text("url", "the address, or any other text")), required: true },
  output: optional(text("file.png", "write a picture to this file")),
  size: withDefault(integer(32, 1024, "with --output: edge of the picture in pixels"), 256),
  overwrite: toggle("with --output: replace an existing file"),
  ascii: toggle("print it as text (the default)"),
};

type Values = OptionValues<typeof options>;

/** `im auth qrcode` */
export const qrcode = defineCommand({
  name: "auth qrcode",
  summary: "Draw a QR code for an address",
  description: [
    "For the address of auth login --no-wait, so that the person can open it with a phone. Without --output the code is " +
    "printed as text, two squares per character, for terminals with a dark background.",
  ],
  examples: [
    { comment: "as text", line: "auth qrcode https://example.com/verify?code=ABCD" },
    { comment: "as a picture", line: "auth qrcode https://example.com/verify?code=ABCD --output login.png" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).picture(),
  options,
  check(values, _world, _identity, nameOf) {
    checkExclusive(values, ["output", "ascii"], nameOf);
    textOf(values);
  },
  preview: () => ({ api: [], context: {} }),
  async run(values, { world }): Promise<CommandResult> {
    const url = textOf(values);
    if (values.output === undefined) {
      const code = await qrCodeText(url, { isColoured: false }).catch((error) => {
        throw tooLong(error);
      });
      await writeText(world.stdout, code);
      return { data: {}, envelope: "none" };
    }
    const picture = await qrCodePng(url, values.size).catch((error) => {
      throw tooLong(error);
    });
    if (picture === undefined) {
      throw invalidInput(
        "size",
        phrase`${input("size")} is too small for this address: ${values.size}`,
        phrase`choose a larger one, or leave ${input("size")} out`,
      );
    }
    const path = await savePicture(world, values, picture);
    return {
      data: { saved_path: path, size_bytes: picture.length, content_type: "image/png" },
      pretty: () => [`saved ${path}`],
    };
  },
});

function textOf({ words: [url, surplus] }: Values): string {
  if (url === undefined || url === "") {
    throw invalidArgument("url", "the address is missing", "put it behind the command, in quotes");
  }
  if (surplus !== undefined) {
    throw invalidArgument(
      "url",
      `unexpected argument "${surplus}"`,
      "quote the address: a shell splits it at & and spaces",
    );
  }
  return url;
}

function tooLong(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return invalidArgument(
    "url",
    "the address is too long for a QR code",
    "open it in a browser, or send it as a text",
  );
}

/** Writes the picture to a file inside the working directory, which is new unless it may be replaced. */
async function savePicture(
  world: World,
  { output = "", overwrite }: Values,
  picture: Uint8Array,
): Promise<string> {
  const parts = checkRelativePath("output", output, world.os);
  const name = parts.at(-1) ?? "";
  if (name === "" || /[/\\]$/.test(output)) {
    throw invalidInput(
      "output",
      phrase`${input("output")} must name a file: "${output}"`,
      phrase`write it like ${input("output", "login.png")}`,
    );
  }
  const { directory } = openDirectoryInside(
    world,
    "output",
    await resolveInside(world, "output", parts.slice(0, -1)),
  );
  const path = join(directory.path, name);
  try {
    directory.run((at) => {
      // A link that stands there is replaced, never followed.
      if (overwrite) removeFile(world, at(name));
      using file = world.files.openSync(at(name), { write: true, createNew: true });
      for (let done = 0; done < picture.length;) done += file.writeSync(picture.subarray(done));
    });
  } catch (error) {
    if (error instanceof Error && error.name === "AlreadyExists") {
      throw invalidInput(
        "output",
        phrase`there is a file already: "${path}"`,
        phrase`choose another name, or add ${input("overwrite")}`,
      );
    }
    throw fileFailure("write", path, error);
  }
  return path;
}

function removeFile({ files }: World, path: string): void {
  try {
    files.removeSync(path);
  } catch (error) {
    if (!(error instanceof Error && error.name === "NotFound")) throw error;
  }
}
