import { arrayAt, nonEmptyStringAt, objectAt, objectsAt } from "../../../json/access.ts";
import { isJsonObject, type JsonObject } from "../../../json/json.ts";
import { type ElementRenderer, scalarText } from "./element.ts";

interface ChartKind {
  readonly name: string;
  /** Which entries of the description name the two fields of a point; absent where points are only counted. */
  readonly fields?: readonly [label: string, value: string];
}

const KINDS: ReadonlyMap<string, ChartKind> = new Map<string, ChartKind>([
  ["bar", { name: "Bar chart", fields: ["xField", "yField"] }],
  ["line", { name: "Line chart", fields: ["xField", "yField"] }],
  ["area", { name: "Area chart", fields: ["xField", "yField"] }],
  ["pie", { name: "Pie chart", fields: ["categoryField", "valueField"] }],
  ["radar", { name: "Radar chart" }],
  ["scatter", { name: "Scatter plot" }],
]);

const renderChart: ElementRenderer = (data) => {
  const chart = objectAt(data, "chartSpec") ?? {};
  const type = nonEmptyStringAt(chart, "type");
  const kind = KINDS.get(type ?? "");
  const title = nonEmptyStringAt(objectAt(chart, "title"), "text");
  const typeName = kind?.name ?? type;
  const head = title === undefined
    ? typeName ?? "Chart"
    : title + (typeName === undefined ? "" : ` (${typeName})`);
  const summary = summaryOf(chart, kind);
  return summary === "" ? `📊 ${head}` : `📊 ${head}\nSummary: ${summary}`;
};

function summaryOf(chart: JsonObject, kind: ChartKind | undefined): string {
  const points = pointsOf(chart);
  const [label, value] = (kind?.fields ?? []).map((field) => nonEmptyStringAt(chart, field));
  if (label !== undefined && value !== undefined && points.every(isJsonObject)) {
    return points.map((point) => `${scalarText(point[label])}:${scalarText(point[value])}`).join(", ");
  }
  return points.length === 0 ? "" : `${points.length} data point(s)`;
}

/** `data.values`, or the `values` of every series where `data` is a list. */
function pointsOf(chart: JsonObject) {
  const data = objectAt(chart, "data");
  return data === undefined
    ? objectsAt(chart, "data").flatMap((series) => arrayAt(series, "values"))
    : arrayAt(data, "values");
}

/** Charts. */
export const chartElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["chart", renderChart],
];
