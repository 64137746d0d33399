import { ABILITIES, CONTRACT_MAJOR, countsAsOpen, type Manifest, supportOf, Text } from "@kontor/connector";
import { ManifestOnWire, manifestOnWire } from "@kontor/protocol";
import { expect } from "vitest";
import type { Check } from "../check.ts";

const group = "manifest";

export const manifestChecks: readonly Check[] = [
	{
		group,
		name: "declares exactly the commands it implements",
		async run({ connector }) {
			const { commands } = connector.manifest.capabilities;
			expect([...connector.implemented].sort()).toEqual([...commands].sort());
			expect(new Set(commands).size, "each once").toBe(commands.length);
		},
	},
	{
		group,
		name: "declares exactly the abilities it implements",
		async run({ connector }) {
			const {
				webhooks,
				documents,
				connect,
				embedded,
				refreshesSecrets,
				routes,
				requests,
				findsOrders,
				statusRequests,
				payouts,
			} = connector.manifest.capabilities;
			const { notOffered = {} } = connector.manifest;
			const both = ABILITIES.filter((one) => one in notOffered && supportOf(connector.manifest, one) === "yes");
			expect(both, "implemented, and said not to be offered by the platform").toEqual([]);
			expect(connector.receive !== undefined, "receive").toBe(webhooks !== false);
			expect(connector.watchWebhooks !== undefined, "watchWebhooks").toBe(webhooks !== false);
			expect(connector.document !== undefined, "document").toBe(documents);
			expect(connector.connect !== undefined, "connect").toBe(connect);
			expect(connector.embed !== undefined, "embed").toBe(embedded !== undefined);
			expect(connector.refreshSecrets !== undefined, "refreshSecrets").toBe(refreshesSecrets);
			expect(Object.keys(connector.routes ?? {}).sort(), "routes").toEqual([...routes].sort());
			expect(Object.keys(connector.requests ?? {}).sort(), "requests").toEqual(Object.keys(requests).sort());
			expect(connector.find !== undefined, "find").toBe(findsOrders === true);
			expect(connector.statusRequests !== undefined, "statusRequests").toBe(statusRequests === true);
			expect(connector.payout !== undefined, "payout").toBe(payouts === true);
		},
	},
	{
		group,
		name: "travels as JSON Schema and arrives as it left",
		async run({ connector: { manifest } }) {
			const sent = manifestOnWire(manifest);
			expect(ManifestOnWire.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
			expect(manifest.contract).toBe(CONTRACT_MAJOR);
			expect(sent, "what the operator registers stays with the host").not.toHaveProperty("app");
		},
	},
	{
		group,
		name: "keeps secrets out of the configuration, and titles every field in both languages",
		async run({ connector: { manifest }, rig }) {
			const { config: asked, secrets, app } = manifest;
			const keys = [asked, secrets, app].flatMap((schema) => Object.keys(schema?.shape ?? {}));
			expect(keys, "each key is in one of config, secrets and app").toEqual([...new Set(keys)]);
			const config = JSON.stringify(rig.config);
			for (const [key, value] of Object.entries(rig.secrets)) {
				expect(config.includes(JSON.stringify(value)), `the secret ${key} is also in the config`).toBe(false);
			}
			for (const field of ["config", "secrets"] as const) {
				for (const [key, title] of titles(manifest, field)) {
					expect(Text.safeParse(title).success, `${field}.${key} has .meta({ title: { de, en } })`).toBe(true);
				}
			}
		},
	},
	{
		group,
		name: "has default mappings that fit together and fit the shop",
		async run({ connector, context }) {
			const shop = await connector.describe(context());
			const ofPlugin = connector.manifest.defaults;
			const defaults = {
				paymentMethods: { ...ofPlugin.paymentMethods, ...shop.suggested?.paymentMethods },
				statuses: { ...ofPlugin.statuses, ...shop.suggested?.statuses },
			};
			for (const [method, code] of Object.entries(defaults.paymentMethods)) {
				expect(defaults.statuses[code], `statuses for ${code}, to which ${method} is mapped`).toBeDefined();
			}
			for (const [code, { open, written }] of Object.entries(defaults.statuses)) {
				expect(Object.keys(open), `machines that decide what is open for ${code}`).not.toEqual([]);
				const entries = Object.entries(open).flatMap(([machine, ids]) => ids.map((status) => ({ machine, status })));
				for (const { machine, status } of [...entries, ...Object.values(written)]) {
					const known = shop.statuses[machine]?.map(({ id }) => id) ?? [];
					expect(known, `statuses of machine "${machine}", as describe() names them`).toContain(status);
				}
			}
		},
	},
	{
		group,
		name: "counts no order as open that it has just marked paid or cancelled",
		async run({ connector: { manifest } }) {
			const { paymentMethods, statuses } = JSON.parse(JSON.stringify(manifest.defaults));
			for (const [id, code] of Object.entries<keyof typeof manifest.defaults.statuses>(
				manifest.defaults.paymentMethods,
			)) {
				const mapping = manifest.defaults.statuses[code];
				for (const written of ["paid", "cancelled"] as const) {
					const entry = mapping?.written[written];
					if (mapping === undefined || entry === undefined) continue;
					const open = Object.fromEntries(
						Object.entries(mapping.open).map(([machine, [first = ""]]) => [machine, first]),
					);
					const order = { paymentMethod: { id, title: id }, statuses: open };
					expect(countsAsOpen(order, { paymentMethods, statuses }), "the open statuses count as open").toBe(true);
					const after = { ...order, statuses: { ...open, [entry.machine]: entry.status } };
					expect(countsAsOpen(after, { paymentMethods, statuses }), `${code}: ${written} counts as open`).toBe(false);
				}
			}
		},
	},
	{
		group,
		name: "limits the load on the shop",
		async run({ connector: { manifest } }) {
			expect(manifest.limits.requestsPerSecond).toBeGreaterThan(0);
			expect(manifest.limits.concurrency).toBeGreaterThanOrEqual(1);
		},
	},
];

function titles(manifest: Manifest, field: "config" | "secrets"): [string, unknown][] {
	const { properties = {} } = manifestOnWire(manifest)[field] as { properties?: Record<string, { title?: unknown }> };
	return Object.entries(properties).map(([key, { title }]) => [key, title]);
}
