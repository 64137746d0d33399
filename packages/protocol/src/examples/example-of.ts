import * as z from "zod";
import { Bytes, type Operation, SignedJson, Upload } from "../operation.ts";
import type { Given } from "./given.ts";
import { HOST_EXAMPLES } from "./host-api.ts";
import { sampleOf } from "./sample.ts";

/** What a schema cannot say of itself: a change names what is changed. */
const MERCHANT_EXAMPLES: Readonly<Record<string, Given>> = {
	patchSettings: { body: { hold: true } },
	patchShopSettings: { body: { pullMinutes: 15, inherit: ["assignment.tolerance"] } },
};

/**
 * What a call of the operation may look like, body and answer. What hosts call is written down by hand, as one shop's life; the
 * rest is made from the schemas. Left out where there is no JSON.
 */
export function exampleOf(operation: Operation): Given {
	const written = HOST_EXAMPLES[operation.id] ?? MERCHANT_EXAMPLES[operation.id] ?? {};
	return {
		...(isJson(operation.body) ? { body: written.body ?? sampleOf(operation.body, "input") } : {}),
		...(isJson(operation.result) ? { result: written.result ?? sampleOf(operation.result, "output") } : {}),
	};
}

function isJson(schema: z.ZodType): boolean {
	return !(schema instanceof z.ZodUndefined) && schema !== Bytes && schema !== Upload && schema !== SignedJson;
}
