import { Failure } from "../../../core/failure.ts";
import { counted } from "../../../core/text/count.ts";
import { phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { type OptionValues, toggle } from "../../options/option.ts";
import { archiveOptions, findArchive, withArchive } from "./archive.ts";

const options = {
  ...archiveOptions,
  deep: toggle("check every stored byte as well"),
  repair: toggle(
    "rebuild the index, and have the next export fetch missing files; nothing is deleted",
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
      const { indexed, wanted } = await planRepair(runtime.world, archive);
      return {
        description: `makes the index of ${counted(indexed, "message")} anew, and has ` +
          `${counted(wanted, "file")} fetched again by the next export`,
        api: [],
        context: { archive: path, indexed, wanted },
      };
    }),
  run: (values, runtime) => verify(values, runtime),
});

async function verify(values: Values, runtime: Runtime): Promise<CommandResult> {
  const { world } = runtime;
  const { rootHash, verifyArchive } = await import("../../../core/archive/verify.ts");
  const repaired = values.repair ? await repair(values, runtime) : undefined;
  return await withArchive(runtime, values.archive, async (archive) => {
    const { checked, problems } = await verifyArchive(world, archive, values.deep);
    const failure = problems.length === 0 ? undefined : new Failure({
      type: "api",
      subtype: "archive_damaged",
      message: phrase`the archive has ${counted(problems.length, "problem")}`,
      hint: phrase`${{ input: "repair" }} mends the index and has missing files fetched again`,
    });
    const listed = problems.map((problem) => ({ ...problem }));
    return {
      data: {
        ...{ archive: archive.path, sound: problems.length === 0, checked, root_hash: rootHash(archive) },
        ...{ problems: listed, ...repaired === undefined ? {} : { repaired } },
      },
      rows: listed,
      ...failure === undefined ? {} : { failure },
      pretty: () => [
        ...problems.map(({ kind, item, problem }) => `${kind} ${item}: ${problem}`),
        `${counted(checked.messages, "message")}, ${counted(checked.batches, "batch", "batches")}, ` +
        `${counted(checked.files, "file")} checked: ${
          problems.length === 0 ? "sound" : counted(problems.length, "problem")
        }`,
      ],
    };
  });
}

async function repair(values: Values, { world }: Runtime) {
  const { openForWriting } = await import("../../../core/archive/directory.ts");
  const { repairArchive } = await import("../../../core/archive/repair.ts");
  const { path, from } = await findArchive(world, values.archive);
  const archive = await openForWriting(from, { inputKey: "archive", path, isExisting: true });
  try {
    return { ...await repairArchive(world, archive) };
  } finally {
    archive.close();
  }
}
