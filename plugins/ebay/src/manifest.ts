import { type Context, titled } from "@kontor/connector";
import * as z from "zod";
import { MARKETPLACE_IDS } from "./marketplaces.ts";

const PAID = { machine: "payment", status: "PAID" };
const CANCELLED = { machine: "cancellation", status: "CANCELED" };

/** A payment that failed can be made again; a cancellation that was only asked for is not one yet. */
const OPEN = { payment: ["PENDING", "FAILED"], cancellation: ["NONE_REQUESTED", "IN_PROGRESS"] };

/**
 * eBay collects almost every payment itself and pays out later. The machines: `payment`, `fulfillment`, `cancellation`,
 * each with eBay's own names.
 */
export const manifest = {
	id: "ebay",
	title: { de: "eBay", en: "eBay" },
	contract: 1,
	config: z.object({
		seller: z
			.string()
			.regex(/^[A-Za-z0-9._*-]{1,64}$/)
			.meta(titled({ de: "eBay-Mitgliedsname", en: "eBay username" })),
		marketplace: z.enum(MARKETPLACE_IDS).meta(titled({ de: "eBay-Marktplatz", en: "eBay marketplace" })),
		/** Left out: no. */
		marksPaid: z
			.boolean()
			.optional()
			.meta(
				titled({
					de: "Direkt an mich bezahlte Bestellungen bei eBay als bezahlt markieren",
					en: "Mark orders that are paid to me directly as paid on eBay",
				}),
			),
	}),
	/** All from eBay's consent page; the access token lives two hours, the refresh token about 18 months. */
	secrets: z.object({
		accessToken: z
			.string()
			.min(10)
			.meta(titled({ de: "Zugriffstoken", en: "Access token" })),
		refreshToken: z
			.string()
			.min(10)
			.meta(titled({ de: "Erneuerungstoken", en: "Refresh token" })),
		/** Milliseconds since 1970, as is the next one. */
		expiresAt: z.int().meta(titled({ de: "Zugriffstoken gültig bis", en: "Access token valid until" })),
		consentEndsAt: z.int().meta(titled({ de: "Zustimmung gültig bis", en: "Consent valid until" })),
	}),
	/** The keyset of the operator's application in eBay's developer program. */
	app: z.object({
		clientId: z.string().min(1),
		clientSecret: z.string().min(1),
		/** eBay's name for the redirect address, not the address itself. */
		ruName: z.string().min(1),
		/** Chosen by the operator: 32 to 80 letters, digits, underscores and hyphens; entered at eBay, too. */
		verificationToken: z.string().regex(/^[A-Za-z0-9_-]{32,80}$/),
		/** Where eBay writes to when notifications cannot be delivered. */
		alertEmail: z.email(),
		/** Of the Key Management API: without them the payouts of sellers in the EU and the UK cannot be read. */
		signingKey: z.string().min(1).optional(),
		signingJwe: z.string().min(1).optional(),
		/** Left out: production. */
		environment: z.enum(["production", "sandbox"]).optional(),
	}),
	capabilities: {
		commands: ["mark-paid", "cancel", "push-shipment"],
		webhooks: { signedTime: false },
		documents: false,
		connect: true,
		refreshesSecrets: true,
		routes: ["callback", "notifications"],
		requests: {},
		payouts: true,
		findsOrders: true,
	},
	notOffered: {
		"mark-partially-paid": "an order is paid in full or not at all",
		"revoke-payment": "an order that was marked as paid cannot be marked as unpaid",
		"set-status": "statuses follow from what happens",
		"record-repayment": "a refund on eBay moves money",
		documents: "eBay makes no invoices for its sellers",
		embedded: "eBay's seller pages show no others",
	},
	/** What really limits are the application's daily quotas (quotas.ts). */
	limits: { requestsPerSecond: 20, concurrency: 4 },
	defaults: {
		/** eBay's PaymentMethodTypeEnum. What eBay collects itself is only watched; its payouts are matched. */
		paymentMethods: { EFT: "prepayment", CASH_ON_PICKUP: "cashOnDelivery", EBAY: "monitored" },
		statuses: {
			prepayment: { open: OPEN, written: { paid: PAID, cancelled: CANCELLED } },
			cashOnDelivery: { open: OPEN, written: { paid: PAID } },
			monitored: { open: OPEN, written: {} },
		},
	},
} as const;

export type Shop = Context<typeof manifest>;

/** The operator's application. */
export type EbayApp = Shop["app"];
