import { expect, it } from "vitest";
import * as z from "zod";
import { ABILITIES, COMMAND_KINDS, type Manifest, supportOf } from "../src/index.ts";

const manifest: Manifest = {
	id: "sample",
	title: { de: "Muster", en: "Sample" },
	contract: 1,
	config: z.object({}),
	secrets: z.object({}),
	capabilities: {
		commands: ["mark-paid"],
		webhooks: { signedTime: false },
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	notOffered: { documents: "the shop makes no invoices", cancel: "orders are final" },
	limits: { requestsPerSecond: 1, concurrency: 1 },
	defaults: { paymentMethods: {}, statuses: {} },
};

it("tells what is there, what the platform does not offer, and what is not built", () => {
	const support = Object.fromEntries(ABILITIES.map((ability) => [ability, supportOf(manifest, ability)]));
	expect(support).toEqual({
		...Object.fromEntries(COMMAND_KINDS.map((kind) => [kind, "not-built"])),
		"mark-paid": "yes",
		cancel: "not-offered",
		webhooks: "yes",
		documents: "not-offered",
		connect: "not-built",
		embedded: "not-built",
		findsOrders: "not-built",
		payouts: "not-built",
	});
	const embedded = { ...manifest.capabilities, embedded: { ancestors: ["{url}"] } };
	expect(supportOf({ ...manifest, capabilities: embedded }, "embedded")).toBe("yes");
});
