import type { WritableArchive } from "../../../core/archive/directory.ts";
import type { PossibleGap } from "../../../core/archive/completeness.ts";
import type { SalvageReport } from "../../../core/archive/salvage/salvage.ts";
import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import { counted } from "../../../core/text/count.ts";
import { phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { type OptionValues, toggle } from "../../options/option.ts";
import { archiveOptions, withArchive, withWritableArchive } from "./archive.ts";

const options = {
  ...archiveOptions,
  deep: toggle("check every stored byte as well"),
  repair: toggle(
    "rebuild the index, and the database if it is damaged; have the next export fetch missing files; nothing " +
      "is deleted",
  ),
};

type Values = OptionValues<typeof options>;

/** `im archive verify` */
export const archiveVerify = defineCommand({
  name: "archive verify",
  summary: "Check an archive, offline",
  description: [
    "The exit status is 0 if the archive is sound, even with gaps that are explained; 1 if something is wrong; 5 " +
    "if it cannot be read. root_hash is the same for two archives of the same messages.",
  ],
  examples: [
    { comment: "the database, references and sizes of files", line: "archive verify --archive archive" },
    { comment: "everything", line: "archive verify --deep --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).verified(),
  risk: "write",
  columns: ["kind", "item", "problem"],
  options,
  preview: (values, _identity, _prepared, runtime) =>
    withArchive(runtime, values.archive, async (archive) => {
      const { path } = archive;
      if (!values.repair) {
        return {
          description: "checks the archive, and changes nothing",
          api: [],
          context: { archive: path },
        };
      }
      const { planRepair } = await import("../../../core/archive/repair.ts");
      const { indexed, wanted, adopted, isDamaged } = await planRepair(runtime.world, archive);
      if (isDamaged) {
        return {
          description: "writes the damaged database again from what can be read, and keeps the damaged file",
          api: [],
          context: { archive: path, damaged: true },
        };
      }
      return {
        description: `makes the index of ${counted(indexed, "message")} anew, and has ` +
          `${counted(wanted, "file")} fetched again by the next export`,
        api: [],
        context: { archive: path, indexed, wanted, adopted },
      };
    }),
  run: (values, runtime) => verify(values, runtime),
});

async function verify(values: Values, runtime: Runtime): Promise<CommandResult> {
  const { world } = runtime;
  const { verifyArchive } = await import("../../../core/archive/verify.ts");
  const repaired = values.repair ? await repair(values, runtime) : undefined;
  return await withArchive(runtime, values.archive, async (archive) => {
    const { checked, problems, rootHash, possibleGaps } = await verifyArchive(world, archive, values.deep);
    const failure = problems.length === 0 ? undefined : new Failure({
      type: "api",
      subtype: "archive_damaged",
      message: phrase`the archive has ${counted(problems.length, "problem")}`,
      hint: phrase`${{ input: "repair" }} mends what can be mended, and has missing files fetched again`,
    });
    const listed = problems.map((problem) => ({ ...problem }));
    return {
      data: {
        ...{ archive: archive.path, sound: problems.length === 0, checked },
        ...rootHash === undefined ? {} : { root_hash: rootHash },
        ...possibleGaps.length === 0 ? {} : { possible_gaps: possibleGaps.map(possibleGap) },
        ...{ problems: listed, ...repaired === undefined ? {} : { repaired } },
      },
      rows: listed,
      ...failure === undefined ? {} : { failure },
      pretty: () => [
        ...problems.map(({ kind, item, problem }) => `${kind} ${item}: ${problem}`),
        ...rewrittenLines(repaired),
        ...possibleGaps.map(possibleLine),
        `${counted(checked.messages, "message")}, ${counted(checked.batches, "batch", "batches")}, ` +
        `${counted(checked.files, "file")} checked: ${
          problems.length === 0 ? "sound" : counted(problems.length, "problem")
        }`,
      ],
    };
  });
}

function possibleGap({ chat_id, from, to, positions }: PossibleGap): JsonObject {
  return {
    chat_id,
    ...from === undefined || to === undefined ? {} : { from: formatRfc3339(from), to: formatRfc3339(to) },
    ...positions === undefined ? {} : { positions },
  };
}

function possibleLine(gap: PossibleGap): string {
  const { chat_id, from, to, positions } = gap;
  return from === undefined || to === undefined
    ? `${chat_id}: ${counted(positions ?? 0, "place")} in the chat without a message, which may be nothing`
    : `${chat_id}: not archived from ${formatRfc3339(from)} to ${formatRfc3339(to)}`;
}

async function repair(values: Values, runtime: Runtime) {
  const { world } = runtime;
  const { repairArchive } = await import("../../../core/archive/repair.ts");
  const { salvage } = await import("../../../core/archive/salvage/salvage.ts");
  const { writeManifest } = await import("../../../core/archive/manifest.ts");
  let salvaged: SalvageReport | undefined;
  const beforeOpen = async (path: string) => void (salvaged = await salvage(world, path));
  const mend = async (archive: WritableArchive) => {
    const report = await repairArchive(world, archive);
    // What was lost is told once; the next check compares with what is there now.
    if (salvaged !== undefined) await writeManifest(world, archive, { messages: true, media: true });
    return { ...report, ...salvaged === undefined ? {} : { rewritten: { ...salvaged } } };
  };
  return await withWritableArchive(runtime, values.archive, mend, beforeOpen);
}

type Repaired = Awaited<ReturnType<typeof repair>>;

function rewrittenLines(repaired: Repaired | undefined): readonly string[] {
  if (repaired?.rewritten === undefined) return [];
  const { kept, lost } = repaired.rewritten;
  return [
    `the database was damaged and is written again; the damaged file is ${kept}`,
    ...lost.length === 0 ? ["nothing was lost"] : [
      `lost in part: ${lost.join(", ")}; the next export asks for it again`,
      ...lost.includes("forgotten") ? ["what was forgotten may be archived again"] : [],
    ],
  ];
}
