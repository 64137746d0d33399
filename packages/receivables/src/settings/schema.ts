import { Money } from "@kontor/connector";
import * as z from "zod";
import type { Expected } from "./expected.ts";

const says = (expected: Expected) => ({ error: expected });

const yesOrNo = z.boolean(says("yesOrNo"));
const days = z.int(says("days")).min(0, says("days")).max(730, says("days"));
const interval = z.int(says("interval")).min(1, says("interval")).max(730, says("interval"));
const hours = z.int(says("hours")).min(1, says("hours")).max(720, says("hours"));
const percent = z.number(says("percent")).min(0, says("percent")).max(100, says("percent"));
const money = Money.refine(({ minor }) => minor >= 0, says("money"));
const words = z.array(z.string(says("words")).trim().min(1, says("words")).max(200, says("words")), says("words"));
const mailDomain = z
	.string(says("mailDomain"))
	.toLowerCase()
	.regex(/^[\p{L}\d-]+(\.[\p{L}\d-]+)+$/u, says("mailDomain"));

function oneOf<const Choices extends readonly [string, ...string[]]>(...choices: Choices) {
	return z.enum(choices, says("choice"));
}

/** One reminder: its own interval, counted from the one before (PRODUCT F3), and what it costs (F7). */
export const ReminderLevel = z.strictObject(
	{
		afterDays: interval,
		/** Charged where the order is in its currency. 0 for e-mail by default: German courts accept little more than postage. */
		fee: money.default({ minor: 0, currency: "EUR" }),
		/** Called a dunning letter ("Mahnung") instead of a reminder. */
		dunning: yesOrNo.default(false),
	},
	says("known"),
);
export type ReminderLevel = z.infer<typeof ReminderLevel>;

const Term = z.strictObject({ days, discountPercent: percent }, says("known"));
const StatedRate = z.strictObject({ from: z.iso.date(says("day")), percent: z.number(says("percent")) }, says("known"));

const level = (afterDays: number, dunning: boolean): ReminderLevel => ({
	afterDays,
	fee: { minor: 0, currency: "EUR" },
	dunning,
});

/** What prepayment and invoice have in common. */
const asked = {
	informationBy: oneOf("kontor", "shop").default("kontor"),
	startsWith: oneOf("order", "invoiceNumber").default("order"),
	repeatAfterDays: interval.nullable().default(null),
	beforeDueDays: interval.nullable().default(null),
	payableUntilDays: days.nullable().default(null),
	payableUntilDaysInReminders: days.nullable().default(null),
	payableUntilFrom: oneOf("order", "sending").default("order"),
	informationByLetter: yesOrNo.default(false),
	remindersByLetter: yesOrNo.default(false),
};
const levels = z.array(ReminderLevel, says("levels")).max(10, says("levels"));

/** Every field by its section; each section's fields can be overridden per shop (PRODUCT A11). */
const SECTIONS = {
	common: {
		skipNonBankingDays: yesOrNo.default(false),
		holidayRegion: z
			.string(says("region"))
			.regex(/^[A-Z0-9]{1,3}$/, says("region"))
			.nullable()
			.default(null),
		minimumToRemind: money.nullable().default(null),
		excludedCustomers: words.default([]),
		excludedGroups: words.default([]),
		excludedMailDomains: z.array(mailDomain, says("words")).default([]),
		alreadyPaidHoldDays: days.default(7),
		oneMessagePerCustomer: yesOrNo.default(false),
		undeliverableByLetter: yesOrNo.default(false),
		notifyPaymentReceived: yesOrNo.default(false),
		chargesSettle: oneOf("notNeeded", "needed").default("notNeeded"),
		shopReachHours: hours.default(24),
		warnWhenStaleDays: interval.default(3),
	},
	prepayment: {
		...asked,
		reminders: levels.default([level(7, false), level(7, false)]),
		cancelAfterDays: interval.nullable().default(null),
	},
	invoice: {
		...asked,
		reminders: levels.default([level(21, false), level(10, true), level(10, true)]),
		overdueAfterDays: interval.nullable().default(null),
		collectionAfterDays: interval.nullable().default(null),
		invoiceByLetter: yesOrNo.default(false),
		netDays: days.default(14),
		cashDiscount: Term.nullable().default(null),
		deviatingTerms: z.array(Term, says("terms")).max(10, says("terms")).nullable().default(null),
		interest: oneOf("none", "statutory").default("none"),
		lumpSum: yesOrNo.default(false),
		feesAgreed: yesOrNo.default(false),
		statedBaseRates: z.array(StatedRate, says("rates")).default([]),
	},
	cashOnDelivery: {
		askAfterDays: interval.nullable().default(14),
		overdueAfterDays: interval.nullable().default(null),
		collectionAfterDays: interval.nullable().default(null),
	},
	monitored: {
		readAfterHours: hours.default(24),
	},
	repayments: {
		waitDays: days.default(0),
		fourEyes: yesOrNo.default(false),
	},
} as const;

type Shape = Readonly<Record<string, z.ZodDefault<z.ZodType>>>;

/** A section with every field, those that were never touched by their default. */
function complete<S extends Shape>(shape: S) {
	return z.strictObject(shape).prefault({} as never);
}

/** A section's fields as far as they are given. */
function given<S extends Shape>(shape: S) {
	const fields = Object.entries(shape).map(([name, field]) => [name, field.unwrap().optional()]);
	return z
		.strictObject(Object.fromEntries(fields) as { [K in keyof S]: z.ZodOptional<ReturnType<S[K]["unwrap"]>> }, {
			error: ({ code }) => (code === "unrecognized_keys" ? "known" : "section"),
		})
		.optional();
}

/**
 * How payments are asked for, reminded, and given up (PRODUCT F; issue fields of M8, M9, L3, K). What assigning may do (tolerance,
 * charges, ignore rules), `hold` and payments for cancelled orders are settings of the hub beside these.
 */
export const ReceivablesSettings = z
	.strictObject({
		common: complete(SECTIONS.common),
		prepayment: complete(SECTIONS.prepayment),
		invoice: complete(SECTIONS.invoice),
		cashOnDelivery: complete(SECTIONS.cashOnDelivery),
		monitored: complete(SECTIONS.monitored),
		repayments: complete(SECTIONS.repayments),
	})
	.meta({ id: "ReceivablesSettings" });
export type ReceivablesSettings = z.infer<typeof ReceivablesSettings>;

/** What a merchant or a shop has set itself: any of the fields. A field set to null is switched off, one left out is inherited. */
export const SettingsOverride = z
	.strictObject(
		{
			common: given(SECTIONS.common),
			prepayment: given(SECTIONS.prepayment),
			invoice: given(SECTIONS.invoice),
			cashOnDelivery: given(SECTIONS.cashOnDelivery),
			monitored: given(SECTIONS.monitored),
			repayments: given(SECTIONS.repayments),
		},
		{ error: ({ code }) => (code === "unrecognized_keys" ? "known" : "section") },
	)
	.meta({ id: "SettingsOverride" });
export type SettingsOverride = z.infer<typeof SettingsOverride>;

export type Section = keyof ReceivablesSettings;
export const SECTION_NAMES = Object.keys(SECTIONS) as readonly Section[];

/** A field as its errors, history and texts call it: "invoice.reminders". */
export type SettingName = {
	[S in Section]: `${S}.${Extract<keyof ReceivablesSettings[S], string>}`;
}[Section];
export const SETTING_NAMES = Object.entries(SECTIONS).flatMap(([section, fields]) =>
	Object.keys(fields).map((field) => `${section}.${field}`),
) as readonly SettingName[];
