import { type Context, titled } from "@kontor/connector";
import * as z from "zod";
import { CANCELLED, MACHINE, OPEN_STATUSES } from "./statuses.ts";

const open = { [MACHINE]: OPEN_STATUSES };
const cancelled = { machine: MACHINE, status: CANCELLED } as const;

/**
 * easybill derives an invoice's status from its payments and its cancellation document, so no status can be written but
 * by these: besides `cancelled` the mapping names none.
 */
export const manifest = {
	id: "easybill",
	title: { de: "easybill", en: "easybill" },
	contract: 1,
	config: z.object({
		plan: z.enum(["PLUS", "BUSINESS"]).meta(
			titled({
				de: "easybill-Tarif (bestimmt, wie viele Zugriffe pro Minute erlaubt sind: PLUS 10, BUSINESS 60)",
				en: "easybill plan (it decides how many calls are allowed a minute: PLUS 10, BUSINESS 60)",
			}),
		),
	}),
	secrets: z.object({
		apiKey: z
			.string()
			.min(10)
			.meta(titled({ de: "API-Schlüssel", en: "API key" })),
	}),
	capabilities: {
		commands: ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel"],
		webhooks: { signedTime: false, provenBy: "address" },
		documents: true,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	notOffered: {
		"set-status": "an invoice has no status of its own",
		annotate: "an invoice carries no note of its own",
		"push-shipment": "an invoice is not shipped",
		"record-repayment": "what a payment below zero would do is not documented",
		connect: "keys are made in easybill's settings",
		findsOrders: "an invoice is no platform's order: no ERP has a status for it",
		embedded: "easybill's pages show no others",
		payouts: "payments reach the merchant directly",
	},
	limits: {
		requestsPerSecond: 20,
		concurrency: 1,
		window: { requests: 10, seconds: 60 },
		byConfig: {
			field: "plan",
			values: { BUSINESS: { concurrency: 2, window: { requests: 60, seconds: 60 } } },
		},
	},
	defaults: {
		/** A direct debit is collected by the merchant himself: no transfer is to be expected, and none to be asked for. */
		paymentMethods: { invoice: "invoice" },
		statuses: {
			invoice: { open, written: { cancelled } },
			prepayment: { open, written: { cancelled } },
			cashOnDelivery: { open, written: { cancelled } },
			monitored: { open, written: {} },
		},
	},
} as const;

export type Account = Context<typeof manifest>;
