import { type Context, titled } from "@kontor/connector";
import * as z from "zod";

const payment = (status: string) => ({ machine: "payment", status });
const CANCELLED = { machine: "order", status: "cancelled" };

const WAITING = ["PENDING", "PARTIALLY_PAID"];
const OPEN = ["open"];
/** Goods that left are archived by many shops, whether they are paid or not. */
const OPEN_OR_ARCHIVED = ["open", "closed"];

/**
 * Shopify has no status that an app may write, only what follows from payments, shipments and cancellation. What Kontor
 * has to say beyond that stands in the order as a tag, and overrides the payment status that Shopify shows (see
 * statuses.ts). The machines: `order` (open, closed, cancelled), `payment`, `fulfillment`.
 */
export const manifest = {
	id: "shopify",
	title: { de: "Shopify", en: "Shopify" },
	contract: 1,
	config: z.object({
		shop: z
			.string()
			.regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/)
			.meta(titled({ de: "Shop-Adresse (name.myshopify.com)", en: "Shop address (name.myshopify.com)" })),
	}),
	/** Of the app that the operator registered with Shopify, one for all shops. */
	app: z.object({
		clientId: z
			.string()
			.min(1)
			.meta(titled({ de: "Client-ID der App", en: "Client ID of the app" })),
		/** Newest first. After a rotation Shopify signs with the old one for up to an hour. */
		clientSecrets: z
			.array(z.string().min(1))
			.min(1)
			.meta(titled({ de: "Client-Secrets der App, neueste zuerst", en: "Client secrets of the app, newest first" })),
	}),
	/** All three come from the consent page; the access token lives an hour, the refresh token 90 days. */
	secrets: z.object({
		accessToken: z
			.string()
			.min(10)
			.meta(titled({ de: "Zugriffstoken", en: "Access token" })),
		refreshToken: z
			.string()
			.min(10)
			.meta(titled({ de: "Erneuerungstoken", en: "Refresh token" })),
		/** Milliseconds since 1970. */
		expiresAt: z.int().meta(titled({ de: "Zugriffstoken gültig bis", en: "Access token valid until" })),
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
		documents: false,
		connect: true,
		embedded: {
			ancestors: ["https://{shop}", "https://admin.shopify.com"],
			opensWith: { parameter: "shop", field: "shop" },
			/**
			 * App Bridge: Shopify demands that it comes from there, and before every other script. It would put its own tokens in
			 * place of the session's keys, where its `fetch` is not switched off.
			 */
			script: {
				src: "https://cdn.shopify.com/shopifycloud/app-bridge.js",
				meta: { "shopify-api-key": "{clientId}", "shopify-disabled-features": "fetch" },
			},
		},
		refreshesSecrets: true,
		routes: ["callback", "install", "compliance"],
		requests: {},
		findsOrders: true,
	},
	notOffered: {
		documents: "Shopify makes no invoices; other apps do",
	},
	/** What really limits is the cost of queries (throttle.ts). */
	limits: { requestsPerSecond: 20, concurrency: 4 },
	defaults: {
		/**
		 * Shopify names payment methods as the merchant does: these are the names it proposes in German and English, and
		 * what an order without a gateway but with payment terms is called here.
		 */
		paymentMethods: {
			"Bank Deposit": "prepayment",
			Banküberweisung: "prepayment",
			Vorkasse: "prepayment",
			"Cash on Delivery (COD)": "cashOnDelivery",
			Nachnahme: "cashOnDelivery",
			Rechnung: "invoice",
			"payment-terms": "invoice",
		},
		statuses: {
			prepayment: {
				open: { order: OPEN, payment: WAITING },
				written: {
					cancelled: CANCELLED,
					overdue: payment("kontor-overdue"),
					debtCollection: payment("kontor-debt-collection"),
					paymentRevoked: payment("kontor-payment-revoked"),
				},
			},
			invoice: {
				open: { order: OPEN_OR_ARCHIVED, payment: WAITING },
				written: {
					overdue: payment("kontor-overdue"),
					debtCollection: payment("kontor-debt-collection"),
					paymentRevoked: payment("kontor-payment-revoked"),
				},
			},
			cashOnDelivery: {
				open: { order: OPEN_OR_ARCHIVED, payment: WAITING },
				written: {
					overdue: payment("kontor-overdue"),
					debtCollection: payment("kontor-debt-collection"),
					paymentRevoked: payment("kontor-payment-revoked"),
				},
			},
			monitored: { open: { order: OPEN, payment: WAITING }, written: {} },
		},
	},
} as const;

export type Shop = Context<typeof manifest>;
