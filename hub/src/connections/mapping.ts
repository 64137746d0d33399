import type { Description, Mapping, PaymentCode, StatusMapping } from "@kontor/connector";
import type { ManifestOnWire } from "@kontor/protocol";

type Defaults = ManifestOnWire["defaults"];

/**
 * Where a merchant's mapping starts (PRODUCT A3 to A5): what the shop itself suggests and the plugin's defaults, as far as
 * this shop has their payment methods and statuses. Once there is a mapping, a new list of the shop only adds defaults of methods it did not have.
 */
export function proposedMapping(
	ofPlugin: Defaults,
	now: Description,
	before: { readonly mapping: Mapping; readonly description: Description | null },
): Mapping {
	const defaults: Defaults = {
		paymentMethods: { ...ofPlugin.paymentMethods, ...now.suggested?.paymentMethods },
		statuses: { ...ofPlugin.statuses, ...now.suggested?.statuses },
	};
	const known = new Set(before.description?.paymentMethods.map(({ id }) => id));
	const added = now.paymentMethods.flatMap(({ id }) => {
		const code = known.has(id) ? undefined : defaults.paymentMethods[id];
		return code === undefined ? [] : [[id, code] as const];
	});
	return {
		paymentMethods: { ...Object.fromEntries(added), ...before.mapping.paymentMethods },
		statuses: { ...(before.description === null ? describedStatuses(defaults, now) : {}), ...before.mapping.statuses },
	};
}

function describedStatuses(defaults: Defaults, description: Description): Mapping["statuses"] {
	const statuses: Mapping["statuses"] = {};
	for (const [code, mapping] of Object.entries(defaults.statuses) as [PaymentCode, StatusMapping][]) {
		const described = restricted(mapping, description);
		if (described !== null) statuses[code] = described;
	}
	return statuses;
}

/** Null where a machine is left without an open status: without it every order would count as open. */
function restricted(mapping: StatusMapping, description: Description): StatusMapping | null {
	const open = Object.entries(mapping.open).map(
		([machine, statuses]) => [machine, statuses.filter((status) => has(description, machine, status))] as const,
	);
	if (open.some(([, statuses]) => statuses.length === 0)) return null;
	const written = Object.entries(mapping.written).filter(
		([, entry]) => entry !== undefined && has(description, entry.machine, entry.status),
	);
	return { open: Object.fromEntries(open), written: Object.fromEntries(written) };
}

interface Issue {
	readonly path: string;
	readonly message: string;
}

/** What of a merchant's mapping this shop does not have, or what is missing in it; empty where it can be used. */
export function issuesOfMapping(mapping: Mapping, description: Description, present: Mapping): Issue[] {
	// A method that was mapped before may be gone in the shop while its orders are still open.
	const methods = new Set([...description.paymentMethods.map(({ id }) => id), ...Object.keys(present.paymentMethods)]);
	const ofMethods = Object.entries(mapping.paymentMethods).flatMap(([id, code]) => [
		...(methods.has(id) ? [] : [{ path: `paymentMethods.${id}`, message: "the shop has no such payment method" }]),
		...(mapping.statuses[code] === undefined
			? [{ path: `statuses.${code}`, message: `is missing: the payment method ${id} means ${code}` }]
			: []),
	]);
	const ofStatuses = (Object.entries(mapping.statuses) as [PaymentCode, StatusMapping][]).flatMap(([code, statuses]) =>
		issuesOfStatuses(statuses, description).map(({ path, message }) => ({ path: `statuses.${code}.${path}`, message })),
	);
	return [...ofMethods, ...ofStatuses];
}

function issuesOfStatuses({ open, written }: StatusMapping, description: Description): Issue[] {
	const opened = Object.entries(open).flatMap(([machine, statuses]) =>
		statuses.map((status, index) => ({ machine, status, path: `open.${machine}.${index}` })),
	);
	const toWrite = Object.entries(written).flatMap(([name, entry]) =>
		entry === undefined ? [] : [{ ...entry, path: `written.${name}` }],
	);
	const unknown = [...opened, ...toWrite]
		.filter(({ machine, status }) => !has(description, machine, status))
		.map(({ machine, status, path }) => ({ path, message: `the shop has no status "${status}" of "${machine}"` }));
	return opened.length > 0
		? unknown
		: [{ path: "open", message: "names no status: every order would be open" }, ...unknown];
}

function has(description: Description, machine: string, status: string): boolean {
	return description.statuses[machine]?.some(({ id }) => id === status) ?? false;
}
