import type { Text } from "@kontor/connector";
import { EXPECTED, type Expected } from "./expected.ts";
import { ReceivablesSettings, SECTION_NAMES, type SettingName, SettingsOverride } from "./schema.ts";

/** A value that cannot be taken: which field it is about, and what was expected there. */
export interface SettingFault {
	/** As deep as is known: "invoice.reminders.1.afterDays". */
	readonly field: string;
	readonly expected: Text;
}

export type ReadSettings =
	| { readonly ok: true; readonly override: SettingsOverride }
	| { readonly ok: false; readonly faults: readonly SettingFault[] };

/** Reads what a merchant or a shop wants to set. Nothing of it is taken where anything is wrong. */
export function readSettings(input: unknown): ReadSettings {
	const read = SettingsOverride.safeParse(input);
	if (read.success) return { ok: true, override: read.data };
	const faults = read.error.issues.map((issue) => {
		const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
		return fault([...issue.path, ...keys].map(String).join("."), issue.message);
	});
	return { ok: false, faults };
}

/** What holds for a shop: what it sets itself, else what the merchant set, else the default; field by field (PRODUCT A11). */
export function effectiveSettings(merchant: SettingsOverride, shop: SettingsOverride = {}): ReceivablesSettings {
	const sections = SECTION_NAMES.map((name) => [name, { ...merchant[name], ...shop[name] }]);
	return ReceivablesSettings.parse(Object.fromEntries(sections));
}

/** Fields that do not go together, looked for in what holds in the end: each may come from merchant, shop or default. */
export function contradictions(settings: ReceivablesSettings): SettingFault[] {
	const found: SettingFault[] = [];
	for (const code of ["prepayment", "invoice"] as const) {
		const { payableUntilDays, payableUntilDaysInReminders } = settings[code];
		if (payableUntilDays === null && payableUntilDaysInReminders !== null) {
			found.push(fault(`${code}.payableUntilDaysInReminders`, "payableUntil"));
		}
	}
	const { cashDiscount, netDays } = settings.invoice;
	if (cashDiscount !== null && cashDiscount.days > netDays) {
		found.push(fault("invoice.cashDiscount", "discountBeforeNet"));
	}
	return found;
}

/** A changed field, as the history of the settings keeps it. Left out: inherited from the merchant, or the default. */
export interface SettingChange {
	readonly field: SettingName;
	readonly from?: unknown;
	readonly to?: unknown;
}

/** What is different, field by field. */
export function settingChanges(before: SettingsOverride, after: SettingsOverride): SettingChange[] {
	return SECTION_NAMES.flatMap((section) => {
		const was: Readonly<Record<string, unknown>> = before[section] ?? {};
		const is: Readonly<Record<string, unknown>> = after[section] ?? {};
		const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
		return names
			.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
			.map((name) => ({
				field: `${section}.${name}` as SettingName,
				...(was[name] === undefined ? {} : { from: was[name] }),
				...(is[name] === undefined ? {} : { to: is[name] }),
			}));
	});
}

/** Messages that are no name of ours come from within an amount, whose schema is the contract's. */
function fault(field: string, message: string): SettingFault {
	return { field, expected: Object.hasOwn(EXPECTED, message) ? EXPECTED[message as Expected] : EXPECTED.money };
}
