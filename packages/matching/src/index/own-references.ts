import type { ReferenceField } from "../evidence.ts";
import { parseReference, type Reference } from "../references.ts";
import type { OrderTexts } from "./order-row.ts";

/** A number of an order's that a posting may name. */
export interface OwnReference extends Reference {
	readonly field: ReferenceField;
}

export function referencesOf(
	order: Pick<OrderTexts, "number" | "invoiceNumber" | "additionalNumbers">,
): OwnReference[] {
	const found: OwnReference[] = [];
	addReference(found, "orderNumber", order.number);
	addReference(found, "invoiceNumber", order.invoiceNumber);
	if (order.additionalNumbers !== undefined) {
		for (const number of order.additionalNumbers) addReference(found, "additionalNumber", number);
	}
	return found;
}

function addReference(found: OwnReference[], field: ReferenceField, raw: string | undefined): void {
	const reference = ownReference(field, raw);
	if (reference !== undefined) found.push(reference);
}

/** Undefined where the number is none to be looked for. */
export function ownReference(field: ReferenceField, raw: string | undefined): OwnReference | undefined {
	const reference = raw === undefined || raw === "" ? null : parseReference(raw);
	if (reference === null) return undefined;
	const { prefix, digits, short, end, groups, mixed } = reference;
	return { raw: reference.raw, prefix, digits, short, end, groups, mixed, field };
}
