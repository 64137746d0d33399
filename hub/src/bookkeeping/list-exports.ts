import { BookkeepingExport, type listBookkeepingExports, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { BookkeepingExport as Row } from "../db/generated/client.ts";

/** Newest first. */
export async function exportsOf(
	tx: MerchantTransaction,
	{ after, limit }: z.infer<typeof listBookkeepingExports.query>,
): Promise<z.infer<typeof listBookkeepingExports.result>> {
	const { merchantId } = tx;
	const rows = await tx.model.bookkeepingExport.findMany({
		where: { merchantId },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(after !== undefined && { cursor: { merchantId_id: { merchantId, id: after } }, skip: 1 }),
	});
	const items = rows.slice(0, limit).map(exportView);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** @throws ProblemError 404 */
export async function fileOf(
	tx: MerchantTransaction,
	id: string,
	file: "csv" | "datev",
): Promise<Uint8Array<ArrayBuffer>> {
	const { merchantId } = tx;
	const row = await tx.model.bookkeepingExport.findUnique({
		where: { merchantId_id: { merchantId, id } },
		select: { csv: true, datev: true },
	});
	const bytes = row?.[file];
	if (row?.csv === null) throw problem("NOT_FOUND", { detail: "kept no longer", forMerchant: KEPT_NO_LONGER });
	if (bytes == null) throw problem("NOT_FOUND", { detail: row === null ? "no such export" : "it has no such file" });
	return bytes;
}

const KEPT_NO_LONGER = {
	de: "Die Aufbewahrungsfrist ist vorbei, und der Export nannte Kunden, deren Daten entfernt sind: Die Datei gibt es nicht mehr.",
	en: "Its retention period is over, and the export named customers whose data was removed: the file is there no more.",
};

export function exportView(row: Row): BookkeepingExport {
	return BookkeepingExport.parse({
		// Written by us.
		...(row.summary as object),
		id: row.id,
		from: row.fromDay.toISOString().slice(0, 10),
		to: row.toDay.toISOString().slice(0, 10),
		createdAt: row.createdAt.toISOString(),
		createdBy: row.createdBy,
	});
}
