import { COMMAND_KINDS, type Manifest, PaymentCode, StatusMapping, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

const JsonSchema = z.record(z.string(), z.unknown()).describe("JSON Schema 2020-12");

const EmbeddedOnWire = z.object({
	ancestors: z.array(z.string()).min(1),
	opensWith: z.object({ parameter: z.string(), field: z.string() }).optional(),
	/** Its meta elements as the browser gets them. */
	script: z.object({ src: z.url({ protocol: /^https$/ }), meta: z.record(z.string(), z.string()) }).optional(),
});
type EmbeddedOnWire = z.infer<typeof EmbeddedOnWire>;

const Limits = z.object({
	requestsPerSecond: z.number().positive(),
	concurrency: z.int().positive(),
	window: z.object({ requests: z.int().positive(), seconds: z.number().positive() }).optional(),
});

/** A manifest as it travels: its zod schemas as JSON Schema. */
export const ManifestOnWire = z
	.object({
		id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
		title: Text,
		contract: z.int().positive(),
		config: JsonSchema,
		secrets: JsonSchema,
		capabilities: z.object({
			commands: z.array(z.enum(COMMAND_KINDS)),
			webhooks: z.union([
				z.literal(false),
				z.object({ signedTime: z.boolean(), provenBy: z.literal("address").optional() }),
			]),
			documents: z.boolean(),
			connect: z.boolean(),
			embedded: EmbeddedOnWire.optional(),
			refreshesSecrets: z.boolean(),
			routes: z.array(z.string()),
			requests: z.record(z.string(), z.object({ input: JsonSchema, output: JsonSchema })),
			findsOrders: z.literal(true).optional(),
			statusRequests: z.literal(true).optional(),
			payouts: z.literal(true).optional(),
		}),
		limits: Limits.extend({
			byConfig: z.object({ field: z.string(), values: z.record(z.string(), Limits.partial()) }).optional(),
		}),
		defaults: z.object({
			paymentMethods: z.record(z.string(), PaymentCode),
			statuses: z.partialRecord(PaymentCode, StatusMapping),
		}),
	})
	.meta({ id: "Manifest" });
export type ManifestOnWire = z.infer<typeof ManifestOnWire>;

export function manifestOnWire(manifest: Manifest): ManifestOnWire {
	const { requests, commands, routes, embedded, ...capabilities } = manifest.capabilities;
	// What the operator registers stays with the host, and what is for the documentation at home.
	const { app: _app, notOffered: _notOffered, ...told } = manifest;
	return {
		...told,
		config: z.toJSONSchema(manifest.config),
		secrets: z.toJSONSchema(manifest.secrets),
		capabilities: {
			...capabilities,
			commands: [...commands],
			routes: [...routes],
			...(embedded === undefined ? {} : { embedded: structuredClone(embedded) as EmbeddedOnWire }),
			requests: Object.fromEntries(
				Object.entries(requests).map(([name, { input, output }]) => [
					name,
					{ input: z.toJSONSchema(input), output: z.toJSONSchema(output) },
				]),
			),
		},
		// Through JSON, as the wire does it: read-only records become plain ones.
		defaults: JSON.parse(JSON.stringify(manifest.defaults)),
	};
}

export const hello = operation({
	id: "hello",
	method: "post",
	path: "/v1/hello",
	audience: "host",
	summary: "A host introduces a plugin by its manifest; 426 when its contract major is not served.",
	body: z.object({
		/** Checked after its major: a manifest of another one may have another shape, and is refused with 426. */
		manifest: z.looseObject({ contract: z.int().positive() }).meta({ $ref: "#/components/schemas/Manifest" }),
		host: z.object({
			version: z.string(),
			/** Where shops reach this host for webhooks and consent pages; null behind NAT. */
			publicUrl: z.url().nullable(),
		}),
	}),
	result: z.object({
		contract: z.int(),
		/** How long a lease holds; the host aborts its own writes before. */
		leaseSeconds: z.number(),
		notices: z.array(Text),
	}),
});
