import type { Day } from "@kontor/connector";
import type { Payload } from "../feed.ts";
import { element, leaf } from "./xml.ts";

/** What is fetched. The first of a day's end, the others for the same day or with details of batches. */
export const STATEMENT_KINDS = [
	"camt.053",
	"camt.052",
	"camt.054",
	"mt940",
	"mt942",
] as const satisfies readonly Payload["type"][];
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** Whose rules an order follows (the "scope" of a business transaction format). */
export const COUNTRIES = ["DE", "AT", "CH"] as const;
export type Country = (typeof COUNTRIES)[number];

/** Complete and final: what the other kinds say before it or besides. */
export function isEndOfDay(kind: StatementKind): boolean {
	return kind === "camt.053" || kind === "mt940";
}

/**
 * Names of the services by the mapping tables of the national banking associations (C53, C52, C54, STA, VMK; Z53, Z52,
 * Z54 in Switzerland): the notification of single payments is a statement in Germany and Austria, a report in Switzerland.
 */
function serviceName(kind: StatementKind, country: Country): string {
	if (isEndOfDay(kind)) return "EOP";
	return kind === "camt.054" && country === "CH" ? "REP" : "STM";
}

/** Parameters of a download; without days what the bank has not delivered yet. */
export function downloadParameters(
	kind: StatementKind,
	{ country, camtVersion }: { readonly country: Country; readonly camtVersion: string },
	days?: { readonly from: Day; readonly to: Day },
): string {
	const camt = kind.startsWith("camt.");
	return element(
		"BTDOrderParams",
		{},
		element(
			"Service",
			{},
			leaf("ServiceName", serviceName(kind, country)),
			leaf("Scope", country),
			camt ? element("Container", { containerType: "ZIP" }) : undefined,
			leaf("MsgName", kind, camt ? { version: camtVersion } : {}),
		),
		days && element("DateRange", {}, leaf("Start", days.from), leaf("End", days.to)),
	);
}

/**
 * A SEPA credit transfer file.
 *
 * @param authorised by the electronic signature that goes with it; otherwise the merchant releases it at the bank
 */
export function paymentParameters(fileName: string, painVersion: string, authorised: boolean): string {
	return element(
		"BTUOrderParams",
		{ fileName },
		element("Service", {}, leaf("ServiceName", "SCT"), leaf("MsgName", "pain.001", { version: painVersion })),
		authorised ? element("SignatureFlag", {}) : undefined,
	);
}

/** HTD takes none, but the schema wants the element. */
export const NO_PARAMETERS = element("StandardOrderParams", {});
