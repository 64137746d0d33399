import { type Manifest, titled } from "@kontor/connector";
import * as z from "zod";

/** What this shop is asked for and can do. Types, tests, hub and documentation read it; nothing else declares anything. */
export const manifest = {
	id: "template",
	title: { de: "Musterladen", en: "Sample shop" },
	contract: 1,
	config: z.object({
		url: z.url().meta(titled({ de: "Adresse des Shops", en: "Address of the shop" })),
	}),
	secrets: z.object({
		token: z
			.string()
			.min(1)
			.meta(titled({ de: "API-Token", en: "API token" })),
	}),
	capabilities: {
		commands: ["mark-paid", "annotate"],
		webhooks: { signedTime: true },
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	/** What is neither here nor above counts as not built. */
	notOffered: { documents: "the shop makes no invoices", payouts: "payments reach the merchant directly" },
	limits: { requestsPerSecond: 10, concurrency: 4 },
	defaults: {
		paymentMethods: { transfer: "prepayment", invoice: "invoice" },
		statuses: {
			prepayment: { open: { order: ["open"] }, written: { paid: { machine: "order", status: "paid" } } },
			invoice: { open: { order: ["open", "shipped"] }, written: { paid: { machine: "order", status: "paid" } } },
		},
	},
} as const satisfies Manifest;
