import { Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation, SignedJson } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

const line = z.string().max(200);

/** Who collects for the merchant, and what he needs to know of him (PRODUCT L1). */
export const CollectionPartner = z
	.object({
		/** Customers are told of him by this name. */
		name: line.min(1),
		/** Where cases are put; null: the merchant passes the file on himself. */
		url: z.url().max(500).nullable().default(null),
		/** What is sold, for a first letter: "Kaufvertrag über Fahrradteile". Null: said case by case. */
		contractObject: line.nullable().default(null),
		creditor: z.object({
			street: line,
			postcode: line,
			city: line,
			country: line,
			email: line.nullable().default(null),
			phone: line.nullable().default(null),
			/** Whether he may deduct input tax, which a first letter has to state; null: not said. */
			deductsInputTax: z.boolean().nullable().default(null),
		}),
	})
	.meta({ id: "CollectionPartner" });
export type CollectionPartner = z.infer<typeof CollectionPartner>;

export const CollectionPartnerState = z
	.object({
		partner: CollectionPartner.nullable(),
		/** Whether the partner's key, and the one that he signs with, are known. They are never shown. */
		hasKey: z.boolean(),
		hasSigningKey: z.boolean(),
		/** Where the partner tells how a case goes. */
		statusUrl: z.string(),
	})
	.meta({ id: "CollectionPartnerState" });
export type CollectionPartnerState = z.infer<typeof CollectionPartnerState>;

/** What only the merchant knows of a case. */
export const CollectionFacts = z.object({
	contractObject: line.min(1).nullable().default(null),
	/** Left out: the customer gave his address with the order. */
	addressTracedBy: line.min(1).nullable().default(null),
	/** Null: by whether the order names a company. */
	isBusiness: z.boolean().nullable().default(null),
	phone: line.min(1).nullable().default(null),
	/** What the customer objected, word for word. */
	objections: z.array(z.string().min(1).max(2_000)).max(20).default([]),
	/** The case goes out though something is missing. */
	evenIfIncomplete: z.boolean().default(false),
});
export type CollectionFacts = z.infer<typeof CollectionFacts>;

export const CollectionCase = z
	.object({
		id: z.uuid(),
		order: z.uuid(),
		orderNumber: z.string(),
		/**
		 * `waiting` for what a first letter must say, `ready` to go out or to be passed on, `sent`, `refused` by the partner,
		 * `ended`.
		 */
		state: z.enum(["waiting", "ready", "sent", "refused", "ended"]),
		/** What the partner calls it. */
		reference: z.string().nullable(),
		/** How it goes, in the partner's words. */
		status: z.object({ code: z.string(), text: z.string(), at: Instant }).nullable(),
		/** Why it is not with the partner (yet). */
		problem: Text.nullable(),
		handedOverAt: Instant,
		sentAt: Instant.nullable(),
		endedAt: Instant.nullable(),
	})
	.meta({ id: "CollectionCase" });
export type CollectionCase = z.infer<typeof CollectionCase>;

export const CollectionCaseDetail = CollectionCase.extend({
	facts: CollectionFacts,
	/** What is open of the order, and the same with interest and costs. */
	openPrincipal: Money,
	total: Money,
	/** What a first letter to a private person must name (§ 13a RDG) and is not known. */
	missing: z.array(z.object({ field: z.string(), text: Text })),
}).meta({ id: "CollectionCaseDetail" });
export type CollectionCaseDetail = z.infer<typeof CollectionCaseDetail>;

/** How a case goes, as the partner says it. */
export const CollectionStatus = z
	.object({
		case: z.uuid(),
		code: z.string().min(1).max(100),
		text: z.string().max(2_000).default(""),
		/** An older one than is known changes nothing. */
		at: Instant,
		reference: line.nullable().default(null),
		/** The partner does nothing more about it. */
		ended: z.boolean().default(false),
	})
	.meta({ id: "CollectionStatus" });
export type CollectionStatus = z.infer<typeof CollectionStatus>;

const params = z.object({ case: z.uuid() });

export const getCollectionPartner = operation({
	id: "getCollectionPartner",
	method: "get",
	path: "/v1/collection-partner",
	audience: "merchant",
	summary: "Who collects for the merchant.",
	result: CollectionPartnerState,
});

export const putCollectionPartner = operation({
	id: "putCollectionPartner",
	method: "put",
	path: "/v1/collection-partner",
	audience: "merchant",
	summary:
		"Sets who collects for the merchant, or that nobody does; keys that are left out stay while the address is the same.",
	body: z.object({
		partner: CollectionPartner.nullable(),
		secrets: z
			.object({
				/** Sent to the partner as bearer token. */
				key: z.string().min(1).max(1_000).optional(),
				/** `whsec_` and base64 of 24 to 64 bytes: the partner signs with it (Standard Webhooks). */
				signingKey: z.string().max(200).optional(),
			})
			.default({}),
	}),
	result: CollectionPartnerState,
});

export const listCollectionCases = operation({
	id: "listCollectionCases",
	method: "get",
	path: "/v1/collection-cases",
	audience: "merchant",
	summary: "What was handed over to debt collection, newest first: of one order, or in one state.",
	query: z.object({ ...PageQuery, order: z.uuid().optional(), state: CollectionCase.shape.state.optional() }),
	result: pageOf(CollectionCase),
});

export const getCollectionCase = operation({
	id: "getCollectionCase",
	method: "get",
	path: "/v1/collection-cases/{case}",
	audience: "merchant",
	summary: "One case, with what is claimed and what is missing.",
	params,
	result: CollectionCaseDetail,
});

export const completeCollectionCase = operation({
	id: "completeCollectionCase",
	method: "put",
	path: "/v1/collection-cases/{case}/facts",
	audience: "merchant",
	summary: "Says what is missing; the case goes out once it is complete.",
	params,
	body: CollectionFacts,
	result: CollectionCaseDetail,
});

export const getCollectionFile = operation({
	id: "getCollectionFile",
	method: "get",
	path: "/v1/collection-cases/{case}/file",
	audience: "merchant",
	summary: "The case with its documents as ZIP: as it was sent, or as it would be now.",
	params,
	result: Bytes,
	mediaType: "application/zip",
});

export const passOnCollectionCase = operation({
	id: "passOnCollectionCase",
	method: "post",
	path: "/v1/collection-cases/{case}/passed-on",
	audience: "merchant",
	summary: "Says that the merchant has passed the file on himself.",
	params,
	body: z.object({ reference: line.min(1).nullable().default(null) }),
	result: CollectionCaseDetail,
});

/** The JSON of `CollectionStatus`, signed as Standard Webhooks says. */
export const reportCollectionStatus = operation({
	id: "reportCollectionStatus",
	method: "post",
	path: "/v1/collections/{creditor}/status",
	audience: "public",
	summary:
		"Takes from the collection partner how a case goes: the JSON of CollectionStatus, signed as Standard Webhooks says. The same again changes nothing.",
	params: z.object({ creditor: z.uuid() }),
	body: SignedJson,
});
