import { pretty } from "../../../../cli/output/formats/pretty.ts";
import { FILE_SCREEN } from "../../../support/screens.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SETTINGS = {
  screen: FILE_SCREEN,
  compact: true,
  jq: undefined,
  quiet: false,
  columns: [],
  csvSafe: false,
};
const EVIL = "a\u001b[31m\u009b1m\u202eb";

describe("formats for people", () => {
  it("pretty, of a command without a view of its own: the document, its control characters escaped", async () => {
    const text = await pretty.text({
      rows: { kind: "list", rows: [] },
      pagination: undefined,
      document: () => ({ name: EVIL }),
      columns: undefined,
      pretty: undefined,
      concise: undefined,
    }, SETTINGS);
    assertEquals(text, '{"name":"a\\u001b[31m\\u009b1m\\u202eb"}\n');
    assertEquals(JSON.parse(text), { name: EVIL });
  });

  it("pretty: a line of a view stays one line", async () => {
    const text = await pretty.text({
      rows: { kind: "list", rows: [] },
      pagination: undefined,
      document: () => ({}),
      columns: undefined,
      pretty: () => ["sent: x\nerror: y", "z"],
      concise: undefined,
    }, SETTINGS);
    assertEquals(text, "sent: x error: y\nz\n");
  });
});
