import { minorDigits, type OrderRef } from "@kontor/connector";
import * as z from "zod";
import type { Api, Query } from "./client.ts";
import * as faults from "./faults.ts";
import { EasybillDocument, List } from "./shapes.ts";

/**
 * Calls are scarce, and easybill gives up to a thousand documents at once. They come with all their positions, some 8 kB for
 * ten of them: a thousand may take longer than a host waits.
 */
const PER_PAGE = 500;

export const OPEN_INVOICES: Query = { type: "INVOICE", is_draft: 0, paid_at: "null", cancel_id: "null" };

export interface DocumentPage {
	readonly documents: readonly EasybillDocument[];
	readonly pages: number;
	readonly perPage: number;
	readonly total: number;
	/** easybill's clock. */
	readonly date: Date;
}

/** One page of a list; a document that cannot be read is left out and told, so that it does not keep all others away. */
export async function listDocuments(
	api: Api,
	query: Query,
	page: number,
	leftOut: (id: number, why: string) => void,
): Promise<DocumentPage> {
	const { body, date } = await api.get("documents", { limit: PER_PAGE, ...query, page });
	const list = List.safeParse(body);
	if (!list.success) throw faults.unexpected("GET documents", "a list of documents");
	const documents = list.data.items.flatMap((item) => {
		const document = EasybillDocument.safeParse(item);
		if (!document.success) leftOut(idOf(item), whatIsWrong(document.error));
		return document.success ? [document.data] : [];
	});
	const { pages, limit: perPage, total } = list.data;
	return { documents, pages, perPage, total, date };
}

/** Any document as it is now; null where easybill does not have it. */
export async function findDocument(api: Api, id: string): Promise<EasybillDocument | null> {
	if (!/^[1-9]\d{0,18}$/.test(id)) return null;
	try {
		const document = EasybillDocument.safeParse((await api.get(`documents/${id}`)).body);
		if (!document.success) throw faults.unexpected("GET documents/:id", `a document (${whatIsWrong(document.error)})`);
		return document.data;
	} catch (error) {
		if (faults.isNotFound(error)) return null;
		throw error;
	}
}

/** The invoice as it is now; null where there is none, or where it is none that Kontor reads. */
export async function findInvoice(api: Api, ref: OrderRef): Promise<EasybillDocument | null> {
	const document = await findDocument(api, ref);
	return document !== null && isInvoice(document) ? document : null;
}

/**
 * A draft is no invoice yet: it has no number, and its amount still changes. In currencies without cents it is not known
 * how easybill counts them; being wrong there means being wrong by a factor of a hundred.
 */
export function isInvoice({ type, is_draft, currency }: EasybillDocument): boolean {
	return type === "INVOICE" && !is_draft && /^[A-Z]{3}$/.test(currency) && minorDigits(currency) === 2;
}

function whatIsWrong(error: z.ZodError): string {
	// Paths only: the values are a customer's.
	return error.issues.map(({ path }) => path.join(".")).join(", ");
}

function idOf(item: unknown): number {
	return z.object({ id: z.int() }).safeParse(item).data?.id ?? 0;
}
