import type { JsonObject } from "../../../json.ts";
import type { CardReading } from "./card-reading.ts";

/**
 * Makes the text of one kind of element; empty where it shows nothing.
 *
 * @param data the element's `property` if that is an object, else the element itself (reading sheet 6.1)
 * @param element the element itself
 */
export type ElementRenderer = (data: JsonObject, reading: CardReading, element: JsonObject) => string;
