import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";

/** An eBay with one seller, as far as the plugin sees it. Times by its own clock. */
export interface Ebay {
	url: string;
	readonly now: () => Date;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly ruName: string;
	readonly verificationToken: string;
	/** Of the application, for digital signatures: what eBay knows by the JWE. */
	signing: { readonly jwe: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
	/** With which eBay signs notifications. */
	readonly kid: string;
	readonly notificationKeys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
	seller: { userId: string; username: string };
	/** Whoever is signed in when the consent page is opened. */
	signedIn: { userId: string; username: string };
	readonly accessTokens: Map<string, { readonly expires: Date; readonly user: string | null }>;
	refreshToken: string;
	readonly codes: Set<string>;
	/** Grants, by their type. */
	readonly grants: string[];
	/** The next so many grants are answered with 503. */
	grantFailures: number;
	/** Calls that are left for the day, by API: "sell/fulfillment". None: as many as one likes. */
	readonly quota: Map<string, number>;
	readonly calls: string[];
	readonly orders: Map<string, StoredOrder>;
	/** Ids that unpaid orders had, and the ones they have since they are paid. Both are good for asking. */
	readonly renamed: Map<string, string>;
	/** Orders get another id when they are paid later. */
	renames: boolean;
	/** What a buyer or seller would notice. */
	readonly ledger: { readonly order: string; readonly what: string }[];
	/** How often a cancellation is read as under way before it is done. */
	cancellationReads: number;
	config: { alertEmail?: string };
	readonly destinations: Map<string, Destination>;
	readonly subscriptions: Map<string, Subscription>;
	/** Notifications go out at once to the destinations; else tests deliver by themselves. */
	readonly deliverAtOnce: boolean;
	readonly payouts: StoredPayout[];
	lastDate: number;
}

export interface Destination {
	readonly id: string;
	name: string;
	status: string;
	endpoint: string;
	verificationToken: string;
}

export interface Subscription {
	readonly id: string;
	readonly topicId: string;
	status: string;
	destinationId: string;
}

export interface StoredOrder {
	id: string;
	readonly legacyId: string;
	readonly created: Date;
	modified: Date;
	/** Smallest unit of `currency`; `tax` comes on top where the list is asked for it. */
	minor: number;
	readonly currency: string;
	readonly tax: number;
	readonly convertedFrom: { readonly value: string; readonly currency: string } | null;
	method: string | null;
	payment: string;
	cancellation: "NONE_REQUESTED" | "IN_PROGRESS" | "CANCELED";
	cancelInitiator: string | null;
	cancelReadsLeft: number;
	refunded: number;
	buyer: { username: string; name: string; street: string; city: string; postcode: string; country: string };
	readonly marketplace: string;
	readonly lines: { readonly id: string; readonly quantity: number; shipped: boolean }[];
	readonly parcels: {
		readonly number: string;
		readonly carrier: string;
		readonly lines: readonly string[];
		readonly at: string;
	}[];
}

export interface StoredPayout {
	readonly payoutId: string;
	readonly payoutDate: string;
	readonly payoutStatus: string;
	readonly amount: { readonly value: string; readonly currency: string };
	readonly totalFee?: { readonly value: string; readonly currency: string };
	readonly bankReference?: string;
	readonly transactionCount: number;
	/** Transactions as the Finances API answers them. */
	readonly transactions: readonly Readonly<Record<string, unknown>>[];
}

export interface EbayOptions {
	readonly now?: () => Date;
	readonly deliverAtOnce?: boolean;
}

const TWO_HOURS_MS = 7_200_000;

export function openEbay({ now = () => new Date(), deliverAtOnce = false }: EbayOptions = {}): Ebay {
	const seller = { userId: "ma8vp1jySJC", username: "teehaus-kiel" };
	const ebay: Ebay = {
		url: "",
		now,
		// Caches of the plugin live by application: each fake is one of its own.
		clientId: `KontorTest-${randomUUID()}`,
		clientSecret: `PRD-${randomUUID()}`,
		ruName: "Kontor-KontorTest-PRD-abcdef",
		verificationToken: "kontor_verification_token_of_the_operator",
		signing: { jwe: `eyJ6aXAiOiJERUYi.${randomUUID()}`, ...generateKeyPairSync("ed25519") },
		kid: randomUUID(),
		notificationKeys: generateKeyPairSync("ec", { namedCurve: "P-256" }),
		seller,
		signedIn: seller,
		accessTokens: new Map(),
		refreshToken: `v^1.1#r^1#${randomUUID()}`,
		codes: new Set(),
		grants: [],
		grantFailures: 0,
		quota: new Map(),
		calls: [],
		orders: new Map(),
		renamed: new Map(),
		renames: false,
		ledger: [],
		cancellationReads: 0,
		config: {},
		destinations: new Map(),
		subscriptions: new Map(),
		deliverAtOnce,
		payouts: [],
		lastDate: 0,
	};
	issueToken(ebay, seller.userId);
	return ebay;
}

/** `user`: null for the application itself. */
export function issueToken(ebay: Ebay, user: string | null): string {
	const token = `v^1.1#i^1#${randomUUID()}`;
	ebay.accessTokens.set(token, { expires: new Date(ebay.now().getTime() + TWO_HOURS_MS), user });
	return token;
}

/** eBay's dates have milliseconds, and no two orders of the fake the same. */
export function nextDate(ebay: Ebay): Date {
	ebay.lastDate = Math.max(ebay.lastDate + 1, ebay.now().getTime());
	return new Date(ebay.lastDate);
}
