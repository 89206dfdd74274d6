import { madePages, makePage } from "../../../scripts/docs.ts";
import { makePictures } from "../../../scripts/docs/picture.ts";
import { stepsOf, writeSessions } from "../../../scripts/docs/sessions.ts";
import { pathOf } from "../../../scripts/registry.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What is made in the documents is current; if it is not, `deno task docs` makes it anew. */

const PAGES = await madePages();

describe("pages", () => {
  for (const path of PAGES) {
    it(`${path} is what the program prints`, async () => {
      assertEquals(await Deno.readTextFile(pathOf(path)), await makePage(path));
    });
  }

  it("the README's pictures show what the program prints", async () => {
    for (const [path, picture] of Object.entries(await makePictures())) {
      assertEquals(await Deno.readTextFile(pathOf(path)), picture, path);
    }
  });

  it("the README and every page of the guide but its list have a session", async () => {
    const without = [];
    for (const path of PAGES) {
      if (!/^\$ .*\bim [+a-z]/m.test(await Deno.readTextFile(pathOf(path)))) without.push(path);
    }
    assertEquals(without, ["docs/from-lark-cli.md", "docs/guide/README.md"]);
  });

  it("the README has 150 lines at most", async () => {
    const lines = (await Deno.readTextFile(pathOf("README.md"))).trimEnd().split("\n").length;
    assert(lines <= 150, `${lines} lines`);
  });
});

describe("documents", () => {
  const documents = ["README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md"];
  for (const folder of ["docs", "docs/guide", "skills/im", "skills/im/references"]) {
    for (const { name } of Deno.readDirSync(pathOf(folder))) {
      if (name.endsWith(".md")) documents.push(`${folder}/${name}`);
    }
  }

  it("break no line inside a code span, and have no remains of a merge", async () => {
    const wrong = [];
    for (const path of documents) {
      const text = (await Deno.readTextFile(pathOf(path))).replace(/^ *```.*?^ *```$/gms, "");
      for (const line of text.split("\n")) {
        if ((line.match(/`/g)?.length ?? 0) % 2 === 1 || /<{7}|>{7}|={7}/.test(line)) {
          wrong.push(`${path}: ${line}`);
        }
      }
    }
    assertEquals(wrong, []);
  });
});

describe("sessions", () => {
  const page = (block: string, zone = "Asia/Shanghai") =>
    `<!-- sessions: ${zone}, 80 columns -->\n\n\`\`\`console\n${block}\`\`\`\n`;

  it("what stands below a command is replaced by what it prints, in the zone of the page", async () => {
    const command = "$ date +%Z | sed s/CST/UTC+8/\n";
    assertEquals(await writeSessions(page(`${command}something else\n`)), page(`${command}UTC+8\n`));
    const other = "$ date +%Z\n";
    assertEquals(await writeSessions(page(other, "UTC")), page(`${other}UTC\n`, "UTC"));
  });

  it("the world is kept from block to block, the status from command to command", async () => {
    const block = "$ im +nothing --quiet --format json --jq .ok\n$ echo $?\n";
    assertEquals((await writeSessions(page(block))).match(/^\d+$/m)?.[0], "2");
  });

  it("a command may take several lines, and Ctrl-C is typed where it stands", () => {
    assertEquals(stepsOf("$ im a \\\n    b\nout\n$ im c\n^C\nerror\n"), [
      { line: "im a \\\n    b", isInterrupted: false },
      { line: "im c", isInterrupted: true },
    ]);
  });

  it("a page with sessions says where they take place", async () => {
    await assertRejects(() => writeSessions("```console\n$ im\n```\n"), Error, "must say where");
  });
});
