import { type ConnectContext, type Context, titled } from "@kontor/connector";
import * as z from "zod";

const transaction = (status: string) => ({ machine: "transaction", status });
const order = (status: string) => ({ machine: "order", status });

/** Money is still expected. "failed" belongs to payments that a provider carries out. */
const UNPAID = ["open", "in_progress", "unconfirmed", "reminded", "paid_partially"];
const RUNNING = ["open", "in_progress"];
/** Goods leave before the money comes, so that a completed order still waits for it. */
const RUNNING_OR_DONE = [...RUNNING, "completed"];

const WRITTEN = {
	paid: transaction("paid"),
	partiallyPaid: transaction("paid_partially"),
	cancelled: order("cancelled"),
	paymentRevoked: transaction("open"),
};

/** Shopware's three machines of statuses: `order`, `transaction` (the payment), `delivery`. */
export const manifest = {
	id: "shopware",
	title: { de: "Shopware 6", en: "Shopware 6" },
	contract: 1,
	config: z.object({
		url: z.url().meta(titled({ de: "Adresse des Shops", en: "Shop address" })),
		numberFields: z
			.string()
			.max(500)
			.optional()
			.meta(
				titled({
					de: "Zusatzfelder der Bestellung mit Nummern, die Käufer angeben (technische Namen, durch Komma getrennt)",
					en: "Custom fields of the order with numbers that buyers quote (technical names, separated by commas)",
				}),
			),
		allowHttp: z
			.boolean()
			.optional()
			.meta(
				titled({
					de: "Unverschlüsselt zulassen (nur für Testsysteme)",
					en: "Allow without encryption (test systems only)",
				}),
			),
	}),
	/** Of the app that the operator offers to all shops; without it every connection has an app of its own. */
	app: z.object({
		secret: z
			.string()
			.min(1)
			.optional()
			.meta(titled({ de: "App-Secret", en: "App secret" })),
	}),
	secrets: z.object({
		apiKey: z
			.string()
			.min(1)
			.meta(titled({ de: "Zugangs-ID", en: "Access key ID" })),
		secretKey: z
			.string()
			.min(1)
			.meta(titled({ de: "Sicherheitsschlüssel", en: "Secret access key" })),
		shopId: z
			.string()
			.optional()
			.meta(titled({ de: "Shop-ID (setzt die App)", en: "Shop ID (set by the app)" })),
		registration: z
			.string()
			.optional()
			.meta(titled({ de: "Registrierung (setzt die App)", en: "Registration (set by the app)" })),
		/** Unix seconds. */
		registeredAt: z
			.int()
			.optional()
			.meta(titled({ de: "Zeit der Registrierung (setzt die App)", en: "Time of registration (set by the app)" })),
	}),
	capabilities: {
		commands: [
			"mark-paid",
			"mark-partially-paid",
			"revoke-payment",
			"cancel",
			"set-status",
			"annotate",
			"push-shipment",
			"record-repayment",
		],
		webhooks: { signedTime: true },
		documents: true,
		connect: true,
		/** An app made for one connection has its own address; one that an operator offers to all shops has theirs in common. */
		embedded: { ancestors: ["{url}"], opensWith: { parameter: "shop-url", field: "url" } },
		refreshesSecrets: false,
		routes: ["register", "confirm", "claim", "webhook"],
		requests: {},
		findsOrders: true,
	},
	notOffered: { payouts: "payments reach the merchant directly" },
	/** Shopware's Admin API has no limit of its own; four at a time leave workers to the storefront. */
	limits: { requestsPerSecond: 20, concurrency: 4 },
	defaults: {
		/** Technical names of Shopware's own methods; see `methodIdOf`. */
		paymentMethods: {
			payment_prepayment: "prepayment",
			payment_invoicepayment: "invoice",
			payment_cashpayment: "cashOnDelivery",
		},
		statuses: {
			prepayment: { open: { transaction: UNPAID, order: RUNNING }, written: WRITTEN },
			invoice: {
				open: { transaction: UNPAID, order: RUNNING_OR_DONE },
				written: { ...WRITTEN, overdue: transaction("reminded") },
			},
			cashOnDelivery: {
				open: { transaction: UNPAID, order: RUNNING_OR_DONE },
				written: { ...WRITTEN, overdue: transaction("reminded") },
			},
			monitored: { open: { transaction: UNPAID, order: RUNNING }, written: {} },
		},
	},
} as const;

export type Shop = Context<typeof manifest>;
export type ConnectingShop = ConnectContext<typeof manifest>;
export type Secrets = Shop["secrets"];
