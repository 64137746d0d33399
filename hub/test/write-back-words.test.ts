import type { CommandKind } from "@kontor/connector";
import { CAUSES, type WriteBack } from "@kontor/receivables";
import { describe, expect, it } from "vitest";
import { historyText } from "../src/orders/history-text.ts";
import { translate } from "../src/writeback/translate.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const status = { machine: "order", status: "done" };

/** One of each kind, with and without a mapped status. */
const WRITE_BACKS: readonly WriteBack[] = [null, status].flatMap((mapped): WriteBack[] => [
	{ kind: "mark-paid", status: mapped, amount: eur(100) },
	{ kind: "mark-partially-paid", status: mapped, received: eur(40), outstanding: eur(60) },
	{ kind: "revoke-payment", status: mapped, outstanding: eur(100), reason: CAUSES["assignment-undone"] },
	{ kind: "cancel", status: mapped, reason: CAUSES["cancelled-by-hand"] },
	{ kind: "set-status", status, purpose: "overdue" },
	{ kind: "annotate", status: null, text: { de: "Notiz", en: "Note" } },
	{ kind: "record-repayment", status: null, amount: eur(5) },
]);

const kinds = (writeBack: WriteBack, native: CommandKind[]) => translate(writeBack, native).map(({ kind }) => kind);

describe("what a shop cannot do natively", () => {
	it("is told in what it can, and never in what it cannot", () => {
		const abilities: CommandKind[][] = [[], ["annotate"], ["set-status"], ["set-status", "annotate"], ["mark-paid"]];
		for (const native of abilities) {
			for (const writeBack of WRITE_BACKS) {
				for (const kind of kinds(writeBack, native)) expect(native).toContain(kind);
			}
		}
	});

	it("stays what it is where the shop knows it", () => {
		for (const writeBack of WRITE_BACKS) expect(translate(writeBack, [writeBack.kind])).toEqual([writeBack]);
	});

	it("becomes the mapped status, and a note where the amount would be lost", () => {
		const [paid, part, revoked, cancelled] = WRITE_BACKS.slice(7);
		const simple: CommandKind[] = ["set-status", "annotate"];
		expect(paid && kinds(paid, simple)).toEqual(["set-status"]);
		expect(part && kinds(part, simple)).toEqual(["set-status", "annotate"]);
		expect(revoked && kinds(revoked, simple)).toEqual(["set-status", "annotate"]);
		expect(cancelled && kinds(cancelled, simple)).toEqual(["set-status"]);
	});
});

describe("an entry of the history", () => {
	it("says what happened, how much, and who", () => {
		expect(historyText("payment-assigned", { by: "machine", amount: eur(123_456) })).toEqual({
			de: "Zahlung zugeordnet: 1.234,56 EUR",
			en: "Payment assigned: 1,234.56 EUR",
		});
		expect(historyText("amount-changed", { by: "shop", from: eur(100), to: eur(90) }).en).toBe(
			"Amount changed: 1.00 EUR → 0.90 EUR",
		);
		expect(historyText("cancelled-by-hand", { by: "person", credential: "Büro" }).de).toBe(
			"Von Hand storniert (von Büro)",
		);
	});

	it("is never empty, whatever the cause holds", () => {
		for (const cause of [null, 7, { by: "nobody", amount: "much", credential: 3 }, { from: eur(1) }]) {
			expect(historyText("payment-code-changed", cause)).toEqual(CAUSES["payment-code-changed"]);
		}
	});
});
