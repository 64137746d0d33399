import { type Context, titled } from "@kontor/connector";
import * as z from "zod";

const order = (status: string) => ({ machine: "order", status });

const WAITING = ["pending", "on-hold"];
/** Goods leave before the money comes, so that "processing" and "completed" still wait for it. */
const WAITING_OR_DELIVERED = [...WAITING, "processing", "completed"];

/**
 * WooCommerce has one machine of statuses, here called `order`.
 *
 * `paid` is left out where the shop itself should decide: an order that waits for its payment then becomes what
 * WooCommerce makes of a paid one ("processing", or "completed" where nothing has to be sent), and one that is being
 * sent or delivered keeps its status.
 */
export const manifest = {
	id: "woocommerce",
	title: { de: "WooCommerce", en: "WooCommerce" },
	contract: 1,
	config: z.object({
		url: z.url().meta(titled({ de: "Adresse des Shops", en: "Shop address" })),
		allowHttp: z
			.boolean()
			.optional()
			.meta(
				titled({
					de: "Unverschlüsselt zulassen (nur für Testsysteme)",
					en: "Allow without encryption (test systems only)",
				}),
			),
		keysInAddress: z
			.boolean()
			.optional()
			.meta(
				titled({
					de: "Zugangsdaten in der Adresse mitschicken (nur wenn der Server des Shops sie sonst entfernt)",
					en: "Send the credentials in the address (only where the shop's server removes them otherwise)",
				}),
			),
	}),
	secrets: z.object({
		consumerKey: z
			.string()
			.regex(/^ck_/)
			.meta(titled({ de: "Consumer Key", en: "Consumer key" })),
		consumerSecret: z
			.string()
			.regex(/^cs_/)
			.meta(titled({ de: "Consumer Secret", en: "Consumer secret" })),
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
		webhooks: { signedTime: false },
		/** Made by other plugins of the shop, and reachable where Kontor's plugin for WordPress is installed. */
		documents: true,
		connect: true,
		embedded: { ancestors: ["{url}"] },
		refreshesSecrets: false,
		/** What Kontor's plugin for WordPress calls. */
		routes: ["install"],
		requests: {},
		findsOrders: true,
	},
	notOffered: { payouts: "payments reach the merchant directly" },
	/** Small shops run on shared hosting: three at a time leave workers to the checkout. */
	limits: { requestsPerSecond: 10, concurrency: 3 },
	defaults: {
		/**
		 * Ids of the gateways: WooCommerce's own, Germanized and WooCommerce Invoice Gateway ("invoice"), German Market,
		 * Invoice Gateway for WooCommerce ("igfw_..."). "cheque" is left to the merchant: shops rename it to anything.
		 */
		paymentMethods: {
			bacs: "prepayment",
			cod: "cashOnDelivery",
			invoice: "invoice",
			german_market_purchase_on_account: "invoice",
			igfw_invoice_gateway: "invoice",
		},
		statuses: {
			prepayment: {
				open: { order: WAITING },
				written: { paid: order("processing"), cancelled: order("cancelled"), paymentRevoked: order("on-hold") },
			},
			invoice: { open: { order: WAITING_OR_DELIVERED }, written: {} },
			cashOnDelivery: { open: { order: WAITING_OR_DELIVERED }, written: {} },
			monitored: { open: { order: WAITING }, written: {} },
		},
	},
} as const;

export type Shop = Context<typeof manifest>;

/** What a call to the shop takes. */
export type Access = Pick<Shop, "config" | "secrets" | "http" | "signal" | "now">;
