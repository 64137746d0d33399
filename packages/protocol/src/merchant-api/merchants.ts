import { Instant } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { AssignmentSettings } from "./assignment-settings.ts";

export const Merchant = z
	.object({
		id: z.uuid(),
		name: z.string().min(1).max(200),
		/** IANA: decides days (I8). */
		timeZone: z.string().default("Europe/Berlin"),
		language: z.enum(["de", "en"]).default("de"),
		country: z
			.string()
			.regex(/^[A-Z]{2}$/)
			.default("DE"),
		/** A partner's, to try a plugin with: its shops are test systems until they are said not to be, and no message leaves. For good. */
		sandbox: z.boolean().default(false),
	})
	.meta({ id: "Merchant" });
export type Merchant = z.infer<typeof Merchant>;

export const createMerchant = operation({
	id: "createMerchant",
	method: "post",
	path: "/v1/merchants",
	audience: "operator",
	summary: "Adds a merchant.",
	body: Merchant.omit({ id: true }),
	result: Merchant,
	status: 201,
});

export const NewKey = z.object({
	/** Shown once; only its hash is kept. */
	key: z.string(),
});

export const createMerchantKey = operation({
	id: "createMerchantKey",
	method: "post",
	path: "/v1/merchants/{merchant}/keys",
	audience: "operator",
	summary: "Makes an API key of a merchant.",
	params: z.object({ merchant: z.uuid() }),
	body: z.object({ label: z.string().min(1).max(100), scopes: z.array(z.enum(["read", "write"])).min(1) }),
	result: NewKey,
	status: 201,
});

export const createHost = operation({
	id: "createHost",
	method: "post",
	path: "/v1/hosts",
	audience: "operator",
	summary: "Admits a host for some plugins, and makes its key; a foreign or desktop host also for single connections.",
	body: z.object({
		name: z.string().min(1).max(100),
		plugins: z.array(z.string()).min(1),
		connections: z.array(z.uuid()).default([]),
	}),
	result: NewKey.extend({ id: z.uuid() }),
	status: 201,
});

export const changeHost = operation({
	id: "changeHost",
	method: "patch",
	path: "/v1/hosts/{host}",
	audience: "operator",
	summary: "Changes for which plugins a host is admitted; its key and its connections stay.",
	params: z.object({ host: z.uuid() }),
	body: z.object({ plugins: z.array(z.string()).min(1) }),
});

/** The merchant's settings that exist so far; a shop may override most of them, field by field (PRODUCT A11). */
export const Settings = z
	.object({
		/** Holds every write-back and message (PRODUCT E5). */
		hold: z.boolean().default(false),
		/**
		 * Shows what would be done, and does nothing (PRODUCT E5). What would have been told meanwhile is not told when it ends:
		 * that is what `hold` is for.
		 */
		trial: z.boolean().default(false),
		/** What a payment for a cancelled order does (PRODUCT D6): wait in review, or revive the order. */
		paymentForCancelled: z.enum(["review", "revive"]).default("review"),
		/** Who books a marketplace's payout that its books split to the cent (PRODUCT D1, D3). */
		payoutBooking: z.enum(["person", "machine"]).default("person"),
		/** Pause between two comparisons for new orders, in minutes (PRODUCT B2); between queries without events (B3). */
		pullMinutes: z
			.int()
			.min(5)
			.max(24 * 60)
			.default(30),
		pullMinutesWithoutEvents: z.int().min(1).max(60).default(3),
		/** Full comparisons a day (PRODUCT B4). */
		comparisonsPerDay: z.int().min(1).max(4).default(2),
		assignment: AssignmentSettings.default({ tolerance: null, charges: null, ignore: [] }),
	})
	.meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** Any of the fields; what is left out stays as it is, instead of falling back to its default. */
function changesOf<Shape extends Readonly<Record<string, z.ZodDefault<z.ZodType>>>>(shape: Shape) {
	return z.object(
		Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, field.unwrap().optional()])) as {
			[K in keyof Shape]: z.ZodOptional<ReturnType<Shape[K]["unwrap"]>>;
		},
	);
}

export const getSettings = operation({
	id: "getSettings",
	method: "get",
	path: "/v1/settings",
	audience: "merchant",
	summary: "The merchant's settings.",
	result: Settings,
});

export const patchSettings = operation({
	id: "patchSettings",
	method: "patch",
	path: "/v1/settings",
	audience: "merchant",
	summary: "Changes settings, field by field.",
	body: changesOf(Settings.shape).extend({ assignment: changesOf(AssignmentSettings.shape).optional() }),
	result: Settings,
});

/** What a shop may have otherwise than its merchant has it elsewhere (PRODUCT A11). There is one switch for all shops (E5). */
const OfShop = Settings.omit({ hold: true, trial: true }).shape;
/** Ignoring a posting says nothing about a shop: it has none yet. */
const AssignmentOfShop = AssignmentSettings.omit({ ignore: true }).shape;

/** The fields that a shop has of its own; those left out are the merchant's. */
export const ShopSettings = z
	.object({ ...changesOf(OfShop).shape, assignment: changesOf(AssignmentOfShop) })
	.partial()
	.meta({ id: "ShopSettings" });
export type ShopSettings = z.infer<typeof ShopSettings>;

const EffectiveSettings = z
	.object({
		own: ShopSettings,
		/** What holds for the shop: its own, else the merchant's. */
		effective: Settings,
	})
	.meta({ id: "SettingsOfShop" });

const shop = z.object({ connection: z.uuid() });

export const getShopSettings = operation({
	id: "getShopSettings",
	method: "get",
	path: "/v1/connections/{connection}/settings",
	audience: "merchant",
	summary: "What settings a shop has of its own, and what holds for it.",
	params: shop,
	result: EffectiveSettings,
});

export const patchShopSettings = operation({
	id: "patchShopSettings",
	method: "patch",
	path: "/v1/connections/{connection}/settings",
	audience: "merchant",
	summary: "Overrides settings for a shop, field by field; `inherit` names those that are the merchant's again.",
	params: shop,
	body: ShopSettings.extend({
		/** "pullMinutes", "assignment.tolerance" */
		inherit: z.array(z.string().regex(/^(assignment\.)?[a-zA-Z]+$/)).default([]),
	}),
	result: EffectiveSettings,
});

export const Notification = z
	.object({
		id: z.uuid(),
		code: z.string(),
		text: z.object({ de: z.string(), en: z.string() }),
		about: z.object({
			connection: z.uuid().optional(),
			order: z.uuid().optional(),
			posting: z.uuid().optional(),
			account: z.uuid().optional(),
			access: z.uuid().optional(),
		}),
		at: Instant,
		done: z.boolean(),
	})
	.meta({ id: "Notification" });
export type Notification = z.infer<typeof Notification>;

export const listNotifications = operation({
	id: "listNotifications",
	method: "get",
	path: "/v1/notifications",
	audience: "merchant",
	summary: "What needs a person, newest first.",
	query: z.object({ done: z.stringbool().default(false) }),
	result: z.object({ items: z.array(Notification) }),
});

export const finishNotification = operation({
	id: "finishNotification",
	method: "post",
	path: "/v1/notifications/{notification}/done",
	audience: "merchant",
	summary: "Marks a notification as done.",
	params: z.object({ notification: z.uuid() }),
});
