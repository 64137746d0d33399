import type { Change, listChanges } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { CHANGES, type ChangeCause, type ChangeEvent } from "./remember.ts";

/** A page, newest first. */
export async function pageOfChanges(
	tx: MerchantTransaction,
	{ after, limit, connection }: z.infer<typeof listChanges.query>,
): Promise<z.infer<typeof listChanges.result>> {
	const rows = await tx.query<{
		id: string;
		connection_id: string | null;
		at: Date;
		event: ChangeEvent;
		cause: ChangeCause;
	}>(
		`SELECT id, connection_id, at, event, cause FROM changes
		  WHERE merchant_id = $1::uuid AND ($2::uuid IS NULL OR id < $2::uuid)
		    AND ($3::uuid IS NULL OR connection_id = $3::uuid)
		  ORDER BY id DESC LIMIT $4::int`,
		tx.merchantId,
		after ?? null,
		connection ?? null,
		limit + 1,
	);
	const items = rows.slice(0, limit).map(
		({ id, connection_id, at, event, cause }): Change => ({
			id,
			connection: connection_id,
			at: at.toISOString(),
			event,
			cause,
			text: said(event, cause),
		}),
	);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function said(event: ChangeEvent, { by, credential }: ChangeCause): Change["text"] {
	const { de, en } = CHANGES[event];
	if (by !== "person" || credential === undefined) return { de, en };
	return { de: `${de} (von ${credential})`, en: `${en} (by ${credential})` };
}
