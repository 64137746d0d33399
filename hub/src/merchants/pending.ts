import { type Command, formatMoney, type Text } from "@kontor/connector";
import type { listPending, Pending } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { storedCommand } from "../writeback/command-of.ts";
import { operationOf, settingsOf } from "./settings.ts";

interface Row {
	readonly id: string;
	readonly kind: Pending["kind"];
	readonly command: unknown;
	readonly subject: string | null;
	readonly channel: string | null;
	readonly order_id: string | null;
	readonly number: string | null;
	readonly connection_id: string | null;
	readonly at: Date;
	readonly due_at: Date | null;
	readonly test_system: boolean;
	readonly disconnected: boolean;
	readonly total: bigint;
}

/** What goes out next, or is held (PRODUCT E5, M14): write-backs and messages of the merchant to his customers, oldest first. */
export async function pending(
	tx: MerchantTransaction,
	{ limit }: z.infer<typeof listPending.query>,
): Promise<z.infer<typeof listPending.result>> {
	const operation = operationOf(await settingsOf(tx));
	const rows = await tx.query<Row>(
		`WITH going AS (
			SELECT w.id, 'write-back' AS kind, w.body->'command' AS command, NULL AS subject, NULL AS channel, w.order_id, w.connection_id,
			       (w.body->'command'->>'issuedAt')::timestamptz AS at, CASE WHEN w.state <> 'waiting' THEN w.due_at END AS due_at
			  FROM work w
			 WHERE w.merchant_id = $1::uuid AND w.kind = 'command' AND w.state IN ('ready', 'waiting', 'unknown')
			UNION ALL
			SELECT m.id, 'message', NULL, m.subject, m.channel, m.order_id, NULL, m.created_at, m.due_at FROM messages m
			 WHERE m.merchant_id = $1::uuid AND m.audience = 'customer' AND m.state = 'ready')
		 SELECT g.*, o.number, coalesce(g.connection_id, o.connection_id) AS connection_id, coalesce(c.test_system, false) AS test_system,
		        coalesce(c.state = 'disconnected', false) AS disconnected, count(*) OVER () AS total
		   FROM going g
		   LEFT JOIN orders o ON o.merchant_id = $1::uuid AND o.id = g.order_id
		   LEFT JOIN connections c ON c.merchant_id = $1::uuid AND c.id = coalesce(g.connection_id, o.connection_id)
		  ORDER BY g.at, g.kind DESC, g.id LIMIT $2::int`,
		tx.merchantId,
		limit,
	);
	const items = rows.map(
		(row): Pending => ({
			id: row.id,
			kind: row.kind,
			text: row.kind === "message" ? ofMessage(row) : ofCommand(storedCommand(row.command), row.number ?? ""),
			order: row.order_id,
			orderNumber: row.number,
			connection: row.connection_id,
			at: row.at.toISOString(),
			dueAt: row.due_at?.toISOString() ?? null,
			heldBy: heldBy(operation, row),
		}),
	);
	return { operation, items, total: Number(rows[0]?.total ?? 0) };
}

function heldBy(operation: "live" | "held" | "trial", row: Row): Pending["heldBy"] {
	if (operation !== "live") return operation;
	if (row.test_system) return "testSystem";
	return row.disconnected ? "disconnected" : null;
}

function ofMessage({ subject, channel, number }: Row): Text {
	const [de, en] = channel === "letter" ? ["Brief", "Letter"] : ["E-Mail", "E-mail"];
	const about = number === null ? { de: "", en: "" } : { de: ` zu ${number}`, en: ` about ${number}` };
	return { de: `${de}${about.de}: ${subject ?? ""}`, en: `${en}${about.en}: ${subject ?? ""}` };
}

/** What the shop would be told, as a merchant reads it. */
function ofCommand(command: Command, number: string): Text {
	const [de, en] = [said(command, "de"), said(command, "en")];
	const status = command.status === null ? "" : ` (${command.status.status})`;
	return { de: `Bestellung ${number}: ${de}${status}`, en: `Order ${number}: ${en}${status}` };
}

function said(command: Command, language: "de" | "en"): string {
	const german = language === "de";
	switch (command.kind) {
		case "mark-paid":
			return `${german ? "bezahlt" : "paid"}, ${formatMoney(command.amount, language)}`;
		case "mark-partially-paid":
			return `${german ? "teilweise bezahlt" : "partly paid"}, ${formatMoney(command.received, language)}`;
		case "revoke-payment":
			return german ? "Zahlung zurückgenommen" : "payment taken back";
		case "cancel":
			return german ? "storniert" : "cancelled";
		case "annotate":
			return `${german ? "Notiz" : "note"}: ${command.text}`;
		case "push-shipment":
			return `${german ? "Sendungsnummer" : "tracking number"} ${command.trackingNumber}`;
		case "record-repayment":
			return `${german ? "zurückgezahlt" : "repaid"}, ${formatMoney(command.amount, language)}`;
		case "set-status":
			return german ? "neuer Status" : "new status";
	}
}
