import type { Mapping, PaymentCode, StatusEntry, StatusMapping, Written } from "@kontor/connector";

/**
 * What the merchant changed and has not saved: laid over the mapping that is stored, so that whatever comes in meanwhile
 * (a list read anew, a change from elsewhere) is not lost, and neither are his changes.
 */
export interface Edits {
	/** Null: has no meaning any more. */
	readonly methods: Readonly<Record<string, PaymentCode | null>>;
	readonly statuses: Readonly<Partial<Record<PaymentCode, StatusMapping>>>;
}

export const NO_EDITS: Edits = { methods: {}, statuses: {} };

export const CODE_ORDER: readonly PaymentCode[] = ["prepayment", "invoice", "cashOnDelivery", "monitored"];

const NOTHING: StatusMapping = { open: {}, written: {} };

/** The mapping as it would be saved. */
export function edited(stored: Mapping, { methods, statuses }: Edits): Mapping {
	const meant = Object.entries({ ...stored.paymentMethods, ...methods }).filter(
		(entry): entry is [string, PaymentCode] => entry[1] !== null,
	);
	const used = new Set(meant.map(([, code]) => code));
	const all = { ...stored.statuses, ...statuses };
	// What is stored of a meaning that no method has stays for the day one has it; what was never filled in does not.
	const kept = Object.entries(all).filter(
		([code, one]) => used.has(code as PaymentCode) || (one !== undefined && hasOpen(one)),
	);
	return { paymentMethods: Object.fromEntries(meant), statuses: Object.fromEntries(kept) };
}

export function isEdited(stored: Mapping, edits: Edits): boolean {
	return canonical(stored) !== canonical(edited(stored, edits));
}

/** The meanings in use, in their order, each with its statuses; and those to be mended. */
export function usedCodes(
	mapping: Mapping,
	mend: readonly PaymentCode[] = [],
): { readonly code: PaymentCode; readonly statuses: StatusMapping }[] {
	const used = new Set([...Object.values(mapping.paymentMethods), ...mend]);
	return CODE_ORDER.filter((code) => used.has(code)).map((code) => ({
		code,
		statuses: mapping.statuses[code] ?? NOTHING,
	}));
}

/** Machines of the shop's statuses, with what each has. */
export type Machines = Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>>;

export interface ListedStatus {
	readonly id: string;
	readonly title: string;
	/** Chosen once, and no longer in the shop. */
	readonly gone: boolean;
}

/** What can be chosen as open, machine by machine: what the shop has, and what is chosen and gone. */
export function choosable({ open }: StatusMapping, machines: Machines): [machine: string, all: ListedStatus[]][] {
	return [...new Set([...Object.keys(machines), ...Object.keys(open)])].map((machine) => {
		const present = (machines[machine] ?? []).map((status) => ({ ...status, gone: false }));
		const gone = (open[machine] ?? []).filter((status) => !present.some(({ id }) => id === status));
		return [machine, [...present, ...gone.map((id) => ({ id, title: id, gone: true }))]];
	});
}

/** Meanings that name what the shop no longer has: they cannot be saved either. */
export function withGone(mapping: Mapping, machines: Machines): PaymentCode[] {
	const has = ({ machine, status }: StatusEntry) => machines[machine]?.some(({ id }) => id === status) ?? false;
	return (Object.entries(mapping.statuses) as [PaymentCode, StatusMapping][]).flatMap(([code, statuses]) => {
		const isGone =
			choosable(statuses, machines).some(([, all]) => all.some(({ gone }) => gone)) ||
			Object.values(statuses.written).some((entry) => entry !== undefined && !has(entry));
		return isGone ? [code] : [];
	});
}

/** Without an open status every order of the meaning would be open: it cannot be saved. */
export function withoutOpen(mapping: Mapping): PaymentCode[] {
	return usedCodes(mapping).flatMap(({ code, statuses }) => (hasOpen(statuses) ? [] : [code]));
}

export function withMeaning(edits: Edits, method: string, code: PaymentCode | null): Edits {
	return { ...edits, methods: { ...edits.methods, [method]: code } };
}

export function withStatuses(edits: Edits, code: PaymentCode, statuses: StatusMapping): Edits {
	return { ...edits, statuses: { ...edits.statuses, [code]: statuses } };
}

/** A group without a choice does not count, so it is left out. */
export function withOpen(statuses: StatusMapping, machine: string, status: string, open: boolean): StatusMapping {
	const before = statuses.open[machine] ?? [];
	const chosen = open ? [...before, status] : before.filter((one) => one !== status);
	const { [machine]: _, ...others } = statuses.open;
	return { ...statuses, open: chosen.length === 0 ? others : { ...others, [machine]: chosen } };
}

export function withWritten(statuses: StatusMapping, name: Written, entry: StatusEntry | null): StatusMapping {
	const { [name]: _, ...others } = statuses.written;
	return { ...statuses, written: entry === null ? others : { ...others, [name]: entry } };
}

function hasOpen({ open }: StatusMapping): boolean {
	return Object.values(open).some((statuses) => statuses.length > 0);
}

/** Equal for equal mappings, in whatever order they were put together. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, one: unknown) => {
		if (Array.isArray(one)) return one.every((part) => typeof part === "string") ? [...one].sort() : one;
		if (typeof one !== "object" || one === null) return one;
		return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
