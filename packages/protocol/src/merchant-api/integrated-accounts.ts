import { Day, Instant, Money } from "@kontor/connector";
import * as z from "zod";
import { operation, SignedJson } from "../operation.ts";

const params = z.object({ account: z.uuid() });
const path = "/v1/integrated-accounts/{account}";

/** A key with which a provider signs. Its secret is shown once. */
export const IntegrationKey = z
	.object({ id: z.uuid(), createdAt: Instant, revokedAt: Instant.nullable() })
	.meta({ id: "IntegrationKey" });
export type IntegrationKey = z.infer<typeof IntegrationKey>;

export const createIntegrationKey = operation({
	id: "createIntegrationKey",
	method: "post",
	path: `${path}/keys`,
	audience: "merchant",
	summary:
		"Makes a key with which a provider signs the postings of an account; older ones are good until they are revoked.",
	params,
	result: IntegrationKey.extend({
		/** `whsec_` and base64, as Standard Webhooks writes keys. */
		key: z.string(),
	}),
	status: 201,
});

export const listIntegrationKeys = operation({
	id: "listIntegrationKeys",
	method: "get",
	path: `${path}/keys`,
	audience: "merchant",
	summary: "The keys of an account, newest first.",
	params,
	result: z.object({ items: z.array(IntegrationKey) }),
});

export const revokeIntegrationKey = operation({
	id: "revokeIntegrationKey",
	method: "delete",
	path: `${path}/keys/{integrationKey}`,
	audience: "merchant",
	summary: "Nothing that is signed with it is taken any more.",
	params: params.extend({ integrationKey: z.uuid() }),
});

const text = (longest: number) => z.string().max(longest).optional();

/** One posting as a provider delivers it. */
export const IntegratedPosting = z
	.object({
		/** The provider's own: the same again is the same posting; pending, it is booked under the same one. */
		id: z.string().min(1).max(200),
		bookingDay: Day,
		valueDay: Day.optional(),
		/** Signed: money in is positive; a payment taken back is negative. */
		amount: Money,
		/** `pending`: announced, settles nothing. */
		status: z.enum(["booked", "pending"]).default("booked"),
		counterparty: z.object({ name: text(200), iban: text(50), account: text(100), bic: text(11) }).default({}),
		remittance: z.string().max(2_000).default(""),
		endToEndId: text(100),
		mandateId: text(100),
		/** Structured references: RF..., Swiss QRR. */
		references: z.array(z.string().min(1).max(100)).max(20).default([]),
		/** "PMNT-RCDT-ESCT". */
		transactionCode: text(50),
		/** Why a payment came back: an ISO code ("AC04", "MD06") where there is one. */
		returnReason: text(200),
		/** What the account's owner bears, taken off the amount already. */
		charges: z.array(Money).max(10).default([]),
		/** What was ordered, where that is another currency. */
		originalAmount: Money.optional(),
	})
	.meta({ id: "IntegratedPosting" });
export type IntegratedPosting = z.infer<typeof IntegratedPosting>;

export const IntegratedPostings = z
	.object({ postings: z.array(IntegratedPosting).min(1).max(10_000) })
	.meta({ id: "IntegratedPostings" });
export type IntegratedPostings = z.infer<typeof IntegratedPostings>;

/**
 * Signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`) over the raw bytes, which are
 * the JSON of `IntegratedPostings`.
 */
export const deliverPostings = operation({
	id: "deliverPostings",
	method: "post",
	path: `${path}/postings`,
	audience: "public",
	summary:
		"Takes postings of an account from its provider: the JSON of IntegratedPostings, signed as Standard Webhooks says. The same again changes nothing.",
	params,
	body: SignedJson,
	result: z.object({
		/** Stored now. */
		created: z.int(),
		/** Stored before. */
		known: z.int(),
		/** Pending before, booked now. */
		booked: z.int(),
		/** Older than the account's connection: stored, waiting for the merchant (PRODUCT C4). */
		held: z.int(),
	}),
});
